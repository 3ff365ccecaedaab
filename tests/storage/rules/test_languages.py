"""The language of messages: told only where there is enough, in any script, and never against an agent's word."""

import logging

import pytest

from storage.contact import Contact, Fact, FactSource
from storage.folding import fold
from storage.languages import suggested_language
from storage.message import Channel, Message
from storage.profile import Profile, Shelf
from tests.storage.desk import NOW

PORTUGUESE = ["oi, meu pedido ainda não chegou", "quero saber quando chega, por favor"]
GERMAN = ["hallo, wo bleibt meine Bestellung?", "ich möchte das bitte zurückschicken"]


def customer(texts: list[str], language: str | None, source: FactSource) -> Profile:
    told = (Fact(field="language", value=language, source=source, at=NOW),) if language else ()
    contact = Contact(id="c_1", source=None, origin="channel", created_at=NOW, facts=told)
    messages = tuple(
        Message(
            id=f"m_{number}",
            contact_id="c_1",
            channel=Channel.WHATSAPP,
            text=text,
            sent_at=NOW,
            source=f"C1/{number}",
            conversation="C1/1",
        )
        for number, text in enumerate(texts)
    )
    return fold([Shelf(contact=contact, revision=1, messages=messages)], contact_id="c_1")


def written_in(texts: list[str]) -> str | None:
    """What is suggested for somebody of whom no language is known."""
    return suggested_language(customer(texts, None, FactSource.INFERRED))


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (PORTUGUESE, "pt"),
        (GERMAN, "de"),
        (["hi, my order is late", "where is it? please answer me soon"], "en"),
        (["注文した商品がまだ届きません", "いつ届きますか、教えてください"], "ja"),
        (["мой заказ ещё не пришёл", "когда он придёт, подскажите пожалуйста"], "ru"),
        (["طلبي لم يصل حتى الآن", "متى سيصل الطلب من فضلكم؟ شكرا"], "ar"),
        ([text.upper() for text in GERMAN], "de"),
        ([f"{text} https://tidewater.example/en/order #1001" for text in PORTUGUESE], "pt"),
    ],
)
def test_a_language_is_told_from_several_messages(texts: list[str], language: str) -> None:
    assert written_in(texts) == language


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        PORTUGUESE[:1],
        PORTUGUESE[:1] * 5,
        ["ok", "obrigada", "oi"],
        [*PORTUGUESE, *GERMAN],
        ["#1001 #1002", "1001!!!", "https://tidewater.example/a-very-long-address-of-a-page"],
        ["iPhone 14 Pro Max 256GB", "Adidas Ultraboost Light 42"],
        ["\U0001f44d" * 60, "\U0001f389" * 60],
        ["asdf qwer zxcv uiop hjkl", "zxcv bnm qwe rty uio plk jhg"],
        ["\ud800" * 50, "\x00" * 50],
    ],
)
def test_where_there_is_too_little_to_tell_by_none_is_told(texts: list[str]) -> None:
    assert written_in(texts) is None


def test_long_messages_are_read_whole_and_their_length_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    number = "1001 " * 3
    texts = [f"{number}Tidewater Ultraboost Light {number}{text} {text} {text}" for text in GERMAN]
    assert written_in(texts) == "de"
    assert caplog.records == []


@pytest.mark.parametrize(
    ("language", "source", "suggested"),
    [
        ("en", FactSource.IMPORT, "pt"),
        ("en-US", FactSource.INFERRED, "pt"),
        (None, FactSource.INFERRED, "pt"),
        ("pt-BR", FactSource.INFERRED, None),
        ("PT_br", FactSource.IMPORT, None),
        ("en", FactSource.AGENT, None),
    ],
)
def test_it_is_suggested_where_the_profile_knows_another(
    language: str | None, source: FactSource, suggested: str | None
) -> None:
    assert suggested_language(customer(PORTUGUESE, language, source)) == suggested


def test_codes_of_one_language_are_not_told_apart() -> None:
    texts = ["שלום, איפה ההזמנה שלי?", "מתי החבילה תגיע אליי בבקשה?"]
    assert written_in(texts) == "he"
    assert suggested_language(customer(texts, "iw", FactSource.IMPORT)) is None
