"""WhatsApp's Cloud API sends an answer.

https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
It knows no idempotency key. `biz_opaque_callback_data` comes back with every status, also of a message whose
answer to us was lost.
"""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import ClientSession

from bot.makers.maker import (
    FAILURES,
    MOST_REASON_CHARS,
    PATIENCE,
    Line,
    Outcome,
    Refused,
    Taken,
    Unheard,
    body_of,
    not_asked,
    waited,
)

NAME: Final = "whatsapp"
OWN_ID: Final = "wa_bsuid:"
"""What a customer without a number is named by in a line, before their id."""
_TOO_MANY: Final = frozenset([4, 80007, 130429, 131056])
"""Rate limits of the app, the account, the number, and of this one customer."""


class WhatsApp:
    """Numbers of ours on WhatsApp's Cloud API, all by one access token."""

    most_chars = 4_096

    def __init__(self, session: ClientSession, *, api_url: str, token: str) -> None:
        self._session = session
        self._api_url = api_url.rstrip("/")
        self._token = token

    async def send(self, line: Line, text: str, *, key: str) -> Outcome:
        """What came of asking once."""
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **_to(line.customer),
            "type": "text",
            "text": {"body": text, "preview_url": False},
            "biz_opaque_callback_data": key,
        }
        try:
            async with self._session.post(
                f"{self._api_url}/{line.ours}/messages",
                json=body,
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=PATIENCE,
                allow_redirects=False,
            ) as answer:
                told = await body_of(answer)
                if answer.status == 200 and told.get("messages"):
                    return Taken()
                error = told.get("error")
                if answer.status == 429 or (isinstance(error, dict) and _is_too_many(error)):
                    return Refused("rate_limited", again=True, wait=waited(answer))
                if 400 <= answer.status < 500 and isinstance(error, dict):
                    return Refused(_reason(error))
                return Unheard()
        except FAILURES as failure:
            return not_asked(failure)


def _to(customer: str) -> dict[str, str]:
    own_id = customer.removeprefix(OWN_ID)
    return {"to": customer} if own_id == customer else {"recipient": own_id}


def _is_too_many(error: Mapping[str, Any]) -> bool:
    return error.get("code") in _TOO_MANY


def _reason(error: Mapping[str, Any]) -> str:
    """What Meta says, with its code."""
    beside = error.get("error_data")
    details = beside.get("details") if isinstance(beside, dict) else None
    said = str(details or error.get("message") or "")[: MOST_REASON_CHARS - 20]
    return f"{said} ({str(error.get('code'))[:10]})".strip()
