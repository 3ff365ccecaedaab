"""O1, O2 and O3: what the doctor finds, what is told in figures, and what is too old."""

import asyncio
import re
import shutil
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from prove.commands import KEY, Operator
from prove.goal import Defect, Findings, Goal, Run
from prove.planting import copied
from prove.processes import APP_TOKEN, SECRET, TOKEN, Store
from prove.slack import Slack
from prove.storm import scene

OTHER_KEY: Final = "0b" * 32
LIMIT_SECONDS: Final = 10.0
MOST_SERIES: Final = 300
TENANTS: Final = 1_000
OFFSET: Final = "RAPPORT_PROVE_OFFSET"
_WRONG: Final = """\
    wrong = float(open(__import__("os").environ["RAPPORT_PROVE_OFFSET"]).read() or 0)
    return datetime.now(UTC) + timedelta(seconds=wrong)"""


@dataclass(frozen=True, slots=True)
class Ill:
    """One thing that is wrong."""

    settings: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    """Of the store, done before the doctor is asked."""
    file: str = ""
    """A file of the data folder that others may read."""
    hangs: str = ""
    """Who takes what is asked and answers nothing: `store` or `slack`."""
    named: str = ""
    """How the doctor names it, where that is not the name of this."""


_META: Final = "{T0RAPPORT}:meta"
_LONG_AGO: Final = "1700000000000"
ILLS: Final[Mapping[str, Ill]] = {
    "setting_unknown": Ill({"RAPPORT_REDIS_ULR": "x"}),
    "setting_wrong": Ill({"RAPPORT_QUEUE_HIGH_WATER": "many"}),
    "bot_token_missing": Ill(without=("RAPPORT_SLACK_BOT_TOKEN",)),
    "bot_token_kind": Ill({"RAPPORT_SLACK_BOT_TOKEN": "xoxp-prove"}),
    "bot_token_refused": Ill({"RAPPORT_SLACK_BOT_TOKEN": "xoxb-of-another-app"}),
    "app_token_kind": Ill({"RAPPORT_SLACK_APP_TOKEN": "xoxb-prove"}),
    "signing_secret_missing": Ill(
        without=("RAPPORT_SLACK_SIGNING_SECRET", "RAPPORT_SLACK_APP_TOKEN")
    ),
    "slack_out_of_reach": Ill({"RAPPORT_SLACK_API_URL": "http://127.0.0.1:9/api/"}),
    "secret_key_twice": Ill({"RAPPORT_SECRET_KEY": f"{KEY},{KEY}"}),
    "secret_key_wrong": Ill({"RAPPORT_SECRET_KEY": OTHER_KEY}),
    "secret_key_order": Ill({"RAPPORT_SECRET_KEY": f"{OTHER_KEY},{KEY}"}),
    "secret_key_open": Ill(file="secret.key"),
    "store_out_of_reach": Ill({"RAPPORT_REDIS_URL": "redis://127.0.0.1:9/0"}),
    "store_for_trials": Ill({"RAPPORT_REDIS_URL": "?unsafe=yes"}),
    "store_may_evict": Ill(commands=(("CONFIG", "SET", "maxmemory-policy", "allkeys-lru"),)),
    "store_forgets": Ill(commands=(("CONFIG", "SET", "appendonly", "no"),)),
    "store_forgets_a_second": Ill(commands=(("CONFIG", "SET", "appendfsync", "everysec"),)),
    "store_is_replica": Ill(commands=(("REPLICAOF", "127.0.0.1", "1"),)),
    "store_too_new": Ill(commands=(("HSET", _META, "schema", "99"),)),
    "store_old": Ill(commands=(("HSET", _META, "schema", "1"),)),
    "restore_cut_off": Ill(commands=(("SET", "{T0RAPPORT}:restoring", "00 1"),)),
    "store_emptied": Ill(commands=(("FLUSHALL",),)),
    "dead_letters": Ill(commands=(("ZADD", "{T0RAPPORT}:q:inbox:dead", _LONG_AGO, "00"),)),
    "door_without_channel": Ill({"RAPPORT_WHATSAPP_SECRET": "of-an-app"}),
    "door_channel_closed": Ill({"RAPPORT_DIRECT_CHANNELS": "whatsapp=C0NOWHERE"}),
    "queue_stands": Ill(commands=(("ZADD", "{T0RAPPORT}:q:outbox:waiting", _LONG_AGO, "00"),)),
    "store_hangs": Ill(hangs="store", named="store_out_of_reach"),
    "slack_hangs": Ill(hangs="slack", named="slack_out_of_reach"),
}


