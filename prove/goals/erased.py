"""S7: after an erase no word of a customer is left anywhere."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final

from prove import crashing
from prove.alone import Alone, alone
from prove.canaries import Person, canaries_of, files_in, first, hits, lives, opens_home
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP
from prove.slack import Written

ADMIN: Final = "U0KIM"
DELETED: Final = "the profile was deleted"
"""Stands in what is said of a customer who is gone."""
OF_ERASES: Final = tuple(point.name for point in crashing.POINTS if "the erase" in point.name)


async def erased(run: Run) -> Findings:
    """People in every place there is, some erased at once, some not; then every byte that is left is looked at."""
    code, armed = run.folder / "code", run.folder / "armed"
    crashing.copied(TOP, code)
    async with alone(run, channels=4, settings={crashing.ARMED: str(armed)}, code=code) as here:
        gone = [Person(number) for number in range(run.pick(2, 8))]
        others = [Person(100 + number) for number in range(2)]
        for person in (*gone, *others):
            await lives(here, person)
        for _ in range(3):
            await here.quiet(60)
        theirs = canaries_of(gone)
        findings = Findings()
        before = await _store(here)
        unseen = [
            f"{what} of {person.number}"
            for person in (*gone, *others)
            for what, text in person.words_of().items()
            if not hits({what: text}, before)
        ]
        findings.none("canaries that were nowhere before" + first(unseen), len(unseen))
        await _fails(here, gone)
        waiting = {key: text for key, text in (await _store(here)).items() if ":q:" in key}
        findings.at_least("canaries that waited or had failed", len(hits(theirs, waiting)), 1)
        for person, point in zip_longest(gone, OF_ERASES):
            if point:
                armed.write_text(f"{point}|kill", encoding="utf-8")
                await _erase(here, person, cut_off=True)
            await _erase(here, person)
        findings.none("crashes that did not take place", len(OF_ERASES) - here.restarts)
        here.slack.weather.order({"clear": True})
        await opens_home(here)
        findings.none("queues that were not worked off in time", int(not await here.quiet(120)))
        await _rewritten(here, theirs)
        after = await _store(here)
        for what, places in (
            ("left in keys", after),
            ("left in files of the data folder", files_in([here.data])),
            ("left in what the bot posted", _posted(here)),
            ("left in the logs", {here.bot.log.name: here.bot.log.read_bytes()}),
        ):
            left = hits(theirs, places)
            findings.none(f"canaries {what}" + first(left), len(left))
        kept = [name for name, text in canaries_of(others).items() if not hits({name: text}, after)]
        findings.none("words of others that are gone too" + first(kept), len(kept))
        findings.shown |= {
            "erased": len(gone),
            "canaries": len(theirs),
            "keys": len(after),
            "bytes of files": sum(len(content) for content in files_in([here.data]).values()),
        }
        return findings


async def _fails(here: Alone, people: Sequence[Person]) -> None:
    """Of each a mail that cannot be read and is put aside, and a message that waits behind one that is not yet read."""
    for person in people:
        lost = _mail(here, person, 60)
        await here.post.deliver(lost)
    await here.quiet(60)
    here.slack.weather.order({"method": "files.info", "status": 503, "times": 1000})
    for person in people:
        late = _mail(here, person, 70)
        await here.post.deliver(late)
        known = {"text": f"{person.words} again", "phone": person.phone}
        behind = here.slack.relay("sms", person.number * 100 + 80, channel=1, **known)
        behind.envelope["event"]["thread_ts"] = late.ts
        await here.post.deliver(behind)
    await asyncio.sleep(1)


def _mail(here: Alone, person: Person, number: int) -> Written:
    """A mail that stands in Slack as a stub, of whose file Slack knows nothing."""
    written = here.slack.relay(
        "email",
        person.number * 100 + number,
        channel=1,
        text=person.words,
        name=person.name,
        email=person.email,
        as_stub=True,
    )
    files = written.envelope["event"]["files"]
    for file in files:
        del here.slack.world.files[file["id"]]
    written.envelope["event"]["text"] = f"{person.name} <{person.email}> {person.phone}"
    return written


async def _erase(here: Alone, person: Person, *, cut_off: bool = False) -> None:
    """An admin erases them by the form; and who wrote a mail in their name, where that is somebody else.

    Cut off in the middle, it is begun anew: then they may be gone.
    """
    for who in (person.phone, person.email):
        await here.slack.types(f"/customer erase {who}", by=ADMIN)
        if not await _has_form(here):  # nobody is left there
            continue
        said = await here.slack.submit({"confirm_erase": "ERASE"}, by=ADMIN)
        if cut_off:
            await here.bot.ended(15)
            await here.lives()
            here.slack.playground.workspace.views.clear(ADMIN)
            return
        if DELETED in str(said.get("errors")):  # told too late that it was done, and pressed again
            continue
        if said.get("errors") or said.get("error"):
            raise AssertionError(f"the form was not taken: {said}")


async def _has_form(here: Alone) -> bool:
    """True once the form is there; it may come after the answer that it is on its way."""
    for _ in range(60):
        if here.slack.playground.workspace.views.stack(ADMIN):
            return True
        await asyncio.sleep(0.05)
    return False


async def _rewritten(here: Alone, theirs: Mapping[str, str]) -> None:
    """Returns once the store's files are free of them; after half a minute they count as they are."""
    for _ in range(60):
        if not hits(theirs, files_in([here.data])):
            return
        await asyncio.sleep(0.5)


