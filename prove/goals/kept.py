"""R13 and R14: a backup comes back whole, without the erased; a store of an older version is brought up to date."""

import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from redis.asyncio import Redis

from prove.commands import Operator, contents, on_a_store
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP

WORKSPACE: Final = "T0KEPT"
ALL_CHANGE: Final = (
    "audit",
    "chain",
    "done:",
    "told:",
    "once:",
    "erasures",
    "retaining",
    "q:",
    "meta",
)
"""What every command leaves behind, and what only says that something was done."""
OLD: Final = "TSCHEMA1"


async def backup(run: Run) -> Findings:
    """Customers brought in, backed up, some erased; put back into an emptied store, and over a newer one."""
    count, erased = run.pick(200, 10_000), run.pick(2, 20)
    findings = Findings()
    async with on_a_store(run.folder) as store:
        here = Operator(run.folder / "data", store.url)
        file = run.folder / "customers.jsonl"
        file.write_text("".join(_lines(count, run.seed)), encoding="utf-8")
        await here.runs("import", str(file), "--workspace", WORKSPACE)
        kept = run.folder / "kept.backup"
        [done] = await here.tells("backup", str(kept), "--workspace", WORKSPACE)
        before = await contents(store, WORKSPACE)
        findings.at_least("profiles", sum(key.startswith("contact:") for key in before), count)
        findings.none("words of customers in the file", kept.read_bytes().count(b"Person "))

        client = store.client()
        await client.flushall()
        code, _ = await here.runs("search", "person", "--workspace", WORKSPACE)
        findings.none("commands that worked on an emptied store", int(code == 0))
        half = await here.is_killed("restore", str(kept), when=lambda: _is_half(client))
        code, _ = await here.runs("search", "person", "--workspace", WORKSPACE)
        findings.none("commands that worked on half a store", int(half and code == 0))
        await here.tells("restore", str(kept))
        findings.none(
            "keys that are not as they were", _differ(before, await contents(store, WORKSPACE))
        )

        code, said = await _with_another_key(run, store.url, kept)
        findings.none(
            "backups that another key opened", int(code == 0 or "RAPPORT_SECRET_KEY" not in said)
        )
        gone = [f"person{number}@people.example" for number in range(erased)]
        for who in gone:
            await here.runs("erase", who, "--yes", "--workspace", WORKSPACE)
        after = await contents(store, WORKSPACE)
        code, _ = await here.runs("restore", str(kept))
        findings.none("newer stores thrown away unasked", int(code == 0))
        [back] = await here.tells("restore", str(kept), "--replace")
        findings.at_least("contacts erased again", back["erased_again"], erased)
        findings.none(
            "keys that are not as after the erasures",
            _differ(after, await contents(store, WORKSPACE)),
        )
        found = [
            code
            for who in gone
            if (code := (await here.runs("show", who, "--workspace", WORKSPACE))[0]) == 0
        ]
        findings.none("erased people who are back", len(found))
        [verdict] = await here.tells("audit", "verify", "--workspace", WORKSPACE)
        findings.none("breaks in the audit", int(verdict["broken"] is not None))
        await client.aclose()
    findings.shown |= {
        "profiles": count,
        "erased": erased,
        "keys": len(before),
        "bytes": done["size_bytes"],
    }
    return findings


async def _with_another_key(run: Run, url: str, file: Path) -> tuple[int, str]:
    stranger = Operator(run.folder / "stranger", url, key="0b" * 32)
    return await stranger.runs("restore", str(file), "--replace")


async def _is_half(client: Redis) -> bool:
    """True once a part of the backup is in the store."""
    note = await client.get(f"{{{WORKSPACE}}}:restoring")
    return note is not None and int(note.split()[1]) > 0


def _lines(count: int, seed: int) -> Iterable[str]:
    """As JSON Lines; each customer is somebody else, with what a backup must bring back."""
    chance = random.Random(seed)
    for number in range(count):
        yield (
            json.dumps(
                {
                    "external_id": f"crm:{number}",
                    "name": f"Person {chance.randbytes(4).hex()} {number}",
                    "emails": [f"person{number}@people.example"],
                    "company": f"Company {number % 50}",
                    "tags": ["vip"] if number % 7 == 0 else [],
                    "notes": [f"note {number}"],
                    "orders": [{"id": str(9_000_000 + number), "status": "delivered"}]
                    if number % 3 == 0
                    else [],
                }
            )
            + "\n"
        )


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    """How many keys differ, but for those that every command changes."""
    names = {name for name in one.keys() | other.keys() if not name.startswith(ALL_CHANGE)}
    return sum(one.get(name) != other.get(name) for name in names)


