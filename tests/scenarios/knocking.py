"""Other systems at the bot's doors: what they send, signed as each of them signs."""

import base64
import hashlib
import hmac
import json
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from bot.app import now
from tests.scenarios.desk import Desk

Told = tuple[int, str]
"""Status and body of an answer."""


async def own(
    desk: Desk,
    path: str,
    body: Any,
    *,
    secret: str = "own-secret",
    at: float | None = None,
    raw: bytes | None = None,
) -> Told:
    """The team's own system tells something."""
    raw = json.dumps(body).encode() if raw is None else raw
    stamp = str(int(now().timestamp() if at is None else at))
    mac = hmac.new(secret.encode(), f"v1:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    headers = {"X-Rapport-Timestamp": stamp, "X-Rapport-Signature": f"v1={mac}"}
    return await _post(desk, path, raw, headers)


async def shopify(
    desk: Desk,
    topic: str,
    body: Any,
    *,
    event: str = "",
    secret: str = "shop-secret",
    shop: str = "tidewater.example",
) -> Told:
    """Shopify tells something."""
    raw = json.dumps(body).encode()
    mac = base64.b64encode(hmac.digest(secret.encode(), raw, hashlib.sha256)).decode()
    headers = {
        "X-Shopify-Hmac-Sha256": mac,
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": shop,
        "X-Shopify-Event-Id": event or hashlib.sha256(raw).hexdigest()[:16],
    }
    return await _post(desk, "/ingest/shopify", raw, headers)


async def whatsapp(desk: Desk, body: Any, *, secret: str = "meta-secret") -> Told:
    """Meta tells something."""
    raw = json.dumps(body).encode()
    mac = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return await _post(desk, "/ingest/whatsapp", raw, {"X-Hub-Signature-256": f"sha256={mac}"})


async def twilio(
    desk: Desk, form: dict[str, str], *, token: str = "maker-token", query: str = ""
) -> Told:
    """Twilio tells something."""
    signed = f"https://rapport.example.com/ingest/twilio{query}" + "".join(
        name + form[name] for name in sorted(form)
    )
    mac = base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()
    raw, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
    return await _post(desk, f"/ingest/twilio{query}", raw, {"X-Twilio-Signature": mac}, kind)


async def _post(
    desk: Desk, path: str, raw: bytes, headers: dict[str, str], kind: str = "application/json"
) -> Told:
    headers = {**headers, "Content-Type": kind}
    async with desk.session.post(
        f"{desk.bot_url}{path}", data=BytesIO(raw), headers=headers
    ) as answer:
        return answer.status, await answer.text()
