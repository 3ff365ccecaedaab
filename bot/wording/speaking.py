"""In which language something is said: the reader's, for as long as one answers them.

Nobody who says something names a language: the boundary knows who reads, the outbox where it is read, and
each sentence looks here. A sentence without a twin in every language is an error to the type checker.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K")


class Language(StrEnum):
    """What Rapport speaks; the codes of ISO 639-1."""

    ENGLISH = "en"
    GERMAN = "de"


class _Hearing:
    """Whom one request is answered to; shared by all tasks that were begun in it."""

    __slots__ = ("language",)

    def __init__(self, language: Language) -> None:
        self.language = language


_NOBODY: Final = _Hearing(Language.ENGLISH)
_HEARING: Final[ContextVar[_Hearing]] = ContextVar("hearing", default=_NOBODY)


def language_of(locale: str, otherwise: Language = Language.ENGLISH) -> Language:
    """The language of a locale as Slack writes it (`de-DE`), or `otherwise` where we do not speak it."""
    code = locale.replace("_", "-").partition("-")[0].lower()
    return Language(code) if code in set(Language) else otherwise


def spoken_now() -> Language:
    """The language that is spoken here and now."""
    return _HEARING.get().language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """All that is said inside, and in tasks that are begun inside, is said in this language."""
    token = _HEARING.set(_Hearing(language))
    try:
        yield
    finally:
        _HEARING.reset(token)


def turn_to(language: Language) -> None:
    """From now on whoever is being answered is known to read this language.

    Whoever began the task hears of it too: what comes late is said in the same language. Outside of
    `speaking` nobody is being answered, and nothing changes.
    """
    hearing = _HEARING.get()
    if hearing is not _NOBODY:
        hearing.language = language


def spoken(german: Callable[P, R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An English sentence, and its twin in German with the same arguments."""

    def twinned(english: Callable[P, R]) -> Callable[P, R]:
        tongues = {Language.ENGLISH: english, Language.GERMAN: german}

        @wraps(english)
        def said(*args: P.args, **kwargs: P.kwargs) -> R:
            return tongues[spoken_now()](*args, **kwargs)

        return said

    return twinned


def words(english: str, german: str) -> Callable[[], str]:
    """Words that are always the same: the label of a button, the head of a form."""
    tongues = {Language.ENGLISH: english, Language.GERMAN: german}
    return lambda: tongues[spoken_now()]


class Table(Mapping[K, str]):
    """Codes in words: for each the English and the German ones."""

    def __init__(self, told: Mapping[K, tuple[str, str]]) -> None:
        self._told = {
            Language.ENGLISH: {code: english for code, (english, _) in told.items()},
            Language.GERMAN: {code: german for code, (_, german) in told.items()},
        }

    def __getitem__(self, code: K) -> str:
        return self._told[spoken_now()][code]

    def __iter__(self) -> Iterator[K]:
        return iter(self._told[Language.ENGLISH])

    def __len__(self) -> int:
        return len(self._told[Language.ENGLISH])
