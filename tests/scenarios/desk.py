"""A support desk for the scenarios: the bot and a local Slack, both real, reached as a person reaches them."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.app import Rapport
from bot.health import Health
from bot.settings import load
from playground import makers
from playground.config import QUICK_RETRY_DELAYS_SECONDS, PlaygroundConfig
from playground.server import Playground
from storage.store import ProfileStore

MAYA: Final = "U0MAYA"
SAM: Final = "U0SAM"
WHATSAPP: Final = "C0WHATSAPP"
PUBLIC_URL: Final = "https://rapport.example.com"
WORKSPACE: Final = "T0RAPPORT"
PATIENCE_SECONDS: Final = 8.0

STILL_WORKING: Final = frozenset(
    [
        "This takes a moment longer; the answer follows.",
        "Das dauert einen Moment länger; die Antwort folgt.",
    ]
)
"""No answer yet: what takes longer than Slack waits, such as a first picture on a busy machine, comes after it."""
Found = dict[str, Any]
Seen = TypeVar("Seen")


class NeverHappened(AssertionError):
    """What a scenario waited for did not come."""


@dataclass(slots=True)
class Desk:
    """What people and customers do, and what they then see."""

    url: str
    session: ClientSession
    rapport: Rapport
    playground: Playground
    bot_url: str = ""
    """Where the bot is reached over HTTP."""
    modal: Found | None = field(default=None)
    workspace: str = WORKSPACE

    @property
    def store(self) -> ProfileStore:
        """The profiles of the workspace."""
        return self.rapport.stores(self.workspace)

    async def get(self, path: str, **query: str) -> Any:
        """What the page reads."""
        async with self.session.get(f"{self.url}{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        """What the page does."""
        async with self.session.post(f"{self.url}{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    # ------------------------------------------------------------ customers

    async def customer_writes(self, text: str, *, kind: str = "whatsapp", **who: Any) -> Found:
        """A customer's message, as the relay of that kind posts it: `channel` and `ts`."""
        return dict(await self.post("/ui/customer", channel_kind=kind, text=text, **who))

    # ------------------------------------------------------------ agents

    async def types(self, text: str, *, by: str = MAYA, channel: str = WHATSAPP) -> Found:
        """A slash command, and the private answer to it."""
        before = {m["ts"] for m in await self.messages(channel, by=by)}
        outcome = await self.post("/ui/command", **{"as": by}, channel=channel, text=text)
        assert outcome.get("error") is None, outcome
        return await self.until(
            lambda: self._new_private(channel, by, before), f"an answer to {text!r}"
        )

    async def opens(self, text: str, *, by: str = MAYA, channel: str = WHATSAPP) -> Found:
        """A slash command that opens a modal, and the modal."""
        await self.post("/ui/command", **{"as": by}, channel=channel, text=text)
        return await self.top_modal(by)

    async def watch(self, channel: str = WHATSAPP, *, by: str = MAYA) -> None:
        """The channel is watched from now on, and that was said: it is nobody's answer to what is typed next."""
        before = {m["ts"] for m in await self.messages(channel, by=by)}
        modal = await self.opens("/customer watch", by=by, channel=channel)
        await self.submits(modal, {}, by=by)
        await self.until(
            lambda: self._new_private(channel, by, before), "the word that it is watched"
        )

    async def clicks(
        self, message: Found, action_id: str, *, by: str = MAYA, channel: str = WHATSAPP
    ) -> None:
        """A button of a message."""
        button = element(message["blocks"], action_id)
        await self.post(
            "/ui/action",
            **{"as": by},
            container={
                "type": "message",
                "channel": channel,
                "ts": message["ts"],
                "is_ephemeral": bool(message.get("is_ephemeral")),
            },
            block_id=button["block_id"],
            action_id=action_id,
            value=button["value"],
        )

    async def submits(self, modal: Found, typed: Found, *, by: str = MAYA) -> Found:
        """The modal sent with what was typed; its untouched inputs keep their initial values."""
        values = state_of(modal, typed)
        return dict(
            await self.post(
                "/ui/submit", **{"as": by}, view_id=modal["id"], state={"values": values}
            )
        )

    async def options(
        self, modal: Found, action_id: str, text: str, *, by: str = MAYA
    ) -> list[Any]:
        """What a searching menu in a modal offers."""
        block = next(b for b in modal["blocks"] if element_id(b) == action_id)
        answer = await self.post(
            "/ui/options",
            **{"as": by},
            container={"type": "view", "view_id": modal["id"]},
            block_id=block["block_id"],
            action_id=action_id,
            value=text,
        )
        return list(answer["options"])

    # ------------------------------------------------------------ seeing

    async def messages(self, channel: str, *, by: str = MAYA, thread: str = "") -> list[Found]:
        """What stands in a channel or a thread, for this person."""
        query = {"channel": channel, "as": by} | ({"thread_ts": thread} if thread else {})
        return list((await self.get("/ui/messages", **query))["messages"])

    async def cards(self, place: Found) -> list[Found]:
        """The bot's posts in the thread of a message."""
        shown = await self.messages(place["channel"], thread=place["ts"])
        return [m for m in shown if m.get("bot_id") == "B0RAPPORT" and not m.get("is_ephemeral")]

    async def card(self, place: Found, *, saying: str = "") -> Found:
        """The one card in the thread of a message, once it says this."""

        async def look() -> Found | None:
            found = await self.cards(place)
            assert len(found) <= 1, "two cards in one thread"
            return found[0] if found and saying in text_of(found[0]) else None

        return await self.until(look, f"a card saying {saying!r}")

    async def rewrite(self, card: Found, before: str, after: str) -> None:
        """The card as if another version of the bot had posted it: its buttons carry something else."""
        blocks = json.loads(json.dumps(card["blocks"]).replace(before, after))
        await self._as_the_bot("chat.update", card, text=card["text"], blocks=blocks)

    async def delete(self, card: Found) -> None:
        """A card taken away by an admin of the workspace."""
        await self._as_the_bot("chat.delete", card)

    async def _as_the_bot(self, method: str, card: Found, **more: Any) -> None:
        body = {"channel": WHATSAPP, "ts": card["ts"], **more}
        headers = {"Authorization": "Bearer xoxb-desk"}
        async with self.session.post(
            f"{self.url}/api/{method}", json=body, headers=headers
        ) as answer:
            assert (await answer.json())["ok"]

    async def told(self, place: Found, *, by: str = MAYA) -> str:
        """What the bot says to this person alone in the thread of a message."""

        async def look() -> Found | None:
            shown = await self.messages(place["channel"], by=by, thread=place["ts"])
            return next((one for one in reversed(shown) if one.get("is_ephemeral")), None)

        return text_of(await self.until(look, "a private sentence in the thread"))

    async def top_modal(self, by: str = MAYA) -> Found:
        """The modal in front of this person."""

        async def look() -> Found | None:
            views = (await self.get("/ui/views", **{"as": by}))["views"]
            return dict(views[-1]) if views else None

        return await self.until(look, "a modal")

    async def no_modal(self, by: str = MAYA) -> None:
        """Waits until no modal is open."""

        async def look() -> bool:
            return not (await self.get("/ui/views", **{"as": by}))["views"]

        await self.until(look, "the modal to close")

    async def until(self, look: Callable[[], Awaitable[Seen | None]], what: str) -> Seen:
        """What `look` sees once it sees something. Raises NeverHappened after eight seconds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if seen := await look():
                return seen
            await asyncio.sleep(0.02)
        raise NeverHappened(f"waited {PATIENCE_SECONDS} s for {what}")

    async def quiet(self) -> None:
        """Waits until the bot has nothing left to do."""

        async def look() -> bool:
            from bot.app import now

            depths = [
                await queue.depth(now=now()) for queue in (self.store.inbox, self.store.outbox)
            ]
            return all(depth.waiting == 0 for depth in depths)

        await self.until(look, "the queues to be empty")

    async def _new_private(self, channel: str, by: str, before: set[str]) -> Found | None:
        shown = await self.messages(channel, by=by)
        fresh = [m for m in shown if m.get("is_ephemeral") and m["ts"] not in before]
        told = [m for m in fresh if m.get("text") not in STILL_WORKING]
        return told[-1] if told else None


def text_of(message: Found) -> str:
    """All the words of a message, wherever in its blocks they stand."""
    words: list[str] = [str(message.get("text", ""))]

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                words.append(part["text"])
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(message.get("blocks", []))
    return "\n".join(words)


def element(blocks: list[Found], action_id: str) -> Found:
    """A button or menu by its action id, with the id of its block."""
    for block in blocks:
        parts = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for part in parts:
            if isinstance(part, dict) and part.get("action_id") == action_id:
                return {**part, "block_id": block["block_id"]}
    raise AssertionError(f"there is no {action_id} on the card")


def element_id(block: Found) -> str | None:
    """The action id of an input block's element."""
    return (block.get("element") or {}).get("action_id")


