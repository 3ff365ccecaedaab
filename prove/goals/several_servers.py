"""R5: the master of the store is cut off from the others, or killed: nothing that was acknowledged is lost."""

import asyncio
import time
from dataclasses import replace

from prove.goal import Defect, Findings, Goal, Run
from prove.many import Cluster, Watched, until
from prove.storm import Scene, scene

ONE_WORKSPACE = "{T0RAPPORT}:meta"
RECOVERY_SECONDS = 5.0
HELD_SECONDS = 6.0
"""So long the old master is cut off: the Sentinels need about two to choose another."""


async def trial(run: Run) -> Findings:
    """Sentinels whose master is cut off while customers write; then a cluster whose master is killed."""
    findings = await divided(_apart(run, "s"))
    other = await killed(_apart(run, "c"))
    findings.gates += other.gates
    findings.shown |= {f"cluster: {name}": found for name, found in other.shown.items()}
    return findings


def _apart(run: Run, name: str) -> Run:
    folder = run.folder / name
    folder.mkdir()
    return replace(run, folder=folder)


async def divided(run: Run) -> Findings:
    """The bot goes on talking to a master that has no replica any more; another one is chosen."""
    watched = Watched(run.folder / "watched")
    times = run.pick(1, 3)
    async with scene(run, channels=10, doors=1, workers=1, many=watched) as here:
        acked = _Acked(here)
        stop = asyncio.Event()
        sending = asyncio.create_task(_send(here, stop, a_second=run.pick(40, 70)))
        chosen = 0
        for _ in range(times):
            await asyncio.sleep(1)
            place = await watched.master()
            watched.gates[place].divide()
            await asyncio.sleep(HELD_SECONDS)
            chosen += await watched.master() != place
            watched.gates[place].join()
            await until(watched.follow, "the old master as a replica")
        await asyncio.sleep(1)
        gap = acked.end()
        stop.set()
        await sending
        quiet = await here.quiet(200)
        findings = await _told(here, gap, quiet=quiet)
        findings.at_least("times that another master was chosen", chosen, times)
        findings.at_most(
            "seconds until events were taken in again", round(gap, 1), RECOVERY_SECONDS
        )
        return findings


async def killed(run: Run) -> Findings:
    """The master of the workspace's slot is killed, and started again as its supervisor does."""
    cluster = Cluster(run.folder / "cluster")
    times = run.pick(1, 3)
    async with scene(run, channels=10, doors=1, workers=1, many=cluster) as here:
        acked = _Acked(here)
        stop = asyncio.Event()
        sending = asyncio.create_task(_send(here, stop, a_second=run.pick(40, 70)))
        chosen = 0
        for _ in range(times):
            await asyncio.sleep(1)
            before = await cluster.master_of(ONE_WORKSPACE)
            await before.kill()
            await asyncio.sleep(3)
            await before.start()
            await until(cluster.is_whole, "the cluster after its master was killed")
            chosen += await cluster.master_of(ONE_WORKSPACE) is not before
        await asyncio.sleep(1)
        gap = acked.end()
        stop.set()
        await sending
        quiet = await here.quiet(200)
        findings = await _told(here, gap, quiet=quiet)
        findings.at_least("times that a replica took over", chosen, times)
        return findings


class _Acked:
    """When events were acknowledged."""

    def __init__(self, here: Scene) -> None:
        self.longest = 0.0
        self._here = here
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        last, count = time.monotonic(), 0
        while True:
            await asyncio.sleep(0.02)
            if len(self._here.post.acked) > count:
                count, last = len(self._here.post.acked), time.monotonic()
            self.longest = max(self.longest, time.monotonic() - last)

    def end(self) -> float:
        """The longest time without an acknowledgement, in seconds."""
        self._task.cancel()
        return self.longest


async def _send(here: Scene, stop: asyncio.Event, *, a_second: float) -> None:
    """Events until the stop, whatever became of those before; each again as Slack sends it again."""
    tasks: list[asyncio.Task[object]] = []
    began = time.monotonic()
    while not stop.is_set():
        [written] = here.messages(1, first=len(tasks))
        tasks.append(asyncio.create_task(here.post.deliver(written)))
        await asyncio.sleep(max(0.0, began + len(tasks) / a_second - time.monotonic()))
    await asyncio.gather(*tasks)


async def _told(here: Scene, gap: float, *, quiet: bool) -> Findings:
    tally = await here.tally()
    findings = Findings()
    deciding = (
        "acknowledged messages without a card",
        "threads with two cards",
        "messages wrongly recorded",
        "dead letters",
    )
    findings.gates = [gate for gate in tally.gates if gate.what in deciding]
    findings.none("queues that were not worked off in time", int(not quiet))
    findings.shown |= tally.shown
    findings.shown |= {gate.what: gate.found for gate in tally.gates if gate.what not in deciding}
    findings.shown["longest time without an acknowledgement in s"] = round(gap, 1)
    return findings


GOALS = (
    Goal(
        id="R5",
        says="the master is cut off by a split brain, or killed in a cluster: nothing acknowledged is lost",
        usual_seconds=75,
        alone=True,
        trial=trial,
        defects=(
            Defect(
                "nobody waits for a replica",
                "storage/redis/opening.py",
                "        scripts.wait_for_replicas(self._client, min(await replicas(self._client), 1))\n",
                "        scripts.wait_for_replicas(self._client, 0 * await replicas(self._client))\n",
            ),
        ),
    ),
)
