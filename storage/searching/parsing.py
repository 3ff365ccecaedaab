"""From what somebody types to a query; or where it goes wrong, and how it is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from storage.names import words
from storage.searching.query import All, Either, Not, Phrase, Query, Word
from storage.searching.reading import EXAMPLES, Claimed, Mistake, Problem, read_term
from storage.searching.terms import LONGEST_WORD_CHARS, QUOTES, value_words

LONGEST_CHARS: Final = 500
MOST_TERMS: Final = 30
DEEPEST: Final = 10
_KEY: Final = re.compile(r"([A-Za-z_]{2,30}):(?!//)")
_UNTIL: Final = re.compile(r'[^\s"()]*')


def parse(text: str) -> Query | Mistake:
    """The query that a text is, or the first mistake in it. Never raises."""
    if len(text) > LONGEST_CHARS:
        return Mistake(Problem.TOO_LONG, LONGEST_CHARS + 1)
    try:
        parts = _split(text.translate(QUOTES))
        return _Parser(parts, end=len(text.rstrip()) + 1).whole()
    except _Stopped as stopped:
        return stopped.mistake


def is_plain(text: str) -> bool:
    """True for words alone, in which nothing but words can be meant."""
    signs = text.translate(QUOTES)
    written = signs.split()
    negated = any(part.startswith("-") and len(part) > 1 for part in written)
    named = any(_key_at(part, 0) for part in written)
    return not (named or negated or {"OR", "AND", "NOT"} & set(written) or set(signs) & set('"()*'))


def _key_at(text: str, at: int) -> str:
    """The key that begins here; empty for a word that only ends in a colon."""
    found = _KEY.match(text, at)
    if found is None:
        return ""
    key = found[1].casefold()
    alone = found.end() == len(text) or text[found.end()].isspace()
    return key if key in EXAMPLES or not alone else ""


class _Stopped(Exception):
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.problem)
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class _Part:
    """A sign or a term, and where it stands: 1 is the first sign."""

    kind: str
    """`(`, `)`, `-`, `or`, `and`, `word`, `phrase` or `term`."""
    at: int
    text: str = ""
    claimed: Claimed | None = None


def _split(text: str) -> list[_Part]:
    """The signs and terms of a text. Raises _Stopped."""
    parts: list[_Part] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign in "()":
            parts.append(_Part(sign, at + 1))
            at += 1
        elif sign == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            parts.append(_Part("-", at + 1))
            at += 1
        elif sign == '"':
            quoted, after = _quote(text, at)
            parts.append(_Part("phrase", at + 1, quoted))
            at = after
        elif _key_at(text, at):
            claimed = _claimed(text, at)
            parts.append(_Part("term", at + 1, claimed=claimed))
            at = claimed.end - 1
        else:
            word = _UNTIL.match(text, at)
            found = word[0] if word else sign
            kinds = {"OR": "or", "AND": "and", "NOT": "-"}
            parts.append(_Part(kinds.get(found, "word"), at + 1, found))
            at += max(len(found), 1)
    return parts


def _claimed(text: str, at: int) -> Claimed:
    """`key:value` as it is written, the value with or without quotes. Raises _Stopped."""
    key, _, _ = text[at:].partition(":")
    start = at + len(key) + 1
    pieces: list[str] = []
    quoted = False
    begins = False
    while start < len(text) and not text[start].isspace() and text[start] not in "()":
        begins = False
        if text[start] == '"':
            inner, start = _quote(text, start)
            pieces.append(inner)
            quoted = True
            continue
        bare = _UNTIL.match(text, start)
        found = bare[0] if bare else ""
        start += len(found)
        begins = found.endswith("*")
        pieces.append(found[:-1] if begins else found)
    whole = text[at:start]
    return Claimed(
        key=key.casefold(),
        value="".join(pieces),
        begins=begins,
        quoted=quoted,
        written=whole,
        at=at + 1,
        end=start + 1,
    )


def _quote(text: str, at: int) -> tuple[str, int]:
    """What stands between quotes, and the place after them. Raises _Stopped where they do not close."""
    found: list[str] = []
    place = at + 1
    while place < len(text):
        if text[place] == "\\" and place + 1 < len(text):
            found.append(text[place + 1])
            place += 2
        elif text[place] == '"':
            return "".join(found), place + 1
        else:
            found.append(text[place])
            place += 1
    raise _Stopped(Mistake(Problem.OPEN_QUOTE, at + 1))


@dataclass(slots=True)
class _Parser:
    """OR binds least, then what stands side by side, then `-`."""

    parts: list[_Part]
    end: int
    place: int = 0
    depth: int = 0
    terms: int = field(default=0)

    def whole(self) -> Query | Mistake:
        if not self.parts:
            return Mistake(Problem.NOTHING, 1)
        found = self.either()
        if self.kind == ")":
            raise _Stopped(Mistake(Problem.UNOPENED, self.parts[self.place].at))
        return found or Mistake(Problem.NOTHING, 1)

    @property
    def kind(self) -> str:
        return self.parts[self.place].kind if self.place < len(self.parts) else ""

    @property
    def at(self) -> int:
        return self.parts[self.place].at if self.place < len(self.parts) else self.end

    def either(self) -> Query | None:
        found = [self.all()]
        while self.kind == "or":
            operator = self.at
            self.place += 1
            if found[-1] is None:
                raise _Stopped(Mistake(Problem.LONELY_OR, operator))
            found.append(self.all())
            if found[-1] is None:
                raise _Stopped(Mistake(Problem.LONELY_OR, operator))
        kept = [one for one in found if one is not None]
        return _joined(kept, Either)

    def all(self) -> Query | None:
        found: list[Query] = []
        while self.kind not in ("", ")", "or"):
            if self.kind == "and":
                self.place += 1
            elif self.kind == "word":
                found += self.words()
            else:
                found.append(self.one())
        return _joined(found, All)

    def words(self) -> list[Query]:
        """Words that stand side by side, read together: a title is left out where a name follows it."""
        told: list[str] = []
        while self.kind == "word":
            told.append(self.parts[self.place].text)
            self.place += 1
        return [self.counted(Word(one[:LONGEST_WORD_CHARS])) for one in words(" ".join(told))]

    def one(self) -> Query:
        part = self.parts[self.place]
        match part.kind:
            case "-":
                return self.negated()
            case "(":
                return self.group()
            case "phrase":
                self.place += 1
                told = value_words(part.text)
                if not told:
                    raise _Stopped(Mistake(Problem.NOTHING, part.at))
                return self.counted(Phrase(told))
            case _:
                assert part.claimed is not None  # noqa: S101 - a term is made with what it claims
                self.place += 1
                found = read_term(part.claimed)
                if isinstance(found, Mistake):
                    raise _Stopped(found)
                return self.counted(found)

    def negated(self) -> Query:
        begun = self.at
        self.place += 1
        with_what = self.kind
        if with_what in ("", ")", "or", "and"):
            raise _Stopped(Mistake(Problem.LONELY_MINUS, begun))
        found = self.deeper(self.negated_word if with_what == "word" else self.one)
        if found is None:
            raise _Stopped(Mistake(Problem.LONELY_MINUS, begun))
        return found.part if isinstance(found, Not) else Not(found)

    def negated_word(self) -> Query | None:
        text = self.parts[self.place].text
        self.place += 1
        told = words(text)
        return _joined([self.counted(Word(one[:LONGEST_WORD_CHARS])) for one in told], All)

    def group(self) -> Query:
        opened = self.at
        self.place += 1
        found = self.deeper(self.either)
        if self.kind != ")":
            raise _Stopped(Mistake(Problem.UNCLOSED, opened))
        self.place += 1
        if found is None:
            raise _Stopped(Mistake(Problem.EMPTY_GROUP, opened))
        return found

    def deeper(self, read: Callable[[], Query | None]) -> Query | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Stopped(Mistake(Problem.TOO_DEEP, self.at))
        found = read()
        self.depth -= 1
        return found

    def counted(self, leaf: Query) -> Query:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise _Stopped(Mistake(Problem.TOO_MANY, self.at))
        return leaf


def _joined(parts: list[Query], kind: type[All] | type[Either]) -> Query | None:
    """The parts as one: nested ones of the same kind are taken up, a single one stands for itself."""
    flat: list[Query] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))
