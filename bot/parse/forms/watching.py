"""What arrives in a channel, as it was said."""

import phonenumbers

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, WatchEntry
from bot.parse.forms.typed import listed, text
from bot.parse.payloads import State
from storage.identifiers import email
from storage.message import Channel


def watched(state: State) -> WatchEntry | FieldErrors:
    """What arrives in a channel."""
    errors: dict[str, str] = {}
    region = text(state, Field.REGION).upper()
    if region and region not in phonenumbers.SUPPORTED_REGIONS:
        errors[Field.REGION] = wording.wrong_region(region[:60])
    domains = tuple(name.casefold().lstrip("@") for name in listed(text(state, Field.OWN_DOMAINS)))
    wrong = next((name for name in domains if email(f"somebody@{name}") is None), None)
    if wrong:
        errors[Field.OWN_DOMAINS] = wording.wrong_domain(wrong[:60])
    if errors:
        return FieldErrors(errors)
    kind = text(state, Field.KIND)
    channel = Channel(kind) if kind in {one.value for one in Channel} else None
    return WatchEntry(channel=channel, region=region or None, own_domains=domains)
