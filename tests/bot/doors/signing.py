"""Requests at the doors of other systems, and what came of them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from bot.doors.door import Door, Porter, Told
from bot.places import places_in
from bot.raw import Answer, Refused

NOW = 1_700_000_000.0
URL = "https://rapport.example.com"
FORM = "application/x-www-form-urlencoded"


class Intake:
    """Remembers what is to be kept."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Told]] = []

    async def keep(self, kind: str, told: Told) -> Answer:
        self.kept.append((kind, told))
        return told.answer


class Knocked:
    """Whoever was refused."""

    def __init__(self) -> None:
        self.intake = Intake()
        self.refused: list[str] = []

    def porter(self) -> Porter:
        intake: Any = self.intake
        return Porter(intake=intake, unix_time=lambda: NOW, refused=self.refused.append)


PLACES = places_in("whatsapp:111=TWA/C0WA, sms:+12125550100=TSMS/C0SMS")


def request(path: str, headers: Mapping[str, str]) -> web.BaseRequest:
    return make_mocked_request("POST", path, headers=dict(headers))


def told(door: Door, raw: bytes, headers: Mapping[str, str], path: str = "") -> Told:
    return door.told(request(path or door.path, headers), raw)


def refused(door: Door, raw: bytes, headers: Mapping[str, str], path: str = "") -> tuple[int, str]:
    with pytest.raises(Refused) as error:
        told(door, raw, headers, path)
    return error.value.status, error.value.sentence


@asynccontextmanager
async def open_to_all(door: Door) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Whoever can knock at the door over the network."""
    application = web.Application()
    application.router.add_post(door.path, door.handle)
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        yield client


async def knock(door: Door, raw: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with open_to_all(door) as client:
        answer = await client.post(door.path, data=BytesIO(raw), headers=headers)
        return answer.status, await answer.text()
