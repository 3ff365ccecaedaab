"""Raw bytes from the network: what is wrong with them is said in one sentence each, and at its exact edge."""

import hashlib
import hmac
from typing import Any

import pytest
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy

from bot import raw
from bot.raw import BODY_LIMIT_BYTES, Refused, Stamped, form_of, json_object, one, signed_by

NOW = 1_700_000_000.0
OURS = Stamped(version="v1", timestamp="X-Time", signature="X-Sign", setting="THE_SECRET")
NO_FORM = "The body is not a form."


def signature(body: bytes, *, stamp: str = "1700000000", version: str = "v1") -> str:
    told = f"{version}:{stamp}:".encode() + body
    return f"{version}={hmac.new(b'key', told, hashlib.sha256).hexdigest()}"


def verified(body: bytes, stamp: str, sign: str) -> bytes:
    headers = {"X-Time": stamp, "X-Sign": sign}
    return OURS.verified(headers, body, secrets=[b"other", b"key"], now=NOW)


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[int, str]:
    assert str(error.value) == error.value.sentence
    return error.value.status, error.value.sentence


def test_what_was_signed_is_known_by_its_signature() -> None:
    good = signature(b"{}")
    assert verified(b"{}", "1700000000", good) == good.encode()


@pytest.mark.parametrize(
    ("stamp", "sign", "said"),
    [
        ("now", signature(b"{}"), "The timestamp is not a number of seconds."),
        ("1699999699", signature(b"{}", stamp="1699999699"), "The request is more than five minutes off this machine's clock."),
        ("1700000301", signature(b"{}", stamp="1700000301"), "The request is more than five minutes off this machine's clock."),
        ("1700000000", signature(b"{}", version="v0"), "The signature is not of the form v1=<64 hexadecimal digits>."),
        ("1700000000", "v1=x=" + signature(b"{}")[3:], "The signature is not of the form v1=<64 hexadecimal digits>."),
        ("1700000000", "x=" + signature(b"{}"), "The signature is not of the form v1=<64 hexadecimal digits>."),
        ("1700000000", "v1=" + signature(b"{}")[3:].upper(), "The signature is not of the form v1=<64 hexadecimal digits>."),
        ("1700000000", signature(b"{ }"), "The signature does not fit: is THE_SECRET the sender's?"),
    ],
)  # fmt: skip
def test_what_does_not_hold_of_a_signature_is_said(stamp: str, sign: str, said: str) -> None:
    with pytest.raises(Refused) as error:
        verified(b"{}", stamp, sign)
    assert refusal(error) == (401, said)


@pytest.mark.parametrize("stamp", ["1699999700", "1700000300"])
def test_five_minutes_are_just_fresh(stamp: str) -> None:
    assert verified(b"{}", stamp, signature(b"{}", stamp=stamp))


def test_one_good_secret_is_enough_wherever_it_stands() -> None:
    given = hmac.new(b"key", b"told", hashlib.sha256).hexdigest().encode()
    assert signed_by([b"key", b"other"], b"told", given)
    assert signed_by([b"other", b"key"], b"told", given)
    assert not signed_by([b"other"], b"told", given)
    assert not signed_by([], b"told", given)


@pytest.mark.parametrize("of", [dict, lambda pairs: CIMultiDictProxy(CIMultiDict(pairs))])
def test_a_header_is_found_however_its_name_is_written(of: Any) -> None:
    headers = of([("x-SIGN", "v"), ("X-Other", "w")])
    assert one(headers, "X-Sign") == "v"
    with pytest.raises(Refused) as error:
        one(headers, "X-Time")
    assert refusal(error) == (401, "Exactly one X-Time header is needed.")


