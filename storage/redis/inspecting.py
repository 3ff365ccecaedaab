"""A store looked over, changing nothing: whether it keeps what it acknowledges, what waits, what opens it."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from storage.errors import StorageError, StoreRefused, StoreUnsafe
from storage.fault import Fault
from storage.feed import Feed
from storage.redis import scripts
from storage.redis.advising import advised
from storage.redis.connection import client_for, each_master, is_unsafe, our_errors
from storage.redis.embedded import EmbeddedServer
from storage.redis.holding import Held, held
from storage.redis.keys import READY, Keys
from storage.redis.known import Known
from storage.redis.queue import LaneQueue
from storage.redis.sealing import KeyRing
from storage.redis.together import together
from storage.redis.token_faults import token_faults
from storage.redis.watched import feeds_of_all, names_of_all
from storage.redis.workspace import SCHEMA

OLDEST_SERVER: Final = 7
MOST_MEMORY: Final = 0.9
MOST_SKEW: Final = timedelta(seconds=30)
"""A tenth of what a signature may be old."""
LONGEST_WAIT: Final = timedelta(minutes=5)
PATIENCE_SECONDS: Final = 3.0
MISSED: Final = (
    "once it is back after more than five minutes, `rapport gap-check` names what was missed"
)
AT_ONCE: Final = 16
"""Workspaces looked at side by side: half of the connections that a process has."""

Now = Callable[[], datetime]
Watched = Callable[[Mapping[str, Sequence[Feed]]], Iterable[Fault]]
"""What is wrong with what each workspace watches, to whoever knows more of places than a store does."""


async def inspected(
    url: str | None,
    *,
    data_dir: Path,
    secrets: Sequence[str],
    high_water: int,
    watched: Watched,
    now: Now,
    within: float,
) -> list[Fault]:
    """All that is wrong with the store behind a URL, or with the embedded one in `data_dir`.

    It may take so many seconds, from when the embedded one has read its file.
    """
    embedded = None if url else EmbeddedServer(data_dir)
    client = None
    try:
        if embedded:
            await embedded.attach()
        client = client_for(url or (embedded.url if embedded else ""), patience=PATIENCE_SECONDS)
        keys = list(secrets) or _kept(data_dir)
        async with asyncio.timeout(within):
            faults = [*await unsafe_settings(client), *await _state(client, now)]
            faults += await _scripts(client)
            faults += _whole(await held(client, Known(data_dir)))
            faults += await _workspaces(client, keys, high_water=high_water, now=now)
            faults += await token_faults(client, keys, now=now())
            faults += watched(await feeds_of_all(client))
            faults += await advised(client, url or "")
    except TimeoutError:
        wrong = f"the store was not looked through within {within:.0f} s"
        mend = "is its server, its disk or the way to it overloaded? Ask again once it is not"
        return [Fault(code="store_slow", wrong=wrong, mend=mend)]
    except (StorageError, OSError) as error:
        mend = "is the server there, do RAPPORT_REDIS_URL and its password fit, may we go there?"
        mend = mend if url else "see valkey.log in the folder store of RAPPORT_DATA_DIR"
        mend += f"; {MISSED}"
        return [Fault(code="store_out_of_reach", wrong=str(error), mend=mend)]
    finally:
        if client is not None:
            await client.aclose()
        if embedded:
            await embedded.release()
    if url and is_unsafe(url):
        wrong = "RAPPORT_REDIS_URL says unsafe=yes, which is for trials: what is stored may be lost"
        faults.append(Fault(code="store_for_trials", wrong=wrong, mend="take unsafe=yes out of it"))
    return faults


async def unsafe_settings(client: Any) -> list[Fault]:
    """Why the server is too old, may evict, or forgets when it restarts. Raises StorageError."""
    with our_errors():
        each = await each_master(client, "INFO", "server")
    faults = []
    for info in each:
        version = str(info.get("valkey_version") or info.get("redis_version") or "0")
        if int(version.partition(".")[0]) < OLDEST_SERVER:
            wrong, mend = f"the server is version {version}", f"{OLDEST_SERVER} or newer is needed"
            faults.append(Fault(code="store_too_old", wrong=wrong, mend=mend))
            break
    told: list[dict[str, str]] = []
    # A managed server that hides its settings is trusted: its makers answer for them.
    with suppress(StoreRefused), our_errors():
        told = await each_master(
            client, "CONFIG GET", "maxmemory-policy", "appendonly", "appendfsync"
        )
    has_replicas = bool(await replicas(client))
    for settings in told:
        if found := _forgetful(settings, has_replicas=has_replicas):
            return [*faults, *found]
    return faults


def _forgetful(settings: Mapping[str, str], *, has_replicas: bool) -> list[Fault]:
    """Why a server of these settings may evict, or forgets when it restarts."""
    faults = []
    if settings.get("maxmemory-policy", "noeviction") != "noeviction":
        wrong = "the server may evict profiles when memory is short"
        mend = "CONFIG SET maxmemory-policy noeviction"
        faults.append(Fault(code="store_may_evict", wrong=wrong, mend=mend))
    if settings.get("appendonly") == "no":
        wrong = "the server forgets what it acknowledged when it restarts"
        mend = "CONFIG SET appendonly yes, and appendfsync always"
        faults.append(Fault(code="store_forgets", wrong=wrong, mend=mend))
    elif settings.get("appendfsync", "always") != "always" and not has_replicas:
        wrong = "the server forgets the last second when its machine goes down, and has no replica"
        mend = "CONFIG SET appendfsync always"
        faults.append(Fault(code="store_forgets_a_second", wrong=wrong, mend=mend))
    return faults


async def replicas(client: Any) -> int:
    """How many replicas follow the server; of a cluster, the master that has the fewest."""
    with our_errors():
        each = await each_master(client, "INFO", "replication")
    return min(int(info.get("connected_slaves", 0)) for info in each)


async def _state(client: Any, now: Now) -> list[Fault]:
    with our_errors():
        info = await client.info()
    seconds, micros = await scripts.run(client, "clock", [READY], [])
    faults = []
    if info.get("role") == "slave":
        mend = "let RAPPORT_REDIS_URL name the master, or use redis+sentinel://"
        faults.append(Fault(code="store_is_replica", wrong="the server is a replica", mend=mend))
    loud = await _remembers(client)
    if loud:
        wrong = "the server remembers slow or long commands, and with them what customers wrote"
        mend = "CONFIG SET " + " ".join(f"{name} 0" for name in loud)
        faults.append(Fault(code="store_remembers", wrong=wrong, mend=mend))
    most, used = int(info.get("maxmemory") or 0), int(info.get("used_memory") or 0)
    if most and used > most * MOST_MEMORY:
        wrong = f"the server has used {100 * used // most} % of the memory that it may use"
        mend = "CONFIG SET maxmemory to more: at its end nothing is taken in any more"
        faults.append(Fault(code="store_nearly_full", wrong=wrong, mend=mend))
    if info.get("aof_last_write_status", "ok") != "ok":
        wrong = "the server cannot write its append-only file"
        faults.append(Fault(code="store_disk", wrong=wrong, mend="is its disk full, or read-only?"))
    ahead = now().timestamp() - (int(seconds) + int(micros) / 1e6)
    if abs(ahead) > MOST_SKEW.total_seconds():
        wrong = f"this machine's clock and the store's are {abs(ahead):.0f} s apart"
        mend = "set both by NTP (timedatectl set-ntp true)"
        faults.append(Fault(code="store_clock", wrong=wrong, mend=mend))
    return faults


async def _remembers(client: Any) -> list[str]:
    """The settings by which the server keeps commands with their arguments, where it tells."""
    kept: dict[str, str] = {}
    with suppress(StoreRefused), our_errors():
        kept = await client.config_get("slowlog-max-len", "commandlog-large-*-max-len")
    return sorted(name for name, most in kept.items() if most != "0")


async def _scripts(client: Any) -> list[Fault]:
    names = sorted(
        one.name.removesuffix(".lua")
        for one in files("storage.redis").joinpath("lua").iterdir()
        if one.name.endswith(".lua")
    )
    try:
        with our_errors():
            for name in names:
                await client.script_load(scripts.script(name).text)
    except StoreRefused as error:
        mend = "let its user do @scripting: ACL SETUSER ... +@scripting"
        return [Fault(code="store_no_scripts", wrong=f"no script is loaded; {error}", mend=mend)]
    return []


def _kept(data_dir: Path) -> list[str]:
    path = data_dir / "secret.key"
    return [path.read_text(encoding="ascii", errors="replace").strip()] if path.exists() else []


async def _workspaces(
    client: Any, keys: Sequence[str], *, high_water: int, now: Now
) -> list[Fault]:
    names = await names_of_all(client)
    faults: list[Fault] = []
    for at in range(0, len(names), AT_ONCE):
        some = names[at : at + AT_ONCE]
        found = await together(
            *(_workspace(client, name, keys, high_water=high_water, now=now) for name in some)
        )
        faults += [fault for each in found for fault in each]
    return faults


async def _workspace(
    client: Any, name: str, keys: Sequence[str], *, high_water: int, now: Now
) -> list[Fault]:
    bare = Keys(name)
    with our_errors():
        schema, sealed = await client.hmget(bare.named("meta"), "schema", "pepper")
    faults = [*_versioned(name, int(schema or SCHEMA))]
    faults += _sealed(name, sealed, keys) if sealed else ()
    for kind in ("inbox", "outbox"):
        queue = LaneQueue(client, bare.prefix, kind, high_water=high_water)
        depth = await queue.depth(now=now())
        if depth.dead:
            wrong = f"{depth.dead} jobs of the {kind} of {name} could not be done"
            mend = f"rapport dead-letters list --workspace {name}"
            faults.append(Fault(code="dead_letters", wrong=wrong, mend=mend))
        if depth.waiting >= high_water // 2:
            wrong = f"{depth.waiting} jobs wait in the {kind} of {name}, of {high_water}"
            mend = "run more of `rapport worker`: at the limit Slack is turned away"
            faults.append(Fault(code="queue_nearly_full", wrong=wrong, mend=mend))
        if depth.oldest and depth.oldest > LONGEST_WAIT:
            waits = f"{depth.oldest // timedelta(minutes=1)} minutes"
            wrong = f"a job in the {kind} of {name} has waited for {waits}"
            mend = "`rapport queue stuck` says why; does `rapport serve` or `rapport worker` run?"
            faults.append(Fault(code="queue_stands", wrong=wrong, mend=mend))
    return faults


def _whole(found: Held) -> Iterator[Fault]:
    for name in found.half:
        wrong = f"a backup was being put back into {name} and was cut off"
        mend = "run the same `rapport restore FILE` again"
        yield Fault(code="restore_cut_off", wrong=wrong, mend=mend)
    for name in found.lost:
        wrong = f"the store holds nothing any more of {name}, which it did hold"
        mend = (
            "does RAPPORT_REDIS_URL name another one? Else `rapport restore FILE`, or"
            " `rapport serve --start-empty`"
        )
        yield Fault(code="store_emptied", wrong=wrong, mend=mend)


def _versioned(name: str, schema: int) -> Iterator[Fault]:
    if schema > int(SCHEMA):
        wrong = f"the store of {name} is of version {schema}, this Rapport knows {SCHEMA}"
        yield Fault(code="store_too_new", wrong=wrong, mend="upgrade Rapport here too")
    elif schema < int(SCHEMA):
        wrong = f"the store of {name} is of version {schema}, this Rapport writes {SCHEMA}"
        mend = "once every process is of this version: rapport migrate"
        yield Fault(code="store_old", wrong=wrong, mend=mend)


def _sealed(name: str, sealed: bytes, keys: Sequence[str]) -> Iterator[Fault]:
    about = f"{name}|pepper|1"
    if not keys:
        wrong = f"the store of {name} is sealed, and there is no key"
        mend = "put secret.key back into RAPPORT_DATA_DIR, or set RAPPORT_SECRET_KEY"
        yield Fault(code="secret_key_missing", wrong=wrong, mend=mend)
        return
    try:
        ring = KeyRing(keys)
    except ValueError:
        wrong = "secret.key in RAPPORT_DATA_DIR is not 64 hexadecimal digits"
        mend = "put the file back from where RAPPORT_DATA_DIR is backed up"
        yield Fault(code="secret_key_damaged", wrong=wrong, mend=mend)
        return
    try:
        ring.open(sealed, about=about)
    except StoreUnsafe:
        wrong = f"no key of RAPPORT_SECRET_KEY opens the store of {name}"
        mend = "add the one that it was begun with, after the newest and a comma"
        yield Fault(code="secret_key_wrong", wrong=wrong, mend=mend)
        return
    if not ring.is_newest(sealed, about=about):
        wrong = f"the store of {name} is sealed by a key that does not stand first"
        mend = "put the newest first; if it is, start Rapport, which seals it anew"
        yield Fault(code="secret_key_order", wrong=wrong, mend=mend)
