"""WhatsApp without a relay: the maker's own webhooks, signed as Meta signs, to the bot's own door.

What a customer writes goes to the bot, which posts it; what the bot has the maker send is delivered, and then read.
"""

import asyncio
import hashlib
import hmac
import json
from urllib.parse import urljoin

from playground.clock import now
from playground.shapes import Json, Wrong, new_id
from playground.workspace import Workspace

KIND = "direct"
CHANNEL = "C0WHATSAPP"
"""Where the demo's bot posts what comes so: it watches this channel as the one for WhatsApp."""
OUR_NUMBER = "106540352242922"
STEPS_SECONDS = (("delivered", 1.0), ("read", 2.0))


async def writes(workspace: Workspace, *, name: str | None, phone: str | None, text: str) -> Json:
    """A customer writes by WhatsApp: the maker tells the bot. Raises Wrong where no door is open."""
    number = "".join(sign for sign in phone or "" if sign.isdecimal())
    if not number or not text.strip():
        raise Wrong("a message by WhatsApp has a phone number and words")
    who: Json = {"profile": {"name": name or ""}, "wa_id": number}
    said: Json = {"id": f"wamid.{new_id('', 20)}", "from": number, "timestamp": str(int(now()))}
    said |= {"type": "text", "text": {"body": text}}
    status = await _tell(workspace, {"contacts": [who], "messages": [said]})
    if status != 200:
        raise Wrong(f"the bot's door for WhatsApp answered {status or 'nothing'}")
    return {"ok": True, "channel": workspace.world.team.channel(CHANNEL), "ts": None}


def becomes(workspace: Workspace, sent: Json) -> None:
    """What becomes of a message that the maker took: delivered, then read. Nothing where no door is open."""
    if workspace.config.whatsapp_secret:
        workspace.courier.spawn(_becomes(workspace, sent))


async def _becomes(workspace: Workspace, sent: Json) -> None:
    for status, seconds in STEPS_SECONDS:
        await asyncio.sleep(seconds)
        told = {"id": sent["id"], "status": status, "recipient_id": sent["to"]}
        told |= {"timestamp": str(int(now())), "biz_opaque_callback_data": sent["key"]}
        await _tell(workspace, {"statuses": [told]})


async def _tell(workspace: Workspace, told: Json) -> int | None:
    """The status that the bot answered; None where it did not. Raises Wrong where no door is open."""
    secret = workspace.config.whatsapp_secret
    if not secret:
        raise Wrong("no door for WhatsApp is open here: `rapport demo` opens one")
    meta = {"display_phone_number": "493012345", "phone_number_id": OUR_NUMBER}
    value = {"messaging_product": "whatsapp", "metadata": meta, **told}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    raw = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    mac = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={mac}"}
    url = urljoin(workspace.courier.bot_url, "/ingest/whatsapp")
    return await workspace.courier.webhook(url, raw, headers)
