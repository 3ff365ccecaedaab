"""The door: what Slack signed comes in, nothing else does, and nothing crashes it."""

import hashlib
import hmac
import json
from io import BytesIO
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot import metrics
from bot.ingress import SLACKS, Ingress, Payload, parsed
from bot.raw import BODY_LIMIT_BYTES, FRESH_SECONDS, Answer, Refused, form_of

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # the example of Slack's own documentation
NOW = 1_531_420_618.0
EVENT = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message"}}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(raw: bytes, *, at: int = int(NOW), secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


class Door:
    """An ingress behind a real HTTP server, remembering what came through."""

    def __init__(self, *secrets: str) -> None:
        self.came: list[Payload] = []
        self.ingress = Ingress(
            secrets=secrets or (SECRET,), unix_time=lambda: NOW, receive=self._receive
        )

    async def _receive(self, payload: Payload) -> Answer:
        self.came.append(payload)
        return Answer(body="taken")

    async def client(self) -> TestClient[web.Request, web.Application]:
        application = web.Application(client_max_size=BODY_LIMIT_BYTES)
        application.router.add_post("/slack/events", self.ingress.handle)
        client = TestClient(TestServer(application, host="127.0.0.1"))
        await client.start_server()
        return client

    async def knock(
        self, raw: bytes | BytesIO, headers: dict[str, str], content_type: str = JSON
    ) -> tuple[int, str]:
        client = await self.client()
        try:
            answer = await client.post(
                "/slack/events", data=raw, headers={**headers, "Content-Type": content_type}
            )
            return answer.status, await answer.text()
        finally:
            await client.close()


async def test_a_signed_event_comes_in_with_the_bytes_as_they_were_signed() -> None:
    door = Door()
    raw = json.dumps(EVENT).encode()
    assert await door.knock(raw, signed(raw)) == (200, "taken")
    assert door.came == [Payload(kind="event", body=EVENT, raw=raw)]


async def test_the_signature_of_slacks_own_documentation_is_accepted() -> None:
    raw = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    door = Door()
    headers = {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    }
    assert await door.knock(raw, headers, FORM) == (200, "taken")
    assert door.came[0].body["text"] == ""


async def test_while_a_secret_is_rotated_both_are_good() -> None:
    raw = json.dumps(EVENT).encode()
    for secret in ("new", "old"):
        door = Door("new", "old")
        assert (await door.knock(raw, signed(raw, secret=secret)))[0] == 200


@pytest.mark.parametrize("seconds", [-FRESH_SECONDS, FRESH_SECONDS])
async def test_a_clock_five_minutes_off_is_just_good_enough(seconds: int) -> None:
    raw = json.dumps(EVENT).encode()
    assert (await Door().knock(raw, signed(raw, at=int(NOW) + seconds)))[0] == 200


@pytest.mark.parametrize("seconds", [-FRESH_SECONDS - 1, FRESH_SECONDS + 1])
async def test_a_request_more_than_five_minutes_off_is_refused(seconds: int) -> None:
    raw = json.dumps(EVENT).encode()
    door = Door()
    status, sentence = await door.knock(raw, signed(raw, at=int(NOW) + seconds))
    assert (status, door.came) == (401, [])
    assert "five minutes" in sentence


GOOD = signed(b"{}")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": GOOD["X-Slack-Request-Timestamp"]},
        {"X-Slack-Signature": GOOD["X-Slack-Signature"]},
        {**GOOD, "X-Slack-Request-Timestamp": "now"},
        {**GOOD, "X-Slack-Request-Timestamp": "-1531420618"},
        {**GOOD, "X-Slack-Request-Timestamp": "1e9"},
        {**GOOD, "X-Slack-Request-Timestamp": "9" * 400},
        {**GOOD, "X-Slack-Request-Timestamp": ""},
        {**GOOD, "X-Slack-Signature": ""},
        {**GOOD, "X-Slack-Signature": "v0="},
        {**GOOD, "X-Slack-Signature": GOOD["X-Slack-Signature"].replace("v0", "v1")},
        {**GOOD, "X-Slack-Signature": GOOD["X-Slack-Signature"].upper()},
        {**GOOD, "X-Slack-Signature": GOOD["X-Slack-Signature"][:-1]},
        {**GOOD, "X-Slack-Signature": "v0=" + "ü" * 64},
        signed(b"{}", secret="another"),
        signed(b"{ }"),
    ],
)
async def test_what_slack_did_not_sign_is_a_401_and_reaches_nobody(headers: dict[str, str]) -> None:
    door = Door()
    status, _ = await door.knock(b"{}", headers)
    assert (status, door.came) == (401, [])