def test_a_header_that_comes_twice_is_none() -> None:
    headers = CIMultiDictProxy(CIMultiDict([("X-Sign", "v"), ("X-Sign", "v")]))
    with pytest.raises(Refused, match="Exactly one X-Sign header is needed"):
        one(headers, "X-Sign")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "The body is not JSON."),
        (b"\xff", "The body is not JSON."),
        (b"[" * 100_000, "The body is not JSON."),
        (b"[]", "The JSON must be an object."),
        (b"null", "The JSON must be an object."),
    ],
)
def test_what_is_no_object_is_said(body: bytes, said: str) -> None:
    with pytest.raises(Refused) as error:
        json_object(body)
    assert refusal(error) == (400, said)
    assert json_object(b' {"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a=1\n", NO_FORM),
        (b"a=1\r", NO_FORM),
        (b"a=\xc3\xa9", NO_FORM),
        (b"a=%4", NO_FORM),
        (b"a=%zz", NO_FORM),
        (b"a=%ff", NO_FORM),
        (b"a", NO_FORM),
        (b"a=1&b", NO_FORM),
        (b"&".join(b"%d=1" % n for n in range(101)), NO_FORM),
        (b"a=1&a=2", "The form names a field twice."),
        (b"a=1&%61=2", "The form names a field twice."),
    ],
)
def test_what_is_no_form_is_said(body: bytes, said: str) -> None:
    with pytest.raises(Refused) as error:
        form_of(body)
    assert refusal(error) == (400, said)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"a=1&b=", {"a": "1", "b": ""}),
        (b"a=b=c", {"a": "b=c"}),
        (b"a=b==41", {"a": "b==41"}),
        (b"a=%3D%26%25%2B", {"a": "=&%+"}),
        (b"a%20b=c+d%0Ae", {"a b": "c d\ne"}),
        (b"a=%e2%82%ac", {"a": "\u20ac"}),
    ],
)
def test_a_form_is_read_as_it_was_written(body: bytes, form: dict[str, str]) -> None:
    assert form_of(body) == form


def test_a_form_of_a_hundred_fields_is_just_short_enough() -> None:
    assert len(form_of(b"&".join(b"%d=1" % n for n in range(100)))) == 100


class Slow:
    """A request whose body never comes, is too large, or is there."""

    def __init__(self, body: bytes | Exception, **headers: str) -> None:
        self._body, self.headers = body, CIMultiDict(headers)

    async def read(self) -> bytes:
        if isinstance(self._body, Exception):
            raise self._body
        return self._body


async def read(
    body: bytes | Exception, *, most: int = BODY_LIMIT_BYTES, encoding: str = ""
) -> bytes:
    request: Any = Slow(body, **({"Content-Encoding": encoding} if encoding else {}))
    return await raw.read(request, most=most)


async def test_a_body_is_read_as_it_came() -> None:
    assert await read(b"\x00{}") == b"\x00{}"


@pytest.mark.parametrize(
    ("most", "told"),
    [(BODY_LIMIT_BYTES, "a mebibyte"), (3 * BODY_LIMIT_BYTES, "3 mebibytes")],
)
async def test_a_body_that_is_too_large_is_refused(most: int, told: str) -> None:
    with pytest.raises(Refused) as error:
        await read(web.HTTPRequestEntityTooLarge(max_size=most, actual_size=most + 1), most=most)
    assert refusal(error) == (413, f"The body is larger than {told}.")


async def test_a_body_that_is_compressed_is_refused() -> None:
    with pytest.raises(Refused) as error:
        await read(b"{}", encoding="gzip")
    assert refusal(error) == (400, "The body must not be compressed.")


async def test_a_body_that_does_not_come_is_waited_for_no_longer_than_it_may() -> None:
    import asyncio

    class Never(Slow):
        async def read(self) -> bytes:
            await asyncio.sleep(60)
            raise AssertionError

    request: Any = Never(b"")
    async with asyncio.timeout(5):
        with pytest.raises(Refused) as error:
            await raw.read(request, seconds=0.01)
    assert refusal(error) == (408, "The body did not arrive in time.")
