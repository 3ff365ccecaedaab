"""S11: no address that a customer wrote is ever asked for, whatever it looks like and wherever it stands."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from playground.shapes import TEAM
from prove.alone import Alone, alone
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import free_port
from prove.slack import AGENT, channel_named, enveloped

WATCH: Final = """
import os, sys
def _seen(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "subprocess.Popen"):
        told = given[1:] if event in ("socket.connect", "socket.sendto") else given
        with open({log!r}, "a") as log:
            log.write(event + " " + repr(told)[:300] + "\\n")
sys.addaudithook(_seen)
"""
"""What Python runs first in the process under trial: it notes whoever is called, and who is looked up."""
HOSTS: Final = (
    "127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.",
    "[::ffff:127.0.0.1]", "169.254.169.254", "metadata.google.internal", "localtest.me", "user:pass@127.0.0.1",
    "evil.example@127.0.0.1", "127.0.0.1%2f@evil.example", "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
)  # fmt: skip
SCHEMES: Final = ("http", "https", "HTTP", "ftp", "ws")
ODD: Final = (
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/", "//127.0.0.1:{port}/x",
    "http:127.0.0.1:{port}", "http:\\\\127.0.0.1:{port}", "http://127.0.0.1:{port}#@evil.example/",
    "https://evil.example\\@127.0.0.1:{port}/", "jar:http://127.0.0.1:{port}!/", "data:text/html,x",
    "http://127.0.0.1:{port}/a.png", "https://127.0.0.1:{port}/a.gif?x=.jpg", "redis://127.0.0.1:{port}/0",
    "ldap://127.0.0.1:{port}/", "https://track.example/1", "www.evil.example/x",
)  # fmt: skip

PICTURES: Final = ('"image_url"', '"thumb_url"', '"image_48"', '"video_url"')


def addresses(port: int) -> list[str]:
    """A hundred and one ways to have somebody else ask."""
    hosts = [*HOSTS, ".".join("0000")]
    made = [f"{scheme}://{host}:{port}/x" for host in hosts for scheme in SCHEMES]
    return made + [odd.format(port=port) for odd in ODD]


async def unasked(run: Run) -> Findings:
    """Every address in every field that a customer or their shop fills, shown to agents in every way."""
    seen = run.folder / "sockets.log"
    seen.touch()
    (run.folder / "first").mkdir()
    watcher = WATCH.format(log=str(seen))
    (run.folder / "first" / "sitecustomize.py").write_text(watcher, encoding="utf-8")
    async with trap() as (port, caught):
        settings = {"PYTHONPATH": str(run.folder / "first")}
        async with alone(run, channels=3, settings=settings) as here:
            fetched = _Fetched(here)
            began = len(seen.read_text(encoding="utf-8").splitlines())
            tried = addresses(port)
            tried = here.random.sample(tried, run.pick(24, len(tried)))
            for number, address in enumerate(tried):
                await _shown(here, number, address)
            is_quiet = await here.quiet(120)
            slacks = here.slack.url.rpartition(":")[2]
            ours = {
                f"('127.0.0.1', {slacks})",
                f"'127.0.0.1', {slacks},",
                f"{here.data}/store/store.sock",
            }
            lines = seen.read_text(encoding="utf-8").splitlines()
            strange = [line for line in lines if not any(one in line for one in ours)]
            findings = Findings()
            findings.none("queues that were not worked off in time", int(not is_quiet))
            findings.none(
                "calls and look-ups of others" + "".join(f"; {one}" for one in strange[:2]),
                len(strange),
            )
            findings.none("calls of the trap", len(caught))
            findings.none(
                "what Slack is asked to fetch" + "".join(f"; {one}" for one in fetched.found[:2]),
                len(fetched.found),
            )
            findings.at_least("calls that were seen before", began, 1)
            findings.at_least("cards", sum(here.slack.cards().values()), len(tried) * 2)
            findings.shown |= {"addresses": len(tried), "calls seen": len(lines)}
            return findings


@asynccontextmanager
async def trap() -> AsyncIterator[tuple[int, list[str]]]:
    """A port on every address of this machine where nobody may call, and who did."""
    caught: list[str] = []
    port = free_port()

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        caught.append(str(writer.get_extra_info("peername")))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    with contextlib.suppress(OSError):
        also = await asyncio.start_server(serve, "::1", port)
        caught.clear()
    try:
        yield port, caught
    finally:
        server.close()
        with contextlib.suppress(UnboundLocalError):
            also.close()


async def _shown(here: Alone, number: int, address: str) -> None:
    """The address wherever it may stand, and an agent who looks at all of it."""
    phone = f"+1415{5_550_000 + number:07d}"
    for place, kind in enumerate(("whatsapp", "email", "instagram")):
        written = here.slack.relay(
            kind,
            3 * number + place,
            channel=place,
            text=f"look at {address} and <{address}|this>",
            name=f"{address}",
            phone=phone,
            email=f"ana{number}@mail.example",
            handle=f"ana{number}",
            subject=address,
        )
        await here.post.deliver(written)
    await here.post.once(json.dumps(_event_with_pictures(here, number, address)).encode())
    order = {"id": f"o{number}", "status": "in_transit", "tracking_url": address}
    customer = {"external_id": f"crm:{number}", "name": address, "phones": [phone]}
    told = {"id": f"e{number}", "updated_at": "2026-11-20T09:30:00Z", "customer": customer}
    for one in (order, {"id": f"o{number}", "status": address[:40]}):
        await here.knock("/ingest/orders", {**told, "order": one})
    sent = {"phone": phone, "name": address}
    text = {"id": f"m{number}", "channel": "sms", "sent_at": "2026-11-20T09:30:00Z", "from": sent}
    await here.knock("/ingest/messages", {**text, "text": address, "subject": address})
    for command in (phone, f"find {address}", f"note {phone}: {address}", f"timeline {phone}"):
        await here.slack.types(f"/customer {command}")
    await here.post.interaction(_click(number, address))


def _click(number: int, address: str) -> dict[str, Any]:
    """A click in a card that was shown, to be answered at an address that is not Slack's."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "x"},
        "user": {"id": AGENT, "team_id": TEAM},
        "channel": {"id": channel_named(0), "name": "x"},
        "container": {"type": "message", "channel_id": channel_named(0), "message_ts": "1.1"},
        "trigger_id": f"{number}.9.9",
        "response_url": address,
        "actions": [
            {
                "type": "button",
                "action_id": "timeline",
                "block_id": "b",
                "value": "01ARZ3NDEKTSV4RR",
            }
        ],
    }


