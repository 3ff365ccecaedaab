"""Our own doors: what a system of the team signed is taken for what it says, all else is refused with a sentence."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot import metrics
from bot.doors.door import Event
from bot.doors.own import MessagesDoor, OrdersDoor
from tests.bot.doors.signing import NOW, Knocked, knock, refused, told

TOLD = {
    "id": "evt-1",
    "updated_at": "2023-11-14T09:30:00Z",
    "workspace": "T1",
    "order": {"id": "1001", "status": "in_transit"},
    "customer": {"name": "Pat Doyle", "emails": ["nonsense"]},
}
WRITTEN = {
    "id": "m1",
    "channel": "sms",
    "workspace": "T1",
    "conversation": "c1",
    "from": {"phone": "020 7946 0123"},
    "sent_at": "2023-11-14T09:30:00Z",
    "text": "hello",
}


def own(raw: bytes, *, at: int = int(NOW), secret: str = "new") -> dict[str, str]:
    mac = hmac.new(secret.encode(), f"v1:{at}:".encode() + raw, hashlib.sha256).hexdigest()
    return {"X-Rapport-Timestamp": str(at), "X-Rapport-Signature": f"v1={mac}"}


def own_doors() -> tuple[OrdersDoor, MessagesDoor]:
    porter = Knocked().porter()
    secrets = ["new", "old"]
    return OrdersDoor(porter, secrets, region="GB"), MessagesDoor(porter, secrets, region="GB")


@pytest.mark.parametrize("secret", ["new", "old"])
def test_what_our_own_systems_signed_is_an_event(secret: str) -> None:
    orders, messages = own_doors()
    raw = json.dumps(TOLD).encode()
    found = told(orders, raw, own(raw, secret=secret))
    assert found.events == [
        Event(id="orders/orders/evt-1", lane="orders/orders/1001", body=TOLD, workspace="T1")
    ]
    assert found.answer.content_type == "application/json"
    answered = json.loads(found.answer.body)
    assert answered["ok"] is True
    assert "email" in answered["remarks"][0]
    raw = json.dumps(WRITTEN).encode()
    found = told(messages, raw, own(raw, secret=secret))
    (event,) = found.events
    assert (event.id, event.body, event.workspace) == ("sms/m1", WRITTEN, "T1")
    assert "c1" in event.lane
    assert json.loads(found.answer.body) == {"ok": True, "remarks": []}


def test_whoever_gives_two_things_one_id_is_told_that_the_second_was_known() -> None:
    for door, body in zip(own_doors(), (TOLD, WRITTEN), strict=True):
        raw = json.dumps(body).encode()
        found = told(door, raw, own(raw))
        assert found.repeated is not None
        assert found.repeated.content_type == "application/json"
        said = json.loads(found.answer.body)
        assert json.loads(found.repeated.body) == {**said, "repeated": True}


def test_what_our_own_systems_did_not_sign_or_spoiled_is_refused() -> None:
    for door, body in zip(own_doors(), (TOLD, WRITTEN), strict=True):
        raw = json.dumps(body).encode()
        wrong = (
            "The signature does not fit: is RAPPORT_INGEST_SECRET the one that it was signed with?"
        )
        assert refused(door, raw, own(raw, secret="guess")) == (401, wrong)
        assert refused(door, raw, own(raw, at=int(NOW) - 301))[0] == 401
        assert refused(door, raw, {})[0] == 401
        assert refused(door, b"[]", own(b"[]")) == (400, "The JSON must be an object.")
        status, sentence = refused(door, b"{}", own(b"{}"))
        assert (status, "id" in sentence) == (400, True)


def test_numbers_without_a_country_code_are_of_the_region_that_is_set() -> None:
    orders, messages = own_doors()
    raw = json.dumps({**WRITTEN, "conversation": None}).encode()
    assert "+442079460123" in told(messages, raw, own(raw)).events[0].lane
    raw = json.dumps(TOLD | {"customer": {"name": "Pat", "phones": ["020 7946 0123"]}}).encode()
    assert json.loads(told(orders, raw, own(raw)).answer.body)["remarks"] == []
    elsewhere = OrdersDoor(Knocked().porter(), ["new"], region="US")
    remarks = json.loads(told(elsewhere, raw, own(raw)).answer.body)["remarks"]
    assert remarks == ["phone: not valid, kept as text in fields.phone"]


def test_two_systems_of_the_team_may_number_their_events_alike() -> None:
    orders, messages = own_doors()
    ids = set()
    for source in ("shop", "till"):
        raw = json.dumps(TOLD | {"source": source}).encode()
        ids |= {event.id for event in told(orders, raw, own(raw)).events}
    for channel in ("sms", "whatsapp"):
        raw = json.dumps(WRITTEN | {"channel": channel}).encode()
        ids |= {event.id for event in told(messages, raw, own(raw)).events}
    assert ids == {"orders/shop/evt-1", "orders/till/evt-1", "sms/m1", "whatsapp/m1"}


@pytest.mark.parametrize(("hours", "status"), [(24, 200), (25, 400)])
def test_what_comes_from_far_ahead_would_be_the_newest_and_is_refused(
    hours: int, status: int
) -> None:
    at = (datetime.fromtimestamp(NOW, UTC) + timedelta(hours=hours)).isoformat()
    orders, messages = own_doors()
    for door, body, field in ((orders, TOLD, "updated_at"), (messages, WRITTEN, "sent_at")):
        raw = json.dumps(body | {field: at}).encode()
        if status == 200:
            assert len(told(door, raw, own(raw)).events) == 1
        else:
            said = f"{field}: this is more than a day ahead; is it in UTC, and is your clock right?"
            assert refused(door, raw, own(raw)) == (400, said)


def refusals() -> float:
    name = "rapport_events_rejected_total"
    return metrics.REGISTRY.get_sample_value(name, {"reason": "signature"}) or 0.0


def test_a_signature_that_no_encoding_can_write_is_none() -> None:
    door, _ = own_doors()
    assert not door.is_signed("\udce9", lambda _secret: b"?!")
    assert door.is_signed("\u00e9", lambda _secret: "\u00e9".encode())


async def test_what_a_door_is_told_is_kept_and_then_answered() -> None:
    knocked = Knocked()
    door = OrdersDoor(knocked.porter(), ["new"], region="GB")
    raw = json.dumps(TOLD).encode()
    assert (await knock(door, raw, own(raw)))[0] == 200
    ((kind, kept),) = knocked.intake.kept
    assert (kind, [one.id for one in kept.events]) == ("orders", ["orders/orders/evt-1"])
    before = refusals()
    status, text = await knock(door, raw, own(raw, secret="guess"))
    assert status == 401
    assert text.startswith("The signature does not fit")
    assert knocked.refused == [text]
    assert refusals() == before + 1
    status, text = await knock(door, b"x" * (door.most_bytes + 1), {})
    assert (status, text) == (413, "The body is larger than a mebibyte.")
    assert len(knocked.intake.kept) == 1
