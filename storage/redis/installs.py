"""The installations of all workspaces, their tokens sealed each for its own place.

A token that is copied to another workspace's key, or to the place of the other kind, opens nowhere. Every change
is made only where what it was decided from still stands: so whoever renews late overwrites nobody.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from storage.errors import Conflict, StoreUnsafe
from storage.installs import (
    Granted,
    Install,
    Resealed,
    Saved,
    SavedAs,
    Standing,
    StillGoing,
    Tokens,
    looked_up,
)
from storage.record import Record
from storage.redis.beginning import Beginning
from storage.redis.connection import our_errors
from storage.redis.keys import INSTALLS, Keys
from storage.redis.program import Program
from storage.redis.sealing import KeyRing
from storage.redis.together import together

ATTEMPTS: Final = 5
AT_ONCE: Final = 16
"""Read, or sealed anew, side by side: half of the connections that a process has."""
_KINDS: Final = ("access", "refresh")
_BARE: Final[Mapping[str, str | None]] = {"access": "", "refresh": "", "until": None}


class _Row(Record):
    """An installation as it stands in the store."""

    granted: Granted
    access: str = ""
    refresh: str = ""
    """Both sealed, in base64; empty where there is none."""
    until: datetime | None = None
    left_at: datetime | None = None
    going: bool = False
    closed: tuple[str, ...] = ()
    """Workspaces of an organisation that it let us in to no more."""


class Installs(Beginning):
    """Who let us in, and with which tokens."""

    def __init__(self, client: Any, ring: KeyRing) -> None:
        self._client = client
        self._ring = ring

    # ------------------------------------------------------------ reading

    async def of(self, workspace: str) -> Install | None:
        """The installation of one workspace. Raises StoreUnsafe for a token that was moved or damaged."""
        row = _row(workspace, await self._text(workspace))
        return self._opened(row) if row else None

    async def told_of(self, workspace: str) -> Install | None:
        """The installation of one workspace, also where no key opens its token."""
        row = _row(workspace, await self._text(workspace))
        return self._opened_if_it_can_be(row) if row else None

    async def find(self, team: str | None, organisation: str | None) -> Install | None:
        """The installation that answers for a payload of this team of this organisation; see `looked_up`.

        A team that put us out is still its organisation's, where that let us in as a whole.
        """
        for workspace in looked_up(team, organisation):
            found = await self.of(workspace)
            served = found and found.standing is Standing.SERVED
            if found and served and found.granted.is_for(team, organisation):
                return found
        return None

    async def all(self) -> list[Install]:
        """Every installation, by workspace: also those that left and are not gone yet, or that no key opens."""
        return [self._opened_if_it_can_be(row) for row in await self._rows()]

    # ------------------------------------------------------------ changing

    async def save(self, granted: Granted, tokens: Tokens) -> SavedAs:
        """The workspace let us in: anew, again, or with other tokens. What it left behind is its own again."""
        with our_errors():
            await self._client.sadd(INSTALLS, granted.workspace)

        def anew(before: _Row | None) -> _Row | None:
            if before and before.going:
                return None
            return self._with(_Row(granted=granted), tokens)

        return Saved() if await self._changed(granted.workspace, anew) else StillGoing()

    async def renewed(self, workspace: str, *, used: str, tokens: Tokens) -> bool:
        """The refresh token `used` became these. False where another renewal or installation came first."""

        def renewed(before: _Row | None) -> _Row | None:
            if before is None or self._open(before, "refresh") != used:
                return None
            return self._with(before, tokens)

        return await self._changed(workspace, renewed)

    async def without_tokens(self, workspace: str, number: str) -> bool:
        """Its tokens are gone from the store. False where it has none, or installed again since."""

        def bare(before: _Row | None) -> _Row | None:
            if before is None or before.granted.number != number or not before.access:
                return None
            return before.model_copy(update=_BARE)

        return await self._changed(workspace, bare)

    async def left(self, workspace: str, number: str, *, at: datetime) -> bool:
        """It put us out: its tokens are gone at once, its time of grace begins. False where that is known."""

        def left(before: _Row | None) -> _Row | None:
            if before is None or before.granted.number != number or before.left_at is not None:
                return None
            return before.model_copy(update={**_BARE, "left_at": at})

        return await self._changed(workspace, left)

    async def shut(self, workspace: str, number: str, *, teams: frozenset[str]) -> bool:
        """An organisation lets us in to all its workspaces but these. False where that is known, or it left."""

        def shut(before: _Row | None) -> _Row | None:
            if before is None or before.granted.number != number or set(before.closed) == teams:
                return None
            return before.model_copy(update={"closed": tuple(sorted(teams))})

        return await self._changed(workspace, shut)

    async def going(self, workspace: str, *, grace: timedelta, now: datetime) -> Install | None:
        """The workspace, marked as being deleted, if its grace is over; None where it is not, or it came back."""

        def going(before: _Row | None) -> _Row | None:
            if before is None or before.left_at is None or now < before.left_at + grace:
                return None
            return before.model_copy(update={"going": True})

        marked = await self._changed(workspace, going)
        return await self.of(workspace) if marked else None

    async def gone(self, workspace: str) -> None:
        """Nothing is left of it: this goes last, so that a deletion which was cut off is gone on with."""
        keys = Keys(workspace)
        with our_errors():
            await self._client.delete(keys.named("install"), keys.named("renewing"))
            await self._client.srem(INSTALLS, workspace)

    async def reseal(self) -> Resealed:
        """All tokens, sealed by the newest key. May be cut off at any place and begun again."""
        names, anew, already = await self._names(), 0, 0
        for at in range(0, len(names), AT_ONCE):
            done = await together(*(self._resealed(name) for name in names[at : at + AT_ONCE]))
            anew += sum(one.anew for one in done)
            already += sum(one.already for one in done)
        return Resealed(anew=anew, already=already)

    async def sealed_by_older_keys(self) -> int:
        """Of how many workspaces another key than the newest opens the tokens."""
        older = [
            row for row in await self._rows() if not all(self._is_newest(row, k) for k in _KINDS)
        ]
        return sum(not self._opened_if_it_can_be(row).is_unreadable for row in older)

    # ------------------------------------------------------------ turns

    async def turn(self, workspace: str, *, holder: str, lasting: timedelta) -> bool:
        """True for the one process that may renew its tokens, or delete it, now; the next may once this is over."""
        key = Keys(workspace).named("renewing")
        with our_errors():
            return bool(await self._client.set(key, holder, nx=True, px=lasting))

    async def turn_over(self, workspace: str, *, holder: str) -> None:
        """The turn ends; another's is left alone."""
        program = Program()
        program.op("FORGET", Keys(workspace).named("renewing"), holder)
        await program.commit(self._client)

    # ------------------------------------------------------------ within

    async def _names(self) -> list[str]:
        with our_errors():
            return sorted(name.decode() for name in await self._client.smembers(INSTALLS))

    async def _rows(self) -> list[_Row]:
        """All of them, in the sequence of their workspaces. Raises StoreUnsafe for one that is another's."""
        names, rows = await self._names(), list[_Row | None]()
        for at in range(0, len(names), AT_ONCE):
            some = names[at : at + AT_ONCE]
            texts = await together(*map(self._text, some))
            rows += [_row(name, text) for name, text in zip(some, texts, strict=True)]
        return [row for row in rows if row]

    async def _text(self, workspace: str) -> str:
        with our_errors():
            text = await self._client.get(Keys(workspace).named("install"))
        return text.decode() if text else ""

    async def _changed(self, workspace: str, decide: Callable[[_Row | None], _Row | None]) -> bool:
        """True once what `decide` made of the row stands; False where it made nothing of it."""
        key = Keys(workspace).named("install")
        for _ in range(ATTEMPTS):
            before = await self._text(workspace)
            after = decide(_row(workspace, before))
            if after is None:
                return False
            program = Program()
            program.check_value(key, before)
            program.op("SET", key, after.model_dump_json())
            said, _ = await program.commit(self._client)
            if said == "ok":
                return True
        raise Conflict("others are changing the same installation: nothing was changed, try again")

    async def _resealed(self, workspace: str) -> Resealed:
        seen: list[bool] = []

        def anew(row: _Row | None) -> _Row | None:
            seen[:] = [self._is_newest(row, kind) for kind in _KINDS if row and getattr(row, kind)]
            return None if row is None or all(seen) else self._with(row, self._tokens_of(row))

        await self._changed(workspace, anew)
        return Resealed(anew=seen.count(False), already=seen.count(True))

    def _with(self, row: _Row, tokens: Tokens) -> _Row:
        workspace = row.granted.workspace
        sealed = {
            "access": self._seal(workspace, "access", tokens.access),
            "refresh": self._seal(workspace, "refresh", tokens.refresh),
        }
        return row.model_copy(update={**sealed, "until": tokens.until})

    def _tokens_of(self, row: _Row) -> Tokens:
        access, refresh = self._open(row, "access"), self._open(row, "refresh")
        return Tokens(access=access, refresh=refresh, until=row.until)

    def _opened(self, row: _Row) -> Install:
        tokens = self._tokens_of(row) if row.access else None
        return Install(
            granted=row.granted,
            tokens=tokens,
            left_at=row.left_at,
            is_going=row.going,
            closed=frozenset(row.closed),
        )

    def _opened_if_it_can_be(self, row: _Row) -> Install:
        try:
            return self._opened(row)
        except StoreUnsafe:
            bare = self._opened(row.model_copy(update=_BARE))
            return replace(bare, is_unreadable=True)

    def _seal(self, workspace: str, kind: str, token: str) -> str:
        if not token:
            return ""
        sealed = self._ring.seal(token.encode(), about=_about(workspace, kind))
        return base64.b64encode(sealed).decode()

    def _open(self, row: _Row, kind: str) -> str:
        text: str = getattr(row, kind)
        if not text:
            return ""
        sealed = base64.b64decode(text)
        return self._ring.open(sealed, about=_about(row.granted.workspace, kind)).decode()

    def _is_newest(self, row: _Row, kind: str) -> bool:
        text: str = getattr(row, kind)
        about = _about(row.granted.workspace, kind)
        return not text or self._ring.is_newest(base64.b64decode(text), about=about)


def _row(workspace: str, text: str) -> _Row | None:
    """What stands at the key of a workspace. Raises StoreUnsafe for another's, which was put there."""
    row = _Row.model_validate_json(text) if text else None
    if row and row.granted.workspace != workspace:
        raise StoreUnsafe(f"the installation kept for {workspace} is another workspace's")
    return row


def _about(workspace: str, kind: str) -> str:
    return f"{workspace}|{kind}|1"