def _event_with_pictures(here: Alone, number: int, address: str) -> dict[str, Any]:
    """A relay's message with the address wherever Slack's shapes have room for one."""
    ts = here.slack.world.stamps.next()
    picture = {"type": "image", "image_url": address, "alt_text": "x"}
    return enveloped(
        {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B0RELAY",
            "username": "Ana",
            "icons": {"image_48": address},
            "channel": channel_named(0),
            "channel_type": "channel",
            "ts": ts,
            "event_ts": ts,
            "text": f"From: +1415{5_560_000 + number:07d}\n{address}",
            "blocks": [picture, {"type": "context", "elements": [picture]}],
            "attachments": [
                {"from_url": address, "image_url": address, "thumb_url": address, "title_link": address}
            ],
            "files": [
                {"id": f"F{number}", "url_private": address, "url_private_download": address}
            ],
        }
    )  # fmt: skip


class _Fetched:
    """What the bot sends to Slack in which Slack's own fetchers would find one of these."""

    def __init__(self, here: Alone) -> None:
        self.found: list[str] = []
        here.slack.overhears(self._hear)

    def _hear(self, direction: str, what: str, known: dict[str, Any]) -> None:
        if direction != "to_slack" or not what.startswith(("chat.", "views.", "response_url")):
            return
        body = known["request"] or {}
        text = json.dumps(body)
        self.found += [f"{what}: {name}" for name in PICTURES if name in text]
        if what == "chat.postMessage" and str(body.get("unfurl_links")).lower() != "false":
            self.found.append(f"{what}: unfurled")


GOALS = (
    Goal(
        id="S11",
        says="100 addresses in every field: nobody is called or looked up but Slack and the store",
        usual_seconds=30,
        trial=unasked,
        defects=(
            Defect(
                "an address is tried before it is shown",
                "bot/cards/text.py",
                '    return url.replace("&", "&amp;")\n',
                '    __import__("socket").getaddrinfo(parts.hostname, 80)\n'
                '    return url.replace("&", "&amp;")\n',
            ),
            Defect(
                "whoever says so is answered",
                "bot/replies.py",
                "        if is_slacks(call.response_url, api=self._api):\n",
                "        if call.response_url:\n",
            ),
        ),
    ),
)
