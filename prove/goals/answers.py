"""R16: wherever a process is killed while an answer goes out: never sent twice, and never lost without a word."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from playground.makers import ACCOUNT, TOKEN
from playground.shapes import BOT
from prove.crashing import ARMED, POINTS, copied
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP, Bot, Store, free_port, waiting_in
from prove.sending import FORM, JSON, Post
from prove.slack import AGENT, Slack, channel_named

META_SECRET: Final = "of-meta"  # noqa: S105 - of a door that is open here alone
PUBLIC: Final = "https://rapport.example"
LEASE_SECONDS: Final = 30
"""A job whose worker was killed is another's after so long."""
AT_POST: Final = ("after the intent, before the post", "after the post, before it is confirmed")
WHILE_ASKED: Final = "while the maker is at it"
NOT_YET: Final = "after the maker asked for patience"
ARRIVED: Final = ("Sent to the customer", "Delivered", "Read")
SAID: Final = (*ARRIVED, "it may have arrived", "Not delivered")


@dataclass(slots=True)
class _Desk:
    """A team that answers by Reply, and a bot that is killed meanwhile."""

    slack: Slack
    store: Store
    bot: Bot
    post: Post
    armed: Path
    kills: int = 0
    makers: dict[int, str] = field(default_factory=dict)

    def messages(self, number: int) -> list[Any]:
        """All that stands in the channel of this customer."""
        return list(self.slack.world.messages[channel_named(number)])

    async def writes(self, number: int) -> None:
        """A customer's message comes by the door of a maker."""
        self.makers[number] = "twilio" if number % 2 else "whatsapp"
        text, phone = f"customer {number:03} asks something", f"1415555{number:04d}"
        if self.makers[number] == "whatsapp":
            said: dict[str, Any] = {"id": f"wamid.{number}", "from": phone, "type": "text"}
            said |= {"timestamp": str(int(time.time())), "text": {"body": text}}
            await self.meta_tells({"messages": [said]}, ours=_ours(number))
        else:
            told = {"MessageSid": f"SM{number:032d}", "From": f"+{phone}", "Body": text}
            await self.twilio_tells({**told, "To": _ours(number), "NumMedia": "0"})

    async def meta_tells(self, told: dict[str, Any], *, ours: str) -> None:
        """A webhook of the Cloud API."""
        value = {"metadata": {"phone_number_id": ours}, **told}
        entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
        raw = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
        mac = hmac.new(META_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        await self._knock("whatsapp", raw, {"X-Hub-Signature-256": f"sha256={mac}"}, JSON)

    async def twilio_tells(self, form: dict[str, str], query: str = "") -> None:
        """A webhook of Twilio."""
        signed = f"{PUBLIC}/ingest/twilio{query}" + "".join(key + form[key] for key in sorted(form))
        mac = base64.b64encode(hmac.digest(TOKEN.encode(), signed.encode(), hashlib.sha1)).decode()
        raw = urlencode(form).encode()
        await self._knock(f"twilio{query}", raw, {"X-Twilio-Signature": mac}, FORM)

    async def _knock(self, door: str, raw: bytes, signed: dict[str, str], kind: str) -> None:
        address = self.bot.url.replace("/slack/events", f"/ingest/{door}")
        headers = {**signed, "Content-Type": kind}
        async with self.post.session.post(address, data=raw, headers=headers) as answer:
            if answer.status != 200:
                raise AssertionError(f"{door}: {answer.status} {await answer.text()}")

    async def opens(self, number: int) -> None:
        """*Reply* on the card of this customer, and *Write one*, until its form is there."""
        root = await self._until(lambda: self._root(number), "the message")
        card = await self._until(lambda: self._card(number, root["ts"]), "its card")
        before = {one["ts"] for one in self._private()}
        await self.slack.clicks(card, "card:reply", channel=number)
        shown = await self._until(
            lambda: [one for one in self._private() if one["ts"] not in before], "what Reply offers"
        )
        for _ in range(5):
            await self.slack.clicks(shown[-1], "reply:edit", channel=number)
            for _ in range(100):
                if self.slack.playground.workspace.views.stack(AGENT):
                    return
                await asyncio.sleep(0.05)
        raise AssertionError(f"there is no form: {self.slack.told()[:300]}")

    async def sends(self, number: int) -> bool:
        """The form with its answer, sent; False where nobody took it."""
        said = await self.slack.submit({"reply_text": _answer(number)})
        if said.get("errors"):
            raise AssertionError(f"the answer was not taken: {said}")
        return not said.get("error")

    def _root(self, number: int) -> Any:
        words = f"customer {number:03} asks"
        here = self.messages(number)
        return next((one for one in here if words in json.dumps(one["blocks"])), None)

    def _card(self, number: int, ts: str) -> Any:
        here = self.messages(number)
        below = [one for one in here if one.get("thread_ts") == ts and one["ts"] != ts]
        return next((one for one in below if "card:reply" in json.dumps(one["blocks"])), None)

    def _private(self) -> list[Any]:
        told = self.slack.world.ephemerals.get(AGENT, ())
        return [one for one in told if "reply:edit" in json.dumps(one.get("blocks"))]

    async def _until(self, look: Any, what: str) -> Any:
        for _ in range(600):
            if found := look():
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"there is never {what}")

    async def killed_at(self, point: str, number: int) -> None:
        """The answer to this customer, while the bot is killed at this point; then it is there again."""
        await self.opens(number)
        faults = self.slack.weather
        maker = f"makers.{self.makers[number]}"
        if point == WHILE_ASKED:
            faults.order({"method": maker, "hang_seconds": 1.5})
            taken = await self.sends(number)
            await self._until(lambda: not faults.ordered(maker), "a maker who is asked")
            await self.bot.kill()
        else:
            if point == NOT_YET:
                faults.order({"method": maker, "status": 429, "retry_after": 1})
                point = "after the maker answered, before anything is made of it"
            draft = self.armed.with_suffix(".draft")
            draft.write_text(f"{point}|kill", encoding="utf-8")
            draft.rename(self.armed)
            taken = await self.sends(number)
            await self._until(lambda: not self.armed.exists(), f"a crash {point}")
            await self.bot.ended(25)
        self.kills += 1
        await self.bot.start()
        if (
            not taken
        ):  # the form stands still, and says that it was not taken: the agent sends it again
            await self.sends(number)

    async def quiet(self) -> bool:
        """True once nothing waits in the queues."""
        client, end = self.store.client(), time.monotonic() + 4 * LEASE_SECONDS
        try:
            while time.monotonic() < end:
                if not (await waiting_in(client))[0]:
                    return True
                await asyncio.sleep(0.1)
            return False
        finally:
            await client.aclose()

    def sent(self) -> list[dict[str, Any]]:
        """What the makers were given to send."""
        return list(self.slack.playground.workspace.sent)

    def standing(self, number: int) -> list[str]:
        """What is said below each answer to this customer that stands in Slack; empty for nothing."""
        words = _answer(number)
        posts = [one for one in self.messages(number) if one.get("bot_id") == BOT]
        answers = [one["blocks"] for one in posts if words in json.dumps(one["blocks"])]
        fates = [[one for one in blocks if one.get("block_id") == "fate"] for blocks in answers]
        return [json.dumps(fate, ensure_ascii=False) if fate else "" for fate in fates]

    async def makers_tell(self) -> None:
        """The makers say of all that they were given that it was delivered."""
        for one in self.sent():
            if one["maker"] == "whatsapp":
                told = {"id": one["id"], "status": "delivered", "recipient_id": one["to"]}
                told |= {"biz_opaque_callback_data": one["key"]}
                await self.meta_tells({"statuses": [told]}, ours=one["from"])
            else:
                form = {"MessageSid": one["id"], "MessageStatus": "delivered"}
                form |= {"From": one["from"], "To": one["to"]}
                await self.twilio_tells(form, query="?" + one["key"].partition("?")[2])