async def doctor(run: Run) -> Findings:
    """A whole bot of whom the doctor has nothing to say; then one thing wrong at a time."""
    findings, unnamed = Findings(), []
    took: dict[str, float] = {}
    store = Store(run.folder / "store")
    await store.start()
    slack = await Slack.open(bot_url="http://127.0.0.1:9/slack/events", channels=1, seed=run.seed)
    whole = {
        "RAPPORT_SLACK_BOT_TOKEN": TOKEN,
        "RAPPORT_SLACK_APP_TOKEN": APP_TOKEN,
        "RAPPORT_SLACK_SIGNING_SECRET": SECRET,
        "RAPPORT_SLACK_API_URL": f"{slack.url}/api/",
        "RAPPORT_REDIS_URL": store.url,
    }
    client: Any = store.client()
    silent = socket.create_server(("127.0.0.1", 0))
    try:
        data = run.folder / "data"
        healthy = Operator(data, store.url, settings=whole)
        file = run.folder / "one.jsonl"
        file.write_text('{"name": "Ana", "emails": ["ana@people.example"]}\n', encoding="utf-8")
        await healthy.runs("import", str(file), "--workspace", "T0RAPPORT")
        findings.none("things wrong with what is whole", len(await healthy.finds()))
        for code, ill in ILLS.items():
            await _fallen(client, data, ill)
            given = {**whole, **ill.settings}
            if given["RAPPORT_REDIS_URL"].startswith("?"):
                given["RAPPORT_REDIS_URL"] = store.url + given["RAPPORT_REDIS_URL"]
            settings = {name: value for name, value in given.items() if name not in ill.without}
            if ill.hangs == "slack":
                port = silent.getsockname()[1]
                settings["RAPPORT_SLACK_API_URL"] = f"http://127.0.0.1:{port}/api/"
            if ill.hangs == "store":
                store.freeze()
            began = time.monotonic()
            found = await Operator(data, settings["RAPPORT_REDIS_URL"], settings=settings).finds()
            took[code] = time.monotonic() - began
            store.thaw()
            if not any(one["code"] == (ill.named or code) and one["mend"] for one in found):
                unnamed.append(code)
            await _well_again(client, data, ill)
    finally:
        silent.close()
        await client.aclose()
        await slack.close()
        await store.kill()
    findings.at_least("faults", len(ILLS), 20)
    findings.none(
        "faults not named with their mend" + "".join(f"; {one}" for one in unnamed), len(unnamed)
    )
    slowest = max(took, key=lambda code: took[code])
    findings.shown |= {"faults": len(ILLS), "slowest": f"{slowest} {took[slowest]:.1f} s"}
    findings.at_most("seconds that the doctor takes", round(took[slowest], 1), LIMIT_SECONDS)
    return findings


async def _fallen(client: Any, data: Path, ill: Ill) -> None:
    if ill.file:
        (data / ill.file).write_text(KEY + "\n", encoding="ascii")
        (data / ill.file).chmod(0o644)
    for command in ill.commands:
        if command[0] == "FLUSHALL":
            _KEPT["meta"] = await client.hgetall(_META)
        await client.execute_command(*command)


_KEPT: Final[dict[str, Any]] = {}


async def _well_again(client: Any, data: Path, ill: Ill) -> None:
    (data / "secret.key").unlink(missing_ok=True)
    for command in ill.commands:
        match command:
            case ("CONFIG", "SET", name, _):
                right = {
                    "maxmemory-policy": "noeviction",
                    "appendonly": "yes",
                    "appendfsync": "always",
                }
                await client.config_set(name, right[name])
            case ("REPLICAOF", *_):
                await client.execute_command("REPLICAOF", "NO", "ONE")
            case ("HSET", *_):
                await client.hset(_META, "schema", "2")
            case ("FLUSHALL",):
                await client.hset(_META, mapping=_KEPT["meta"])
                await client.sadd("{rapport}:workspaces", "T0RAPPORT")
            case _:
                await client.delete(command[1])


async def figures(run: Run) -> Findings:
    """What a bot of a thousand tenants tells Prometheus, once everything that is counted was counted."""
    findings = Findings()
    async with scene(run, channels=2, doors=1, workers=0) as here:
        for written in here.messages(20):
            await here.post.deliver(written)
        await here.quiet(60)
        client: Any = here.store.client()
        pipe = client.pipeline(transaction=False)
        for number in range(TENANTS):
            pipe.sadd("{rapport}:workspaces", f"T1{number:06}")
            pipe.zadd(f"{{T1{number:06}}}:q:inbox:waiting", {"00": time.time() * 1000})
        await pipe.execute()
        await client.aclose()
        address = here.doors[0].url.replace("/slack/events", "/metrics")
        began = time.monotonic()
        async with ClientSession() as session, session.get(address) as answer:
            text = await answer.text()
        findings.shown["seconds of one look"] = round(time.monotonic() - began, 2)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    findings.at_most("series of 1,000 tenants", len(lines), MOST_SERIES)
    waiting = sum(
        float(line.split()[-1]) for line in lines if line.startswith("rapport_queue_depth")
    )
    findings.at_least("jobs of all tenants that are told of", waiting, TENANTS)
    problems = [*await _promtool(text), *_unlike_prometheus(text)]
    findings.none(
        "problems of names and units" + "".join(f"; {one}" for one in problems[:2]), len(problems)
    )
    findings.shown |= {
        "series": len(lines),
        "promtool": "yes" if shutil.which("promtool") else "not here",
    }
    return findings


