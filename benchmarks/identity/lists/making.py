"""What every made list is drawn with: one source of chance for the slips, and Faker's names and places."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

from anyascii import anyascii
from faker import Faker

T = TypeVar("T")
Table = tuple[list[dict[str, str]], list[str]]
"""Lines by the names of their columns, and who each of them is."""
_MOST_TRIES: Final = 50
_DAYS_A_YEAR: Final = 365


class Draw:
    """Everything that is left to chance in a list: the same seed makes the same list."""

    def __init__(self, seed: int, *locales: str) -> None:
        self.random = Random(seed)
        self._fakers = {locale: Faker(locale) for locale in locales}
        for at, one in enumerate(self._fakers.values()):
            one.seed_instance(seed * 100 + at)
            _put_in_order(one)
        self.fake = self._fakers[locales[0]]
        self._mailboxes: set[str] = set()

    def of(self, locale: str) -> Faker:
        """What is made up for one language and country."""
        return self._fakers[locale]

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def one(self, *many: T) -> T:
        """One of them, each as often as the others."""
        return self.random.choice(many)

    def often(self, many: Sequence[T], power: float = 1.0) -> T:
        """One of them, the first the most often, as words are met in a language (Zipf)."""
        return self.random.choices(many, [1 / (at + 1) ** power for at in range(len(many))])[0]

    def digits(self, form: str) -> str:
        """The form with a digit for each `#`, and one that is no zero for each `%`."""
        return "".join(
            str(self.random.randrange(10))
            if letter == "#"
            else str(self.random.randrange(2, 10))
            if letter == "%"
            else letter
            for letter in form
        )

    def day(self, first: int, last: int) -> date:
        """A day of these years."""
        return date(first, 1, 1) + timedelta(self.random.randrange((last - first) * _DAYS_A_YEAR))

    def other(self, make: Callable[[], T], than: set[T]) -> T:
        """Something that is not among these, as far as that can be; it is then."""
        made = make()
        for _ in range(_MOST_TRIES):
            if made not in than:
                break
            made = make()
        than.add(made)
        return made

    def mailbox(self, wanted: str) -> str:
        """The address, or with a number where it is somebody's already: a provider gives each to one."""
        local, _, domain = wanted.partition("@")
        at = 1
        while wanted in self._mailboxes:
            at += 1
            wanted = f"{local}{at}@{domain}"
        self._mailboxes.add(wanted)
        return wanted

    def shuffled(self, lines: list[tuple[dict[str, str], str]], size: int) -> Table:
        """So many of the lines, in no order, each with a number of its own."""
        kept = lines[:size]
        self.random.shuffle(kept)
        numbered = [{"id": str(at), **line} for at, (line, _) in enumerate(kept, 1)]
        return numbered, [who for _, who in kept]


def _put_in_order(fake: Faker) -> None:
    """Towns that Faker keeps in a set come in one order in every process."""
    for provider in fake.factories[0].get_providers():
        towns = vars(type(provider)).get("cities")
        if isinstance(towns, list):
            vars(provider)["cities"] = sorted(towns)


def several(many: Callable[[], str], count: int) -> list[str]:
    """So many different ones, or as many as there are."""
    found: dict[str, None] = {}
    for _ in range(count * 6):
        found[many()] = None
        if len(found) == count:
            break
    return list(found)


def letters(text: str) -> str:
    """The text as it stands in an address: small ASCII letters."""
    return "".join(one for one in anyascii(text).lower() if one.isalpha())
