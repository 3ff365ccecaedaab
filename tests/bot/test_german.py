"""Every sentence in German: another one than the English, with the same in it, and within Slack's limits."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from bot import wording
from bot.permissions import Action, Role
from bot.wording import Language, Table, speaking
from storage.message import Channel
from tests.rules.test_languages import PUT_TOGETHER

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MOST_CHARS: Final = {"title": 24, "label": 150, "hint": 150, "placeholder": 150}
"""Slack's limits, by the last word of a label's name."""
SUBMITS: Final = (
    *(wording.save, wording.close, wording.next_step, wording.create, wording.start, wording.back),
    *(wording.done, wording.merge, wording.split, wording.link),
)
"""Stand at the foot of a form, where Slack has room for 24 characters."""
SAMPLES: Final[dict[Any, Any]] = {
    str: "\u00abAna\u00bb",
    str | None: "\u00abAna\u00bb",
    int: 4321,
    bool: True,
    datetime: NOW,
    date: NOW.date(),
    timedelta: timedelta(days=3),
    ZoneInfo: ZoneInfo("Asia/Tokyo"),
    Decimal: Decimal("12.5"),
    Role: Role.GUEST,
    Action: Action.SEE,
    Sequence[str]: ("\u00abAna\u00bb", "\u00abBo\u00bb"),
    tuple[str, ...]: ("\u00abAna\u00bb", "\u00abBo\u00bb"),
    Sequence[tuple[Channel, int]]: ((Channel.SMS, 4321),),
}
SAYS_NOTHING: Final = PUT_TOGETHER | {
    *("language_of", "spoken", "spoken_now", "speaking", "turn_to", "words", "listing", "listed"),
    *("date", "figure", "in_percent", "in_english", "in_german", "count", "counted", "local_time"),
}
"""Ask others for their words."""
NOT_OURS: Final = re.compile(
    r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?|(?i:euch|eu(?:er|re)[mnrs]?)|gib|nimm|setze|schreibe|wähle|klicke|tippe|öffne"
    r"|Handles?|Tags\b|Nutzername|Schaltfläche|Button|Timeline|mergen|splitten)\b"
)
"""The familiar form, and other words for what has one."""
SAME_WORDS: Final = {
    *(
        "Name",
        "WhatsApp",
        "SMS",
        "Instagram",
        "Messenger",
        "Telegram",
        "X",
        "Channels",
        "Leads",
        "Text",
        "Rapport",
    ),
}


def sentences() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every sentence and label by its name."""
    for name, found in vars(wording).items():
        ours = inspect.isfunction(found) and found.__module__.startswith("bot.wording")
        if ours and not name.startswith("_") and name not in SAYS_NOTHING:
            yield name, found


def tables() -> dict[str, Table[Any]]:
    return {name: one for name, one in vars(wording).items() if isinstance(one, Table)}


def said(language: Language, sentence: Callable[..., Any]) -> str:
    """The sentence in a language, with a sample for each argument."""
    given: dict[str, Any] = {}
    hints = typing.get_type_hints(sentence)
    for name in inspect.signature(sentence).parameters:
        given[name] = SAMPLES[hints[name]]
    with speaking(language):
        told = sentence(**given)
    return told if isinstance(told, str) else "\n".join(" ".join(line) for line in told)


def in_it(text: str) -> set[str]:
    """What must be in both: the samples, commands, places to click, and Slack's own signs."""
    commands = {re.split("[ `:]", found)[0] for found in re.findall(r"`/customer ?([^`]*)`", text)}
    samples = set(re.findall("\u00ab[^\u00bb]*\u00bb", text))
    clicks = set(re.findall("\u22ee|\\*(?:Link message|Show customer)[^*]*\\*", text))
    dates = set(re.findall(r"\{[a-z_]+\}", text))
    figures = {found.replace(".", "").replace(",", "") for found in re.findall(r"4[.,]?321", text)}
    return commands | samples | clicks | dates | figures


ALL: Final = dict(sentences())


@pytest.mark.parametrize("name", ALL)
def test_the_german_is_another_sentence_with_the_same_in_it(name: str) -> None:
    english, german = said(Language.ENGLISH, ALL[name]), said(Language.GERMAN, ALL[name])
    assert german.strip()
    assert german != english or english in SAME_WORDS
    assert in_it(german) == in_it(english)
    assert "  " not in german.replace("  \u00b7  ", "")
    assert german[-1] in ".:?!" or english[-1] not in ".?!"


LABELS: Final = {
    name: MOST_CHARS.get(name.rpartition("_")[2], 24)
    for name, label in ALL.items()
    if label in SUBMITS or name.rpartition("_")[2] in MOST_CHARS
    if name != "help_title"  # stands over a message
}


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("language", Language)
def test_what_stands_in_a_form_has_room_in_it(language: Language, name: str) -> None:
    assert len(said(language, ALL[name])) <= LABELS[name]


@pytest.mark.parametrize("name", [*ALL, *tables()])
def test_the_german_is_polite_and_keeps_to_its_words(name: str) -> None:
    """One polite voice, and the words that `bot/wording/german/__init__.py` names."""
    with speaking(Language.GERMAN):
        told = (
            "\n".join(tables()[name].values())
            if name in tables()
            else said(Language.GERMAN, ALL[name])
        )
    assert NOT_OURS.findall(told) == []


@pytest.mark.parametrize("name", tables())
def test_every_code_is_in_german_words(name: str) -> None:
    table = tables()[name]
    with speaking(Language.ENGLISH):
        english = dict(table)
    with speaking(Language.GERMAN):
        german = dict(table)
    same = {text for code, text in german.items() if text == english[code]}
    assert same <= SAME_WORDS
