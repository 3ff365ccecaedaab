"""Asking several things at a time: whoever goes on after an error leaves nothing behind that still runs."""

import asyncio
from typing import Any

import pytest

from storage.errors import StoreRefused
from storage.redis.connection import client_for
from storage.redis.keys import WORKSPACES, Keys
from storage.redis.together import together
from storage.redis.watched import feeds_of_all


async def after(turns: int, answer: str) -> str:
    for _ in range(turns):
        await asyncio.sleep(0)
    return answer


async def fails(turns: int, error: BaseException) -> str:
    await after(turns, "")
    raise error


class Endless:
    """Something that is asked and never answers, until it is told to end."""

    begun = ended = False

    async def answer(self) -> str:
        self.begun = True
        try:
            return str(await asyncio.Event().wait())
        finally:
            await asyncio.sleep(0)
            self.ended = True


def others() -> set[asyncio.Task[Any]]:
    return {one for one in asyncio.all_tasks() if one is not asyncio.current_task()}


async def test_all_answers_come_in_the_sequence_of_what_was_asked() -> None:
    asked = (after(3, "one"), after(1, "two"), after(2, "three"))
    assert await together(*asked) == ["one", "two", "three"]
    assert await together() == []


async def test_the_first_error_is_raised_as_it_is_once_all_else_has_ended() -> None:
    endless = Endless()
    with pytest.raises(KeyError, match="first"):
        await together(endless.answer(), fails(1, KeyError("first")), after(5, "two"))
    assert (endless.begun, endless.ended) == (True, True)
    assert others() == set()


async def test_of_two_errors_the_earlier_is_raised_and_the_other_is_nobodys() -> None:
    with pytest.raises(KeyError, match="first"):
        await together(fails(3, ValueError("second")), fails(0, KeyError("first")))
    with pytest.raises(ValueError, match="left"):
        await together(fails(0, ValueError("left")), fails(0, KeyError("right")))


async def test_whoever_is_told_to_end_ends_all_that_was_asked() -> None:
    endless = Endless()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await together(endless.answer(), after(1, "one"))
    assert endless.ended
    assert others() == set()


async def test_a_store_of_which_one_workspace_cannot_be_read_leaves_no_connection_open(
    url: str,
) -> None:
    """The others were still being read when the client was closed: they opened connections that nobody closed."""
    names = ["T0TOGETHER0", *(f"T0TOGETHER{number}" for number in range(1, 12))]
    setting, asking = client_for(url), client_for(url)
    try:
        await setting.sadd(WORKSPACES, *names)
        await setting.set(Keys(names[0]).named("feeds"), "no table")
        with pytest.raises(StoreRefused):
            await feeds_of_all(asking)
        assert others() == set()
    finally:
        await asking.aclose()
        await setting.srem(WORKSPACES, *names)
        await setting.delete(Keys(names[0]).named("feeds"))
        await setting.aclose()
