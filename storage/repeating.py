"""Again about the same thing: a customer's message beside the same customer's earlier ones.

By the number of an order, else by wording: runs of three and four signs (of one and two in Han, Kana and
Hangul, where a sign is a syllable or a word), each weighed by how rare it is among the workspace's own
messages, so that *refund* says more than *please*. No list of words, so no language is preferred.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from storage.contact import in_plain_digits
from storage.message import Message
from storage.profile import Profile

ALIKE: Final = 0.22
"""From here on two wordings are about the same thing: on BANKING77, of messages of one category two fifths
reach it, of different categories one in sixty (`python -m benchmarks.same_issue`)."""
LONGEST_CHARS: Final = 600
"""Of each message; what somebody wants stands at its beginning, what they quote at its end."""
FEWEST_SIGNS: Final = 12
"""Below that a message is *hello* or *any news?*, and about nothing by itself; a sign of Han, Kana or Hangul counts
for three."""
WITHIN: Final = timedelta(days=60)
ONE_OCCASION: Final = timedelta(minutes=30)
MOST_HEARD: Final = 10_000
"""Messages that the weights are learned from, some 10 MB at the most; 200 do nearly as well."""

_APART: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"\d{2,}")
_NUMBER: Final = re.compile(
    r"(?:#|\b(?:order|bestellung|auftrag|pedido|commande|ordine)\b[\s:.#]{0,3}(?:n[or]?\b[\s:.#]{0,3})?)"
    r"([A-Za-z]{0,4}-?\d{3,12})\b",
    re.IGNORECASE,
)
_DENSE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Commonness:
    """How many of the messages that were heard have each run of signs; none heard: all weigh the same.

    Kept in memory by each process, and never written down: a new process learns anew in an hour what is usual.
    """

    messages: int = 0
    having: Counter[str] = field(default_factory=Counter)

    def hear(self, text: str) -> None:
        """One message more; of very many the older ones count for half."""
        self.having.update(_grams(_plain(text)))
        self.messages += 1
        if self.messages >= MOST_HEARD:
            self.messages //= 2
            self.having = Counter({gram: n // 2 for gram, n in self.having.items() if n > 1})

    def weight(self, gram: str) -> float:
        """What sharing this run of signs says, always more than nothing."""
        return math.log((self.messages + 2) / (self.having.get(gram, 0) + 1))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared."""

    grams: frozenset[str]
    mass: float
    is_brief: bool
    """True for *hello* and *any news?*: nothing can be told of what it is about."""


def wording_of(text: str, common: Commonness) -> Wording | None:
    """The text as it is compared, or None where it has no words."""
    plain = _plain(text)
    if not plain:
        return None
    grams = _grams(plain)
    signs = len(plain) + 2 * len(_DENSE.findall(plain))
    return Wording(grams, math.fsum(map(common.weight, grams)), signs < FEWEST_SIGNS)


def likeness(one: Wording, other: Wording, common: Commonness) -> float:
    """How much of what is rare two texts share: 0..1, whichever comes first."""
    shared = math.fsum(common.weight(gram) for gram in one.grams & other.grams)
    return min(1.0, shared / math.sqrt(one.mass * other.mass))


def order_numbers(text: str, known: Collection[str] = ()) -> frozenset[str]:
    """Numbers of orders that a text names: those of the customer's own orders, and what is called one."""
    text = in_plain_digits(text[:LONGEST_CHARS])
    named = {number.casefold() for number in _NUMBER.findall(text)}
    words = {word.strip("#.,:;!?()").casefold() for word in text.split()}
    return frozenset(named | {number for number in known if number.casefold() in words})


def with_topic(message: Message, profile: Profile, common: Commonness) -> Message:
    """The message with what it is about: the topic of the message that it is most like, of this customer's others."""
    orders = [order.id for order in profile.orders]
    before = same_as(message, profile.messages, common=common, orders=orders)
    return message.model_copy(update={"topic": before.topic or before.id}) if before else message


@dataclass(frozen=True, slots=True)
class Again:
    """A message about what the customer wrote of before."""

    message: Message
    earlier: tuple[Message, ...]
    """The newest first, one an occasion."""

    @property
    def times(self) -> int:
        """How many times the customer has come with it, this one counted."""
        return len(self.earlier) + 1

    @property
    def since(self) -> timedelta:
        """How long ago it began, from this message on."""
        return self.message.sent_at - self.earlier[-1].sent_at


def again_in(messages: Sequence[Message], conversation: str = "") -> Again | None:
    """The newest message, of this conversation where one is named, if it is about something told before.

    `messages` come newest first. What follows within half an hour in one conversation is one occasion.
    """
    newest = next((one for one in messages if conversation in ("", one.conversation)), None)
    if newest is None or newest.topic is None:
        return None
    last, earlier = newest, list[Message]()
    for before in messages[messages.index(newest) + 1 :]:
        if newest.topic not in (before.id, before.topic):
            continue
        near = last.sent_at - before.sent_at < ONE_OCCASION
        if not (near and before.conversation == last.conversation):
            earlier.append(before)
        last = before
    return Again(newest, tuple(earlier)) if earlier else None


def same_as(
    message: Message,
    earlier: Sequence[Message],
    *,
    common: Commonness,
    orders: Collection[str] = (),
) -> Message | None:
    """The earlier message, of the last 60 days, that this one is most likely about the same thing as.

    Two that name orders are about the same if they name one together, and only then.
    """
    numbers = order_numbers(_words(message), orders)
    ours = _telling(message, common)
    best: tuple[float, Message] | None = None
    for before in earlier:
        if before.id == message.id or not timedelta() <= message.sent_at - before.sent_at <= WITHIN:
            continue
        theirs = order_numbers(_words(before), orders)
        if numbers and theirs:
            score = 1.0 if numbers & theirs else 0.0
        else:
            other = _telling(before, common) if ours else None
            score = likeness(ours, other, common) if ours and other else 0.0
        if score >= ALIKE and (best is None or score > best[0]):
            best = score, before
    return best[1] if best else None


def _telling(message: Message, common: Commonness) -> Wording | None:
    wording = wording_of(_words(message), common)
    return None if wording is None or wording.is_brief else wording


def _words(message: Message) -> str:
    return f"{message.subject or ''} {message.text}"


def _plain(text: str) -> str:
    """Small letters with one space between words; numbers are compared as numbers, not as wording."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_CHARS]).casefold()
    return _APART.sub(" ", _DIGITS.sub(" ", folded)).strip()


def _grams(plain: str) -> frozenset[str]:
    least = 1 if _DENSE.search(plain) else 3
    padded = f" {plain} "
    return frozenset(
        padded[at : at + size]
        for size in (least, least + 1)
        for at in range(len(padded) - size + 1)
    )