_NAMED: Final = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
}
"""Inputs whose value Slack calls by another name, and what it was at first."""


def state_of(modal: Found, typed: Found) -> dict[str, dict[str, Any]]:
    """The state of a form: initial values, with what was typed over them, by action id."""
    values: dict[str, dict[str, Any]] = {}
    for block in modal["blocks"]:
        part = block.get("element")
        if block.get("type") != "input" or not part:
            continue
        name = part["action_id"]
        kind = part["type"]
        if kind in ("static_select", "external_select"):
            value = {"selected_option": typed.get(name, part.get("initial_option"))}
        elif kind.startswith("multi_") or kind == "checkboxes":
            value = {"selected_options": typed.get(name, part.get("initial_options", []))}
        elif kind in _NAMED:
            said, initial = _NAMED[kind]
            value = {said: typed.get(name, part.get(initial))}
        else:
            value = {"value": typed.get(name, part.get("initial_value"))}
        values.setdefault(block["block_id"], {})[name] = {"type": kind, **value}
    return values


@asynccontextmanager
async def open_desk(
    folder: Path,
    *,
    transport: str = "http",
    seed: str = "shop",
    retries: tuple[float, ...] = QUICK_RETRY_DELAYS_SECONDS,
    whatsapp_secret: str = "",
) -> AsyncIterator[Desk]:
    """A desk that is open for the time of a scenario; with a secret WhatsApp itself knocks, and tells what became."""
    # Bound now and listened on later: a port that was only asked for may be somebody else's by then.
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    bot_port = door.getsockname()[1]
    config = PlaygroundConfig(
        signing_secret="s" * 32,
        bot_token="xoxb-desk",
        app_token="xapp-desk",
        bot_url=f"http://127.0.0.1:{bot_port}/slack/events",
        seed=seed,
        retry_delays_seconds=retries,
        whatsapp_secret=whatsapp_secret,
    )
    async with AsyncExitStack() as stack:
        stack.callback(door.close)
        playground = Playground(config)
        await playground.start()
        stack.push_async_callback(playground.stop)
        settings = load(
            slack_bot_token=SecretStr("xoxb-desk"),
            slack_signing_secret=SecretStr("s" * 32),
            slack_app_token=SecretStr("xapp-desk"),
            slack_api_url=f"{playground.url}/api/",
            data_dir=folder,
            public_url=PUBLIC_URL,
            ingest_secret=SecretStr("old-own-secret,own-secret"),
            shopify_secret=SecretStr("shop-secret"),
            shopify_shops="tidewater.example",
            whatsapp_secret=SecretStr("meta-secret"),
            whatsapp_verify_token=SecretStr("verify-me"),
            whatsapp_access_token=SecretStr(makers.TOKEN),
            whatsapp_api_url=f"{playground.url}/makers/whatsapp/",
            twilio_token=SecretStr("maker-token"),
            twilio_account=makers.ACCOUNT,
            twilio_api_url=f"{playground.url}/makers/twilio/",
        )
        rapport = await Rapport.open(settings, stack)
        work = asyncio.create_task(rapport.work())
        runner = web.AppRunner(rapport.web(health()), access_log=None, shutdown_timeout=5)
        if transport == "socket":
            sockets = rapport.sockets()
            await sockets.connect()
            stack.push_async_callback(sockets.close)
        else:
            await runner.setup()
            await web.SockSite(runner, door).start()
            stack.push_async_callback(runner.cleanup)
        session = await stack.enter_async_context(ClientSession())
        stack.push_async_callback(ended, rapport, work, runner)
        yield Desk(
            url=playground.url,
            session=session,
            rapport=rapport,
            playground=playground,
            bot_url=f"http://127.0.0.1:{bot_port}",
        )


async def ended(rapport: Rapport, work: asyncio.Task[None], runner: web.AppRunner) -> None:
    """Ends the bot as `rapport serve` ends it: its door is shut, and what is under way is finished.

    aiohttp 3.14 waits in vain for a connection that comes in the very moment in which its runner is cleaned up.
    """
    for site in list(runner.sites):
        await site.stop()
    await rapport.stop_work()
    while (
        not work.done()
    ):  # asked again until it heeds: a cancellation that meets a timeout is swallowed
        work.cancel()
        await asyncio.wait({work}, timeout=1)


def health() -> Health:
    """A bot that is always well."""

    async def none() -> list[str]:
        return []

    return Health(reasons=none, monotonic=time.monotonic)