async def migration(run: Run) -> Findings:
    """A store of every schema there was, killed in the midst of its migration again and again, then compared."""
    findings = Findings()
    for file in sorted((TOP / "tests/storage/schemas").glob("*.jsonl")):
        more = run.pick(2_000, 20_000)
        whole = await _migrated(run, file, more, kills=0)
        halves = await _migrated(run, file, more, kills=run.pick(2, 6))
        for what, found in halves.items():
            if what == "kills":
                findings.at_least("migrations that were killed half-way", found, 1)
            elif what != "keys":
                findings.none(what, found)
        keys, others = whole["keys"], halves["keys"]
        findings.none(
            "keys that a killed migration leaves otherwise",
            _differ(keys, others) + (keys["erasures"] != others["erasures"]),
        )
        findings.shown[f"records of schema {file.stem}"] = more
    findings.at_least("schemas", len(findings.shown), 1)
    return findings


async def _migrated(run: Run, file: Path, more: int, *, kills: int) -> dict[str, Any]:
    folder = run.folder / f"{file.stem}-{kills}"
    folder.mkdir()
    async with on_a_store(folder) as store:
        here = Operator(folder / "data", store.url)
        client = store.client()
        await _filled(client, file, here.folder, more)
        killed = 0
        for turn in range(kills):
            there = f"e_{(turn + 1) * more // (kills + 2):08}"

            async def is_there(name: str = there) -> bool:
                return bool(
                    (await client.hget(f"{{{OLD}}}:erasures", name) or b"").startswith(b"{")
                )

            killed += await here.is_killed("migrate", when=is_there)
        left = await client.hvals(f"{{{OLD}}}:erasures")
        half = any(one.startswith(b"{") for one in left) and not all(
            one.startswith(b"{") for one in left
        )
        code, said = await here.runs("migrate")
        rest = await client.hvals(f"{{{OLD}}}:erasures")
        schema = await client.hget(f"{{{OLD}}}:meta", "schema")
        doctor = await here.runs("doctor")
        found = {
            "migrations that failed": int(code != 0),
            "records left as they were": sum(not one.startswith(b"{") for one in rest),
            "schemas that are not today's": int(not said or f"to {schema.decode()}," not in said),
            "stores that the doctor finds old": int("store_old" in doctor[1]),
            "breaks in the audit": int(
                (await here.tells("audit", "verify"))[0]["broken"] is not None
            ),
            "keys": await contents(store, OLD),
        }
        await client.aclose()
    return found | ({"kills": killed * half} if kills else {})


async def _filled(client: Any, file: Path, folder: Path, more: int) -> None:
    """What a version of that schema left: its keys, its erased.log, and many erasures more."""
    folder.mkdir(parents=True)
    log = file.with_name(f"{file.stem}.erased.log").read_text(encoding="utf-8")
    pattern = json.loads(log.splitlines()[0])
    added = {
        f"e_{number:08}": {**pattern, "id": f"e_{number:08}", "contacts": []}
        for number in range(more)
    }
    lines = "".join(json.dumps(one) + "\n" for one in added.values())
    (folder / "erased.log").write_text(log + lines, encoding="utf-8")
    commands = {"hash": "HSET", "set": "SADD", "zset": "ZADD", "list": "RPUSH", "string": "SET"}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        value = [row["value"]] if isinstance(row["value"], str) else row["value"]
        flat = [one.encode("utf-8", "surrogateescape") for one in value]
        if row["type"] == "zset":
            flat = [part for pair in zip(flat[1::2], flat[0::2], strict=True) for part in pair]
        key = f"{{{OLD}}}:{row['key']}"
        if row["type"] == "stream":
            await client.execute_command("XADD", key, row["id"], *flat)
        else:
            await client.execute_command(commands[row["type"]], key, *flat)
    await client.hset(f"{{{OLD}}}:erasures", mapping=dict.fromkeys(added, "1795167000000"))
    await client.sadd("{rapport}:workspaces", OLD)


GOALS = (
    Goal(
        id="R13",
        says="a backup comes back whole, cut off or not; whoever was erased since stays erased",
        usual_seconds=60,
        full_seconds=300,
        trial=backup,
        defects=(
            Defect(
                "what was erased since is not erased again",
                "storage/redis/opening.py",
                "        again = await self._erase_again(name, told)\n",
                "        again = 0 * len(told)\n",
            ),
            Defect(
                "a kind of key is left out",
                "storage/redis/copying.py",
                '                if name not in NOT_COPIED and not name.startswith("q:"):\n',
                '                if name not in NOT_COPIED and not name.startswith(("q:", "logd:note")):\n',
            ),
        ),
    ),
    Goal(
        id="R14",
        says="a store of every schema there was is brought up to date, killed in the midst or not",
        usual_seconds=40,
        full_seconds=120,
        trial=migration,
        defects=(
            Defect(
                "a page in two is passed over",
                "storage/redis/migrating.py",
                "        for at in range(0, len(mine), PAGE):\n",
                "        for at in range(0, len(mine), 2 * PAGE):\n",
            ),
        ),
    ),
)
