"""S6: no word of a customer and no token is ever written where others read it, whatever goes wrong."""

import json
from contextlib import suppress
from typing import Final
from urllib.parse import quote

from aiohttp import ClientError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from prove import raising
from prove.alone import INGEST_SECRET, Alone, alone
from prove.canaries import Person, canaries_of, first, hits, lives, opens_home
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import APP_TOKEN, SECRET, SECRET_KEY, TOKEN, TOP
from prove.sending import FORM
from prove.slack import as_json, signed

SECRETS: Final = {
    "the bot token": TOKEN,
    "the app token": APP_TOKEN,
    "the signing secret": SECRET,
    "the secret of the doors": INGEST_SECRET,
    "the key of the store": SECRET_KEY,
}


async def unlogged(run: Run) -> Findings:
    """All that customers' words go through, with exceptions anywhere; then all that was written down is read."""
    code, told = run.folder / "code", run.folder / "raised.jsonl"
    told.touch()
    functions = raising.copied(TOP, code)
    people = [Person(number) for number in range(5)]
    settings = {raising.TOLD: str(told), "RAPPORT_LOG_LEVEL": "DEBUG"}
    async with alone(run, channels=4, settings=settings, code=code) as here:
        client = here.client()
        for name in ("execution-slower-than", "request-larger-than", "reply-larger-than"):
            await client.config_set(f"commandlog-{name}", 0)
        for person in people:
            await lives(here, person)
            await _malformed(here, person)
        outputs, commands = [await here.get("/metrics")], [await _commands(client)]
        count = run.pick(40, 200)
        for number in range(count):
            await here.lives()
            before = told.stat().st_size
            here.bot.signal(raising.ARM)
            for act in range(6):
                await _acts(here, people[(number + act) % len(people)], number * 6 + act)
                if told.stat().st_size > before:
                    break
            commands.append(await _commands(client))
            if number % 20 == 0:
                outputs.append(await here.get("/metrics"))
        await here.lives()
        is_quiet = await here.quiet(120)
        outputs += [await here.get(path) for path in ("/metrics", "/readyz", "/healthz")]
        await client.aclose()
    raised = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    canaries = canaries_of(people) | SECRETS
    findings = Findings()
    findings.none("queues that were not worked off in time", int(not is_quiet))
    for what, content in (
        ("logs and standard error", here.bot.log.read_bytes()),
        ("metrics and health", "".join(outputs).encode()),
        ("the store's logs of commands", "".join(commands).encode()),
        ("the store's own log", (here.data / "store" / "valkey.log").read_bytes()),
    ):
        left = hits(canaries, {what: content})
        findings.none(f"canaries in {what}" + first(left), len(left))
    telling = sum(bool(hits(canaries, {"": text.encode()})) for _, text in raised)
    findings.at_least("exceptions that were forced", len(raised), count * 0.9)
    findings.at_least("exceptions whose text held a canary", telling, count * 0.3)
    findings.at_least("lines that were logged", here.bot.log.read_bytes().count(b"\n"), count / 2)
    findings.shown |= {
        "canaries": len(canaries),
        "functions": functions,
        "exceptions": len(raised),
        "with a canary": telling,
        "processes that ended of one": here.restarts,
    }
    return findings


async def _commands(client: Redis) -> str:
    """What the store remembers of the commands that it was sent just now."""
    found = ""
    with suppress(RedisError, OSError):  # the process that it belongs to has ended
        for kind in ("slow", "large-request", "large-reply"):
            found += str(await client.execute_command("COMMANDLOG", "GET", "-1", kind))  # type: ignore[no-untyped-call]
    return found


async def _acts(here: Alone, person: Person, number: int) -> None:
    """One thing that somebody does, by turns; whatever comes of it."""
    key, who, place = 1_000_000 + number, person.phone, number % 4
    words = {"text": f"{person.words} {person.order}", "name": person.name, "phone": who}
    known = {**words, "email": person.email, "handle": person.handle, "subject": person.words}
    with suppress(ClientError, OSError, TimeoutError):
        match number % 8:
            case 0 | 4:
                kind = ("whatsapp", "email", "instagram", "sms")[number // 4 % 4]
                written = here.slack.relay(kind, key, channel=place, **known)
                await here.post.once(as_json(written.envelope))
            case 1:
                await here.slack.types(f"/customer {who}")
            case 2:
                await here.slack.types(f"/customer note {who}: {person.note}")
            case 3:
                await here.slack.types(f"/customer find {person.name}")
            case 5:
                await here.slack.types(f"/customer edit {who}")
                with suppress(AssertionError):  # what was forced came before the form
                    await here.slack.submit({"field_company": person.company})
            case 6:
                order = {"id": person.order, "status": "delivered"}
                buyer = {"name": person.name, "emails": [person.email]}
                at = f"2026-11-21T09:{number // 60 % 60:02d}:{number % 60:02d}Z"
                told = {"id": f"late-{number}", "updated_at": at, "order": order}
                await here.knock("/ingest/orders", {**told, "customer": buyer})
            case _:
                await opens_home(here)


async def _malformed(here: Alone, person: Person) -> None:
    """What is refused at the door: unsigned, badly signed, unreadable."""
    words = " ".join(person.words_of().values())
    raw = json.dumps({"type": "event_callback", "event": {"text": words}}).encode()
    await here.post.once(raw, headers={})
    await here.post.once(raw, headers=signed(raw, secret="another"))  # noqa: S106  # pragma: allowlist secret
    for body in (raw[:-1], b"[" + raw + b"]", raw.replace(b"event_callback", words.encode())):
        await here.post.once(body)
        await here.post.once(body, kind=FORM)
    for path in ("/ingest/orders", "/ingest/messages"):
        await here.knock(path, {"id": words, "surplus": words, "order": {"id": words}})
    await here.get(f"/{quote(words, safe='')}")
    await here.get(f"/c/{quote(words, safe='')}")


GOALS = (
    Goal(
        id="S6",
        says="canaries and 200 exceptions: no word and no token in logs, metrics or the store's logs",
        usual_seconds=40,
        trial=unlogged,
        defects=(
            Defect(
                "an error is logged with its text",
                "bot/failures.py",
                "        code = code_of(error) if isinstance(error, FAILURES) else type(error).__name__\n",
                "        code = str(error)\n",
            ),
            Defect(
                "an error that a library logs keeps its text",
                "bot/logs.py",
                '        event["error"] = trouble[0].__name__\n',
                '        event["error"] = str(trouble[1])\n',
            ),
            Defect(
                "the store remembers long commands",
                "storage/redis/embedded.py",
                '            "commandlog-large-request-max-len": "0",\n',
                "",
            ),
        ),
    ),
)
