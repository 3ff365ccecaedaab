"""Why two may be one: what is the same, and what is nearly so."""

from typing import Final

_NAMES: Final = {
    "nick": "a short form of the same {}",
    "typo": "{} differs in one letter",
    "close": "similar {}",
    "near": "similar {}",
    "initial": "same first letter of the {}",
    "far": "{} a little alike",
    "other": "another {}",
}
_WORDS: Final = {
    "most": "nearly the same {}",
    "alike": "similar {}",
    "within": "one {} within the other",
    "many": "many words of the {} in common",
    "some": "some words of the {} in common",
    "other": "another {}",
}


def _of(named: str, noun: str, levels: dict[str, str]) -> dict[str, str]:
    return {f"{named}_{level}": text.format(noun) for level, text in levels.items()}


LIKENESS: Final = {
    "same_given": "same given name",
    "same_family": "same surname",
    "same_custom": "same value in a custom field",
    **_of("given", "given name", _NAMES),
    **_of("family", "surname", _NAMES),
    **_of("title", "name", _WORDS),
    **_of("company", "company", _WORDS),
    "email_typo": "e-mail address differs in one or two characters",
    "email_local": "same name before the @ of the e-mail address",
    "email_near": "similar e-mail address",
    "phone_typo": "phone number differs in one digit",
    "phone_tail": "phone number ends in the same seven digits",
    "handle_near": "same handle on another channel",
    "street_alike": "same address in another writing",
    "street_near": "same street, house number differs in one digit",
    "street_road": "same street",
    "street_far": "same house number",
    "place_most": "same postcode",
    "place_town": "same town",
    "place_close": "same town, postcode differs in one character",
    "place_alike": "same town",
    "place_near": "similar town or postcode",
    "place_far": "similar town",
    "born_typo": "birthday differs in one digit",
    "born_swapped": "birthday with day and month swapped",
    "born_month": "birthdays within a month",
    "born_two": "birthday differs in two digits",
    "born_year": "born within a year",
    "custom_typo": "a custom field differs in one character",
    "custom_close": "a similar value in a custom field",
}
"""Code to words; what is exactly the same has its words beside the rules' own reasons."""
