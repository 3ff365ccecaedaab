"""S4: fifty workspaces that look all alike, and a model that knows what is whose: nothing is ever read across.

The same people write to all of them, in channels of the same ids, at the same moments: only the workspace
tells one from another. A third of them are organisations that installed the bot for all their teams.
"""

import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from redis.asyncio import Redis

from bot.departing import Departures
from bot.installed import SeveralWorkspaces
from bot.workspaces import SlackUnreachable
from prove.goal import Findings
from prove.inside import told
from storage.errors import StorageError, StoreUnreachable
from storage.feed import Feed
from storage.identifiers import Identifier, phone
from storage.installs import Granted, Tokens
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.profile import Posting
from storage.redis.opening import RedisStores
from storage.store import Change, ProfileStore

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TEAMS: Final = [f"T{number:03d}" for number in range(34)]
ORGANISATIONS: Final = [f"E{number:02d}" for number in range(12)]
BY_ITSELF: Final = [f"T{number}A" for number in range(4)]
"""The first team of some organisations: it installed the bot for itself as well."""
PEOPLE: Final = 12
PLACES: Final = 6
AT_ONCE: Final = 8
MARK: Final = re.compile("mark([a-z0-9]+)end")
Op = Callable[["Tenant", random.Random], Awaitable[Any]]


def organisation_of(team: str) -> str | None:
    """The organisation that a team is of: those whose names have a letter at the end."""
    return f"E{int(team[1:-1]):02d}" if team[-1].isalpha() else None


def owner(team: str | None, organisation: str | None) -> str | None:
    """Whose installation answers, as README.md has it."""
    if team in TEAMS or team in BY_ITSELF:
        own = organisation_of(team or "")
        if organisation is None or own is None or organisation == own:
            return team
    return organisation if organisation in ORGANISATIONS else None


def customer(number: int) -> Identifier:
    """A customer of everybody's."""
    found = phone(f"+1415{5_550_100 + number:07d}", region=None)
    if found is None:
        raise ValueError(number)
    return found


@dataclass(slots=True)
class Tenant:
    """One workspace, and what the model knows to be its own."""

    name: str
    store: ProfileStore
    contacts: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Stands in all that is this workspace's, and in nothing else."""
        return f"mark{self.name.lower()}end"