async def answers(run: Run) -> Findings:
    """Agents answer customers of two makers; with each answer the bot is killed somewhere else on its way."""
    code, armed = run.folder / "code", run.folder / "armed"
    copied(TOP, code)
    places = [point.name for point in POINTS if "the maker" in point.name]
    places += [*AT_POST, WHILE_ASKED, NOT_YET]
    planned = places * run.pick(1, 4)
    async with AsyncExitStack() as stack:
        store = Store(run.folder / "store")
        await store.start()
        stack.push_async_callback(store.kill)
        port = free_port()
        slack = await Slack.open(
            bot_url=f"http://127.0.0.1:{port}/slack/events", channels=len(planned), seed=run.seed
        )
        stack.push_async_callback(slack.close)
        settings = {
            ARMED: str(armed),
            "RAPPORT_PUBLIC_URL": PUBLIC,
            "RAPPORT_DIRECT_CHANNELS": ",".join(_places(len(planned))),
            "RAPPORT_WHATSAPP_SECRET": META_SECRET,
            "RAPPORT_WHATSAPP_ACCESS_TOKEN": TOKEN,
            "RAPPORT_WHATSAPP_API_URL": f"{slack.url}/makers/whatsapp/",
            "RAPPORT_TWILIO_TOKEN": TOKEN,
            "RAPPORT_TWILIO_ACCOUNT": ACCOUNT,
            "RAPPORT_TWILIO_API_URL": f"{slack.url}/makers/twilio/",
        }
        bot = Bot(
            "serve",
            folder=run.folder,
            store_url=store.url,
            slack_url=slack.url,
            port=port,
            settings=settings,
            code=code,
        )
        await bot.start()
        stack.push_async_callback(bot.kill)
        post = Post.to(bot.url)
        stack.push_async_callback(post.close)
        await slack.watch(range(len(planned)))
        desk = _Desk(slack, store, bot, post, armed)
        for number in range(len(planned)):
            await desk.writes(number)
        for number, point in enumerate(planned):
            await desk.killed_at(point, number)
        return await _told(desk, planned)


