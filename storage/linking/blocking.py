"""Blocking keys: short strings that likely duplicates share, so that candidates are found without a scan."""

from collections.abc import Iterator
from typing import Final

from storage.emails import company_domain
from storage.linking.traits import Traits

MOST_DOMAINS: Final = 2
MOST_KEYS: Final = 14
"""Kept in the store for one contact."""
_LEADING: Final = 4
_YEAR: Final = 4
_LONGEST_CODE: Final = 16
_SERIAL: Final = 5
"""Digits at the end of a number that may be one of a series, each given out after the one before it."""
_SERIES: Final = 2
"""The last digits, in which those differ that lie beside each other there."""


def keys(traits: Traits) -> tuple[str, ...]:
    """The keys that the store keeps of a contact, the most telling first; whom it works with comes last."""
    telling = tuple(dict.fromkeys(key for _, key in _kept(traits)))[:MOST_KEYS]
    domains = sorted(company_domains(traits))[:MOST_DOMAINS]
    return (*telling, *(f"d:{domain}" for domain in domains))


def company_domains(traits: Traits) -> set[str]:
    """The mail domains of those that a person works for."""
    if not traits.name:
        return set()
    return {domain for one in traits.emails if (domain := company_domain(one))}


def passes(traits: Traits) -> Iterator[tuple[str, str]]:
    """The keys that a look over the whole store compares by: pass, and key in it.

    Beside those that are kept, the neighbourhoods: a date or a number with one character left out, so
    that a typo is still an exact hit.
    """
    yield from _kept(traits)
    yield from _wide_names(traits)
    yield from _wide_born(traits)
    yield from _wide_identifiers(traits)
    yield from _wide_places(traits)
    yield from _wide_codes(traits)


def _kept(traits: Traits) -> Iterator[tuple[str, str]]:
    yield from _identifiers(traits)
    yield from _names(traits)
    yield from _titles(traits)
    if traits.number and traits.street:
        yield "street", f"a:{traits.number} {traits.street[0]}"


def _identifiers(traits: Traits) -> Iterator[tuple[str, str]]:
    for phone in traits.phones:
        yield "phone", f"p:{phone}"
        if traits.name:
            yield "tail", f"q:{phone.partition(';')[0][-7:]} {traits.name[0][0]}"
    for email in traits.emails:
        yield "email", f"e:{email}"
        local, _, domain = email.partition("@")
        letters = "".join(character for character in local if character.isalpha())
        if len(letters) >= _LEADING:
            yield "local", f"l:{letters}@{domain[:3]}"
    for handle in traits.handles:
        yield "handle", f"h:{handle.partition(':')[2]}"


def _names(traits: Traits) -> Iterator[tuple[str, str]]:
    name = traits.name
    if len(name) > 1:
        first, last = sorted((name[0], name[-1]))
        yield "name", f"n:{first} {last}"
        first, last = sorted((name[0][:3], name[-1][:3]))
        yield "letters", f"s:{first} {last} {traits.born[:4] or traits.city[:_LEADING]}"
    elif name:
        yield "single", f"o:{name[0]} {traits.city}{traits.born}"
    if traits.born:
        yield "born", f"b:{traits.born}"
    if traits.company and name:
        yield "company", f"c:{' '.join(traits.company[:3])} {name[0][:3]}"


def _titles(traits: Traits) -> Iterator[tuple[str, str]]:
    if traits.title:
        yield "title", "t:" + " ".join(sorted(traits.title)[:6])
        for website in traits.websites:
            yield "website", f"w:{website}"
    if len(traits.title) > 1:
        yield "begin", "g:" + " ".join(traits.title[:2])


# ---------------------------------------------------------------- for a look over the whole store


def _wide_names(traits: Traits) -> Iterator[tuple[str, str]]:
    name = traits.name
    for word in {*name[:1], *name[-1:]}:
        if traits.city:
            yield "word-city", f"{word} {traits.city}"
        if traits.postcode:
            yield "word-code", f"{word[:3]} {traits.postcode}"
        if len(traits.born) >= _YEAR:
            yield "word-year", f"{word} {traits.born[:4]}"
            yield "start-month", f"{word[:2]} {traits.born[:6]}"
    if len(name) > 1:
        yield "sounds", " ".join(sorted((_sound(name[0]), _sound(name[-1]))))
        yield "sorted", " ".join(sorted("".join(sorted(word)) for word in (name[0], name[-1])))
    for number, word in enumerate(traits.title):
        for other in traits.title[number + 1 : number + 4]:
            yield "words", " ".join(sorted((word, other)))
        if traits.postcode:
            yield "word-code", f"{word[:5]} {traits.postcode}"


def _wide_born(traits: Traits) -> Iterator[tuple[str, str]]:
    if not traits.born:
        return
    if traits.city:
        yield "month-city", f"{traits.born[:6]} {traits.city}"
    if traits.name:
        for left in _one_left_out(traits.born):
            yield "born-near", f"{left} {traits.name[0][0]}"


def _wide_identifiers(traits: Traits) -> Iterator[tuple[str, str]]:
    for email in traits.emails:
        local, _, domain = email.partition("@")
        yield "domain", f"{domain} {local[:2]}"
        if len(traits.born) >= _YEAR:
            yield "start-year", f"{local[:4]} {traits.born[:4]}"
    for phone in traits.phones:
        digits = phone.partition(";")[0]
        for left in _one_left_out(digits[-8:]):
            yield "phone-near", digits[:-8] + left


def _wide_places(traits: Traits) -> Iterator[tuple[str, str]]:
    if traits.street and traits.postcode:
        yield "street-code", f"{traits.street[0][:5]} {traits.postcode}"
    if traits.number and traits.postcode:
        yield "number-code", f"{traits.number} {traits.postcode}"


def _wide_codes(traits: Traits) -> Iterator[tuple[str, str]]:
    for field, value in traits.codes:
        if len(value) >= _LEADING:
            yield field, value
            if len(value) < _LONGEST_CODE and any(character.isdigit() for character in value):
                for left in _one_left_out(value, but=_SERIES if value[-_SERIAL:].isdigit() else 0):
                    yield f"{field}-near", left


def _one_left_out(text: str, *, but: int = 0) -> Iterator[str]:
    """The text without one of its characters, for each but the last of them."""
    for at in range(len(text) - but):
        yield text[:at] + text[at + 1 :]


def _sound(word: str) -> str:
    """The word without its vowels after the first letter, doubled and kindred consonants as one."""
    found = [word[0]]
    for character in word[1:]:
        kin = _KIN.get(character, character)
        if kin and kin != found[-1]:
            found.append(kin)
    return "".join(found[:5])


_KIN: Final = {
    **dict.fromkeys("aeiouyhw", ""),
    **dict.fromkeys("bpfv", "b"),
    **dict.fromkeys("cgkqsxzj", "k"),
    **dict.fromkeys("dt", "d"),
    **dict.fromkeys("mn", "m"),
}