async def test_a_security_header_that_comes_twice_is_refused() -> None:
    door = Door()
    client = await door.client()
    raw = json.dumps(EVENT).encode()
    headers = [*signed(raw).items(), ("X-Slack-Signature", "v0=" + "0" * 64)]
    answer = await client.post("/slack/events", data=raw, headers=headers)
    await client.close()
    assert (answer.status, door.came) == (401, [])


@pytest.mark.parametrize(
    ("content_type", "raw"),
    [
        (JSON, b"{"),
        (JSON, b"\xff\xfe"),
        (JSON, b"[1]"),
        (JSON, b"null"),
        (JSON, b'{"type":"event_callback"}'),
        (JSON, b'{"type":"event_callback","event":[]}'),
        (JSON, b"[" * 100_000),
        (JSON, b'{"a":' * 100_000),
        (FORM, b"payload=%7B"),
        (FORM, b"payload=[]"),
        (FORM, b"payload=%7B%7D&payload=%7B%7D"),
        (FORM, b"command=/customer&command=/other"),
        (FORM, b"\xff=1"),
        (FORM, b"a=%ff&command=x"),
        (FORM, b"nothing=1"),
        (FORM, b""),
        (FORM, b"&".join(b"a%d=1" % n for n in range(200))),
        ("text/xml", b"<a/>"),
    ],
)
async def test_signed_junk_is_a_400_with_a_sentence(content_type: str, raw: bytes) -> None:
    door = Door()
    status, sentence = await door.knock(raw, signed(raw), content_type)
    assert (status, door.came) == (400, [])
    assert sentence.endswith(".")


async def test_a_body_over_a_mebibyte_is_refused_unread() -> None:
    raw = b" " * (BODY_LIMIT_BYTES + 1)
    status, sentence = await Door().knock(BytesIO(raw), signed(raw))
    assert (status, sentence) == (413, "The body is larger than a mebibyte.")


async def test_a_compressed_body_is_refused() -> None:
    status, _ = await Door().knock(b"{}", {**signed(b"{}"), "Content-Encoding": "identity"})
    assert status == 400


async def test_slacks_own_checks_are_answered_only_when_signed() -> None:
    raw = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    assert await Door().knock(raw, signed(raw)) == (200, "3eZbrw1a")
    assert (await Door().knock(raw, {}))[0] == 401
    assert await Door().knock(b"ssl_check=1", signed(b"ssl_check=1"), FORM) == (200, "")
    assert (await Door().knock(b"ssl_check=1", {}, FORM))[0] == 401


async def test_a_command_comes_with_its_signature_by_which_a_repetition_is_known() -> None:
    door = Door()
    raw = urlencode({"command": "/customer", "text": "ana"}).encode()
    headers = signed(raw)
    await door.knock(raw, headers, FORM)
    assert door.came[0].signature == headers["X-Slack-Signature"].encode()