class Trial:
    """All of them, and what was found."""

    def __init__(self, stores: RedisStores) -> None:
        every = [*TEAMS, *ORGANISATIONS, *BY_ITSELF]
        self.stores = stores
        self.tenants = [Tenant(name, stores(name)) for name in every]
        self.served = SeveralWorkspaces(
            stores.installs,
            departures=Departures(stores.installs, None),  # type: ignore[arg-type] # nobody leaves
            approvals=None,  # type: ignore[arg-type] # and nobody is shut out
            monotonic=time.monotonic,
            forget=stores.forget,
        )
        self.wrong: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.silent = 0
        self.numbers = iter(range(10**9))

    async def install(self) -> None:
        """Each lets us in with a token that names it."""
        for tenant in self.tenants:
            is_org = tenant.name in ORGANISATIONS
            granted = Granted(
                workspace=tenant.name,
                team=None if is_org else tenant.name,
                organisation=tenant.name if is_org else organisation_of(tenant.name),
                bot="B1",
                bot_user="U1",
                at=NOW,
                number="1",
            )
            tokens = Tokens(access=f"xoxb-{tenant.mark}")
            feed = Feed(place="C0", region="US", by=tenant.mark, at=NOW)
            try:
                await self.stores.installs.save(granted, tokens)
                await tenant.store.watch(feed, change=self.change(tenant))
            except StorageError as error:
                self.wrong[f"not let in: {type(error).__name__}"] += 1

    def change(self, tenant: Tenant) -> Change:
        """A change in this workspace; the same keys in all of them."""
        return Change(by=tenant.mark, at=NOW, key=f"k{next(self.numbers)}")

    async def found(self, _: Tenant, chance: random.Random) -> None:
        """Whose installation a payload is answered by, whatever team and organisation it names."""
        teams = [*TEAMS, *BY_ITSELF, *(f"T{n}{c}" for n in range(12) for c in "BC"), "T404", None]
        team = chance.choice(teams)
        organisation = organisation_of(team) if team and team != "T404" else None
        if chance.random() < 0.4:
            organisation = chance.choice([*ORGANISATIONS, "E99", None])
        here = await self.served.find(team_id=team, enterprise_id=organisation)
        expected = owner(team, organisation)
        mark = f"xoxb-mark{expected.lower()}end" if expected else None
        if (here.token if here else None) != mark or (here.workspace if here else None) != expected:
            self.wrong["another's installation answers"] += 1

    async def written(self, tenant: Tenant, chance: random.Random) -> Any:
        """A customer writes, in a conversation that every workspace has."""
        number = chance.randrange(PEOPLE)
        place = f"C{chance.randrange(PLACES)}/{chance.randrange(400)}"
        message = CustomerMessage(
            channel=Channel.WHATSAPP,
            claims=(SenderClaim(identifier=customer(number), evidence=Evidence.VOUCHED),),
            name=f"Ana {tenant.mark}",
            text=tenant.mark,
            sent_at=NOW + timedelta(seconds=chance.randrange(10**5)),
            source=place,
            conversation=place,
        )
        recorded = await tenant.store.record(message, now=NOW, region="US")
        tenant.contacts.append(recorded.contact_id)
        posting = Posting(place=place, contact_id=recorded.contact_id, handle=tenant.mark)
        await tenant.store.posted(posting)
        return recorded

    async def owned(self, tenant: Tenant, chance: random.Random) -> Any:
        """Whoever has a number."""
        return await tenant.store.owners([customer(chance.randrange(PEOPLE))])

    async def searched(self, tenant: Tenant, _: random.Random) -> Any:
        """Whoever is called so."""
        return await tenant.store.search("ana")

    async def foreign(self, tenant: Tenant, chance: random.Random) -> Any:
        """A contact of another workspace, by its id."""
        other = chance.choice(self.tenants)
        if other is tenant or not other.contacts:
            return None
        found = await tenant.store.profile(chance.choice(other.contacts), messages=3)
        if found is not None:
            self.wrong["a contact of another workspace is found"] += 1
        return found

    async def placed(self, tenant: Tenant, chance: random.Random) -> Any:
        """What stands in a place, and whether it is read."""
        place = f"C{chance.randrange(PLACES)}/{chance.randrange(400)}"
        return [await tenant.store.posting(place), await tenant.store.feed("C0")]

    async def queued(self, tenant: Tenant, chance: random.Random) -> Any:
        """A job put into the inbox, and what is taken out of it."""
        inbox = tenant.store.inbox
        number = chance.randrange(10**9)
        await inbox.put(f"Ev{number}", lane="C1", payload=tenant.mark.encode(), now=NOW)
        jobs = await inbox.take(limit=4, lease=timedelta(seconds=30), now=NOW)
        for job in jobs:
            await inbox.done(job, now=NOW)
        return [job.payload for job in jobs]

    async def told_of(self, tenant: Tenant, _: random.Random) -> Any:
        """What the audit tells."""
        return await tenant.store.told(limit=3)

    async def one(self, chance: random.Random) -> None:
        """One of these, of one workspace."""
        op = chance.choices(_OPS, weights=_WEIGHTS)[0]
        tenant = chance.choice(self.tenants)
        try:
            seen = await op(self, tenant, chance)
        except (StorageError, SlackUnreachable) as error:
            if isinstance(error, StoreUnreachable) or str(error) == "the store":
                self.silent += 1  # the server was too slow, and nothing was read
                return
            self.wrong[f"{op.__name__}: {type(error).__name__}"] += 1
            return
        self.done[op.__name__] += 1
        marks = set(MARK.findall(repr(seen)))
        if marks - {tenant.name.lower()}:
            self.wrong[f"{op.__name__} reads across"] += 1

    async def some(self, count: int, seed: int) -> None:
        """So many of them, one after the other."""
        chance = random.Random(seed)
        for _ in range(count):
            await self.one(chance)


_WEIGHTED: Final[tuple[tuple[Any, int], ...]] = (
    (Trial.found, 40),
    (Trial.written, 5),
    (Trial.owned, 12),
    (Trial.searched, 3),
    (Trial.foreign, 15),
    (Trial.placed, 15),
    (Trial.queued, 8),
    (Trial.told_of, 2),
)
_OPS: Final = [op for op, _ in _WEIGHTED]
_WEIGHTS: Final = [weight for _, weight in _WEIGHTED]


async def _hastened(folder: Path) -> None:
    """The embedded server waits for no disk: what is read across is tried here, not what a power cut leaves."""
    client = Redis(unix_socket_path=str(folder / "store" / "store.sock"))
    await client.config_set("appendfsync", "no")
    await client.aclose()


async def trial(count: int, seed: int) -> Findings:
    """So many looks and changes."""
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="prove-") as made:
        stores = await RedisStores.open(
            None, data_dir=Path(made), secrets=["0a" * 32], patience=10.0
        )
        await _hastened(Path(made))
        here = Trial(stores)
        await here.install()
        began = time.monotonic()
        each = -(-count // AT_ONCE)
        await asyncio.gather(*(here.some(each, seed * 100 + n) for n in range(AT_ONCE)))
        took = time.monotonic() - began
        await stores.aclose()
    findings.none(
        "reads across workspaces" + "".join(f"; {what}" for what, _ in here.wrong.most_common(3)),
        here.wrong.total(),
    )
    findings.at_most("operations that the store had no time for", here.silent, count // 100)
    findings.at_least("kinds of operations", len(here.done), len(_OPS))
    findings.shown |= {
        "operations": here.done.total(),
        "workspaces": len(here.tenants),
        "a second": round(here.done.total() / took),
    }
    return findings


if __name__ == "__main__":
    told(asyncio.run(trial(int(sys.argv[1]), int(sys.argv[2]))))