async def _promtool(text: str) -> list[str]:
    """What Prometheus's own tool has to say, where there is one."""
    tool = shutil.which("promtool")
    if not tool:
        return []
    process = await asyncio.create_subprocess_exec(
        *(tool, "check", "metrics"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate(text.encode())
    return said.decode().splitlines()


def _unlike_prometheus(text: str) -> list[str]:
    """What its rules of naming say: https://prometheus.io/docs/practices/naming/."""
    found = []
    for family in text_string_to_metric_families(text):
        if not re.fullmatch("[a-z][a-z0-9_]*", family.name):
            found.append(f"{family.name}: not lower case")
        if not family.documentation.strip():
            found.append(f"{family.name}: says nothing of itself")
        if re.search("_(ms|milliseconds|minutes|hours|kb|kilobytes|mb)(_|$)", family.name):
            found.append(f"{family.name}: no base unit")
        is_counted = any(sample.name.endswith("_total") for sample in family.samples)
        if family.samples and is_counted is not (family.type == "counter"):
            found.append(f"{family.name}: _total is for counters alone")
    return found


async def too_old(run: Run) -> Findings:
    """Customers write; then the clock is put forward: what is kept no longer is gone, and before that nothing is."""
    findings = Findings()
    code, clock = run.folder / "code", run.folder / "clock"
    clock.write_text("0", encoding="ascii")
    copied(code, Defect("the clock is wrong", "bot/app.py", "    return datetime.now(UTC)", _WRONG))
    count = run.pick(20, 400)
    async with scene(run, channels=2, doors=1, workers=0) as here:
        for written in here.messages(count):
            await here.post.deliver(written)
        findings.none("queues that were not worked off in time", int(not await here.quiet(90)))
        await here.doors[0].stop()
        client: Any = here.store.client()
        await client.zadd("{T0RAPPORT}:q:inbox:dead", {"00": time.time() * 1000})
        await client.hset(
            "{T0RAPPORT}:q:inbox:job:00", mapping={"id": "x", "lane": "x", "payload": "x"}
        )
        data = run.folder / "data"
        later = Operator(data, here.store.url, code=code, settings={OFFSET: str(clock)})
        entries = await client.xlen("{T0RAPPORT}:audit")
        for days, what in ((13, "nothing"), (15, "letters"), (91, "words"), (401, "all")):
            clock.write_text(str(days * 86_400), encoding="ascii")
            await later.tells("retain", "--workspace", "T0RAPPORT")
            left = await _left(client)
            kept = {name: left[name] for name in left if name not in _GONE[what]}
            gone = [name for name in _GONE[what] if left[name]]
            findings.none(
                f"too old after {days} days and still there" + "".join(f"; {one}" for one in gone),
                len(gone),
            )
            early = [name for name, found in kept.items() if not found]
            findings.none(
                f"given up early after {days} days" + "".join(f"; {one}" for one in early),
                len(early),
            )
        verdict = (await later.tells("audit", "verify", "--workspace", "T0RAPPORT"))[0]
        findings.none("breaks in the audit", int(verdict["broken"] is not None))
        await client.aclose()
    findings.shown |= {"messages": count, "entries of the audit before": entries}
    return findings


_GONE: Final[Mapping[str, tuple[str, ...]]] = {
    "nothing": (),
    "letters": ("letters",),
    "words": ("letters", "words"),
    "all": ("letters", "words", "old entries", "conversations"),
}


async def _left(client: Any) -> dict[str, int]:
    """How much there is of what is given up by age, read without the bot's code."""
    words = 0
    async for key in client.scan_iter("{T0RAPPORT}:logd:msg:*", count=1_000):
        words += sum(b"message number" in text for text in await client.hvals(key))
    old = [
        row
        for _, row in await client.xrange("{T0RAPPORT}:audit")
        if row[b"what"].startswith(b"message.")
    ]
    return {
        "letters": await client.zcard("{T0RAPPORT}:q:inbox:dead"),
        "words": words,
        "old entries": len(old),
        "conversations": await client.zcard("{T0RAPPORT}:threads"),
    }


GOALS = (
    Goal(
        id="O1",
        says="the doctor names each of 20 faults and more with its mend, within 10 s",
        usual_seconds=50,
        alone=True,
        trial=doctor,
        defects=(
            Defect(
                "an emptied store is no fault",
                "storage/redis/inspecting.py",
                "    for name in found.lost:\n",
                "    for name in found.lost[:0]:\n",
            ),
        ),
    ),
    Goal(
        id="O2",
        says="figures are named as Prometheus wants them, 300 series at most of 1,000 tenants",
        usual_seconds=20,
        trial=figures,
        defects=(
            Defect(
                "each tenant has a series",
                "bot/metrics.py",
                "            _WAITING.labels(kind).set(sum(one.waiting for one in found))\n",
                "            [_WAITING.labels(f'{kind}{n}').set(one.waiting) for n, one in enumerate(found)]\n",
            ),
        ),
    ),
    Goal(
        id="O3",
        says="what is older than it is kept is gone, and nothing goes early",
        usual_seconds=30,
        trial=too_old,
        defects=(
            Defect(
                "dead letters stay",
                "storage/retention.py",
                "    letters: Days | None = 14\n",
                "    letters: Days | None = 1400\n",
            ),
        ),
    ),
)