async def test_a_repeated_event_is_left_to_the_inbox_which_knows_it_by_its_id() -> None:
    door = Door()
    raw = json.dumps(EVENT).encode()
    headers = {**signed(raw), "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert [(await door.knock(raw, headers))[0] for _ in range(2)] == [200, 200]
    assert [payload.retry for payload in door.came] == [1, 1]


def test_without_a_secret_there_is_no_door() -> None:
    with pytest.raises(
        ValueError, match=r"^a signing secret is needed: without one anybody could be Slack$"
    ):
        Ingress(secrets=(), unix_time=lambda: NOW, receive=Door()._receive)


@given(raw=st.binary(max_size=200), flip=st.integers(min_value=0, max_value=10_000))
def test_one_changed_bit_in_the_body_or_the_signature_is_refused(raw: bytes, flip: int) -> None:
    headers = signed(raw)
    tampered = bytearray(raw + headers["X-Slack-Signature"].encode())
    tampered[flip // 8 % len(tampered)] ^= 1 << (flip % 8)
    body, signature = bytes(tampered[: len(raw)]), tampered[len(raw) :].decode("latin-1")
    with pytest.raises(Refused) as refusal:
        SLACKS.verified(
            {**headers, "X-Slack-Signature": signature}, body, secrets=[SECRET.encode()], now=NOW
        )
    assert refusal.value.status == 401


@given(content_type=st.sampled_from([JSON, FORM, ""]), raw=st.binary(max_size=300))
def test_no_verified_body_whatever_crashes_the_parser(content_type: str, raw: bytes) -> None:
    try:
        outcome: object = parsed(content_type, raw)
    except Refused as refusal:
        outcome = refusal.status
    assert outcome == 400 or isinstance(outcome, (Payload, Answer))


PIECE = st.text(alphabet=st.sampled_from('ab=&%+ \n\r_é€\x00"{}~.'), max_size=12)


@given(st.dictionaries(PIECE.filter(bool), PIECE, max_size=5))
def test_a_form_is_read_as_it_was_written(form: dict[str, str]) -> None:
    raw = urlencode({"command": "/customer", **form}).encode()
    read = parsed(FORM, raw)
    assert isinstance(read, Payload)
    assert read.body == {"command": "/customer", **form}


@given(st.binary(max_size=40))
def test_a_form_is_read_as_the_standard_library_reads_it_or_not_at_all(raw: bytes) -> None:
    try:
        ours = form_of(raw)
    except Refused:
        return
    assert ours == dict(parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict"))


async def test_what_is_refused_is_counted_by_its_reason() -> None:
    def refused() -> float:
        name = "rapport_events_rejected_total"
        return metrics.REGISTRY.get_sample_value(name, {"reason": "signature"}) or 0.0

    before = refused()
    assert (await Door().knock(b"{}", {}))[0] == 401
    assert refused() == before + 1


@pytest.mark.parametrize(
    ("told", "retry"),
    [({}, 0), ({"X-Slack-Retry-Num": "3"}, 3), ({"x-slack-retry-num": "999"}, 999)]
    + [({"X-Slack-Retry-Num": odd}, 0) for odd in ("1000", "x", "-1", "1.5", "", "12x")],
)
async def test_how_often_slack_sent_it_is_read_where_it_is_a_number(
    told: dict[str, str], retry: int
) -> None:
    door = Door()
    raw = json.dumps(EVENT).encode()
    assert (await door.knock(raw, {**signed(raw), **told}))[0] == 200
    assert [payload.retry for payload in door.came] == [retry]


async def test_whoever_is_refused_is_noted_by_the_sentence_and_an_answer_keeps_its_type() -> None:
    noted: list[str] = []

    async def receive(_payload: Payload) -> Answer:
        return Answer(body="{}", content_type="application/json")

    door = Door()
    door.ingress = Ingress(
        secrets=[SECRET], unix_time=lambda: NOW, receive=receive, refused=noted.append
    )
    raw = json.dumps(EVENT).encode()
    client = await door.client()
    headers = {**signed(raw), "Content-Type": JSON}
    good = await client.post("/slack/events", data=raw, headers=headers)
    bad = await client.post("/slack/events", data=raw + b" ", headers=headers)
    said = await bad.text()
    await client.close()
    assert (good.status, good.content_type) == (200, "application/json")
    assert (bad.status, bad.content_type, noted) == (401, "text/plain", [said])


@pytest.mark.parametrize(
    ("content_type", "raw", "said"),
    [
        (JSON, b'{"event": {}}', "A JSON body must be an event."),
        (JSON, b'{"type": "event_callback", "event": "x"}', "A JSON body must be an event."),
        (JSON, b'{"type": "block_actions", "event": {}}', "A JSON body must be an event."),
        ("", b"{}", "The body must be JSON or a form."),
        (FORM, b"a=1", "The form is neither a command nor an interaction."),
        (FORM, b"ssl_check=0", "The form is neither a command nor an interaction."),
        (FORM, b"payload=%7B", "The body is not JSON."),
    ],
)
def test_what_is_wrong_with_a_verified_body_is_said(
    content_type: str, raw: bytes, said: str
) -> None:
    with pytest.raises(Refused) as refusal:
        parsed(content_type, raw)
    assert (refusal.value.status, refusal.value.sentence) == (400, said)


def test_a_verified_body_is_what_it_says_with_how_often_it_was_sent() -> None:
    raw = json.dumps(EVENT).encode()
    assert parsed(JSON, raw, retry=2) == Payload(kind="event", body=EVENT, raw=raw, retry=2)
    raw = b"command=/customer&text=ana"
    command = {"command": "/customer", "text": "ana"}
    assert parsed(FORM, raw, retry=2) == Payload(kind="command", body=command, raw=raw, retry=2)
    raw = urlencode({"payload": json.dumps({"type": "view_closed", "name": "Zoë"})}).encode()
    body = {"type": "view_closed", "name": "Zoë"}
    assert parsed(FORM, raw, retry=2) == Payload(kind="interaction", body=body, raw=raw, retry=2)
    once = parsed(JSON, json.dumps(EVENT).encode())
    assert isinstance(once, Payload)
    assert (once.retry, once.signature, once.transport) == (0, b"", "http")


def test_slacks_own_checks_are_answered_with_what_they_ask_for() -> None:
    asked = {"type": "url_verification", "challenge": "x" * 1_001}
    assert parsed(JSON, json.dumps(asked).encode()) == Answer(body="x" * 1_000)
    assert parsed(JSON, b'{"type": "url_verification"}') == Answer()
    assert parsed(JSON, b'{"type": "app_rate_limited"}') == Answer()
    assert parsed(FORM, b"ssl_check=1&token=x") == Answer()
