"""Asking the store several things at a time: all answers, or the first error and nothing left under way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def together(*asked: Coroutine[Any, Any, T]) -> list[T]:
    """All answers, in the sequence of what is asked. Raises what went wrong first, once all have ended.

    `asyncio.gather` raises at once and lets the others run on: on a client, perhaps, that is closed meanwhile.
    """
    try:
        async with asyncio.TaskGroup() as group:
            under_way = [group.create_task(one) for one in asked]
    except BaseExceptionGroup as wrong:
        first: BaseException = wrong.exceptions[0]
    else:
        return [one.result() for one in under_way]
    raise first
