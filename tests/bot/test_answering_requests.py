"""`rapport requests`: who asks for their data, until when, and how an operator hands it over."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.answering_requests import run
from bot.cli import main
from storage.data_requests import DataRequest

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WAITS = DataRequest(
    id="w_1", at=NOW - timedelta(days=3), source="shopify/a", number="9", contacts=("c_1",)
)
EVERY = [
    WAITS.model_copy(update={"id": "w_0", "at": NOW - timedelta(days=31), "contacts": ()}),
    WAITS,
    WAITS.model_copy(
        update={"id": "w_2", "answered_at": NOW, "answered_by": "U0KIM", "number": ""}
    ),
]


class Kept:
    """A store that holds these requests."""

    def __init__(self, every: list[DataRequest]) -> None:
        self.every = every
        self.answered: list[str] = []

    async def data_requests(self) -> list[DataRequest]:
        """All of them."""
        return self.every

    async def answer_data_request(self, request_id: str, **_: Any) -> bool:
        """True for one that waits."""
        self.answered.append(request_id)
        return any(one.id == request_id and one.is_open for one in self.every)


async def printed(act: str = "list", *, every: list[DataRequest] = EVERY, **more: Any) -> Any:
    asked = Namespace(act=act, **{"id": None, "json": False, **more})
    return await run(Kept(every), asked, now=NOW)  # type: ignore[arg-type]  # what it asks is there


async def test_each_stands_in_a_line_with_what_to_do() -> None:
    assert await printed() == [
        "w_0  shopify/a no. 9  asked 2026-10-20, due 2026-11-19  LATE  nothing is held of them: tell the shop so",
        "w_1  shopify/a no. 9  asked 2026-11-17, due 2026-12-17  rapport export --who c_1 -o c_1.json",
        "w_2  shopify/a  answered 2026-11-20 by U0KIM",
    ]
    assert await printed(every=[]) == ["No customer asks for their data."]


async def test_for_machines_each_is_one_object_a_line() -> None:
    lines = await printed(json=True)
    assert [DataRequest.model_validate_json(line) for line in lines] == EVERY
    assert await printed(json=True, every=[]) == []


async def test_one_that_does_not_wait_is_not_answered() -> None:
    assert await printed("answered", id="w_1") == ["Noted as answered."]
    assert await printed("answered", id="w_2") is None


def test_which_one_has_to_be_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["requests", "answered", "--workspace", "T1"])
    assert ended.value.code == 2
    assert "needs an ID" in capsys.readouterr().err
    listed = tmp_path / "list.csv"
    listed.write_text("name,email\nAna Souza,ana@acme.example\n")
    assert main(["import", str(listed), "--workspace", "T1"]) == 0
    assert main(["requests", "answered", "w_1", "--workspace", "T1"]) == 1
    assert main(["requests", "--workspace", "T1"]) == 0
    assert "No customer asks" in capsys.readouterr().out