async def _store(here: Alone) -> dict[str, bytes]:
    """Every key with its bytes: as it is dumped, unpacked, and as it is read."""
    client = here.client()
    await client.config_set("rdbcompression", "no")
    found: dict[str, bytes] = {}
    try:
        async for key in client.scan_iter(count=1000):
            found[key.decode()] = key + b"\n" + (await client.dump(key) or b"")
    finally:
        await client.aclose()
    return found


def _posted(here: Alone) -> dict[str, bytes]:
    """What the bot posted where others read it, and its Homes, as they stand in Slack now."""
    world = here.slack.world
    posts = {
        f"{channel}/{message['ts']}": json.dumps(message, ensure_ascii=False).encode()
        for channel, messages in world.messages.items()
        for message in messages
        if message.get("bot_id") == "B0RAPPORT"
    }
    homes = {
        f"the Home of {user}": json.dumps(home, ensure_ascii=False).encode()
        for user, home in world.homes.items()
    }
    return posts | homes


GOALS = (
    Goal(
        id="S7",
        says="after an erase: none of 12 writings of any word in keys, files, queues, logs or posted cards",
        usual_seconds=40,
        trial=erased,
        defects=(
            Defect(
                "what waits or failed is not looked through",
                "storage/redis/forgetting.py",
                "        gone = await self.inbox.forget(waiting=traces.identified_in, dead=traces.names_in)\n",
                "        gone = len(traces.names_in.__name__) * 0\n",
            ),
            Defect(
                "the log of the store keeps what was",
                "storage/redis/appended.py",
                '            await client.execute_command("BGREWRITEAOF", **await its_own(client, key))\n',
                "            await client.ping()\n",
            ),
            Defect(
                "who is cut off in the middle forgets the rest",
                "storage/redis/forgetting.py",
                "        letters = await self._forget_on_its_way(traces, keys)\n",
                "        letters = 0\n",
            ),
            Defect(
                "posted cards stay",
                "storage/redis/forgetting.py",
                "            for posting in posts if then else ():\n",
                "            for posting in ():\n",
            ),
            Defect(
                "notes stay",
                "storage/redis/draft.py",
                '        for kind in ("msg", "note", "order"):\n            for key in',
                '        for kind in ("msg", "order"):\n            for key in',
            ),
        ),
    ),
)
