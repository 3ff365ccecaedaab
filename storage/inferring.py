"""What a number says of its owner: country, zone, language. Shown as inferred, replaced by anything better."""

from datetime import datetime
from functools import lru_cache

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from storage.contact import Fact, FactSource
from storage.identifiers import Identifier


def inferred_from(identifier: Identifier, *, at: datetime) -> tuple[Fact, ...]:
    """Facts that follow from a telephone number; none from anything else."""
    if identifier.kind != "phone":
        return ()
    found = _of_number(identifier.value.partition(";")[0])
    return tuple(
        Fact(field=field, value=value, source=FactSource.INFERRED, at=at) for field, value in found
    )


@lru_cache(maxsize=5_000)
def _of_number(value: str) -> tuple[tuple[str, str], ...]:
    # Imported here: its tables take a third of a second to load, and most commands never need them.
    from phonenumbers import timezone  # noqa: PLC0415

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return ()
    region = phonenumbers.region_code_for_number(number)
    facts: list[tuple[str, str]] = []
    if region and region in phonenumbers.SUPPORTED_REGIONS:
        country = Locale("en").territories.get(region)
        facts += [("location", country)] if country else []
        language = _language(region)
        facts += [("language", language)] if language else []
    zones = timezone.time_zones_for_number(number)
    if len(zones) == 1 and zones[0] != "Etc/Unknown":
        facts.append(("timezone", zones[0]))
    return tuple(facts)


def _language(region: str) -> str | None:
    """The language most official in the country, as a tag such as `pt-BR`."""
    languages = get_official_languages(region, de_facto=True)
    if len(languages) != 1:
        return None
    tag = f"{languages[0]}-{region}"
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return tag