async def _told(desk: _Desk, planned: list[str]) -> Findings:
    """What became of each answer: at the makers, and in the thread."""
    findings = Findings()
    findings.none("queues that were not worked off in time", int(not await desk.quiet()))
    times = Counter(one["text"] for one in desk.sent())
    numbers = range(len(planned))
    sent = [times[_answer(number)] for number in numbers]
    said = [desk.standing(number) for number in numbers]
    findings.none("answers that were sent twice", sum(count > 1 for count in sent))
    findings.none("answers that do not stand in Slack once", sum(len(one) != 1 for one in said))
    untold = [
        planned[number]
        for number in numbers
        if not any(word in fate for fate in said[number] for word in SAID)
    ]
    findings.none("answers of which nobody says what became" + _shown(untold), len(untold))
    lost = [
        planned[number]
        for number in numbers
        if not sent[number] and any(word in fate for fate in said[number] for word in ARRIVED)
    ]
    findings.none("answers that were lost, and are said to be sent" + _shown(lost), len(lost))
    await desk.makers_tell()
    await desk.quiet()
    unsettled = [
        planned[number]
        for number in numbers
        if sent[number] and not any("Delivered" in fate for fate in desk.standing(number))
    ]
    findings.none("answers that their maker delivered, unsaid" + _shown(unsettled), len(unsettled))
    findings.at_least("kills", desk.kills, len(planned))
    findings.shown |= {"answers": len(planned), "sent": sum(sent)}
    return findings


def _answer(number: int) -> str:
    return f"answer number {number:03}"


def _ours(number: int) -> str:
    """The number of the team that this customer writes to: each has a channel of its own."""
    return f"+1212555{number:04d}" if number % 2 else f"1065403522{number:04d}"


def _places(count: int) -> list[str]:
    kinds = ("whatsapp", "sms")
    return [f"{kinds[n % 2]}:{_ours(n)}={channel_named(n)}" for n in range(count)]


def _shown(points: list[str]) -> str:
    return "".join(f"; {point}" for point in points[:3])


GOALS = (
    Goal(
        id="R16",
        says="killed while an answer goes out to a customer: never sent twice, never lost without a word",
        usual_seconds=75,
        trial=answers,
        defects=(
            Defect(
                "a maker who may have heard is asked again",
                "bot/outward.py",
                "        if heard or sending.fate not in (Fate.WAITS, Fate.UNCLEAR):\n",
                "        if sending.fate not in (Fate.WAITS, Fate.UNCLEAR):\n",
            ),
            Defect(
                "that the maker will be asked is not written down before",
                "bot/outward.py",
                "        await store.tell_fate(key, Fate.UNCLEAR, at=self.now())\n",
                "",
            ),
            Defect(
                "what may not have arrived is passed over in silence",
                "bot/outward.py",
                "            await self._show(\n"
                "                store, sending, key\n"
                "            )  # it is known, or may have been heard: nobody asks again\n",
                "",
            ),
        ),
    ),
)
