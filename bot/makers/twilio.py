"""Twilio sends an answer, by SMS or WhatsApp: https://www.twilio.com/docs/messaging/api/message-resource

It knows no idempotency key. The address of the status callback carries ours, and is called also for a message
whose answer to us was lost.
"""

from typing import Final
from urllib.parse import quote

from aiohttp import ClientSession, encode_basic_auth

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

NAME: Final = "twilio"


class Twilio:
    """Numbers of ours at Twilio, all of one account."""

    most_chars = 1_600

    def __init__(
        self, session: ClientSession, *, api_url: str, account: str, token: str, public_url: str
    ) -> None:
        self._session = session
        self._address = f"{api_url.rstrip('/')}/2010-04-01/Accounts/{account}/Messages.json"
        self._headers = {"Authorization": encode_basic_auth(account, token)}
        self._callback = f"{public_url}/ingest/twilio"

    async def send(self, line: Line, text: str, *, key: str) -> Outcome:
        """What came of asking once."""
        form = {
            "From": line.ours,
            "To": line.customer,
            "Body": text,
            "StatusCallback": f"{self._callback}?reply={quote(key)}",
        }
        try:
            async with self._session.post(
                self._address,
                data=form,
                headers=self._headers,
                timeout=PATIENCE,
                allow_redirects=False,
            ) as answer:
                told = await body_of(answer)
                if answer.status == 201 and told.get("sid"):
                    return Taken()
                if answer.status == 429:  # "not processed, and safe to retry"
                    return Refused("rate_limited", again=True, wait=waited(answer))
                if 400 <= answer.status < 500:
                    said = str(told.get("message") or "")[: MOST_REASON_CHARS - 20]
                    code = str(told.get("code") or answer.status)[:10]
                    return Refused(f"{said} ({code})".strip())
                return Unheard()
        except FAILURES as failure:
            return not_asked(failure)
