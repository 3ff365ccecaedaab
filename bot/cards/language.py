"""The language that a customer writes in, where the profile says another: a click takes it over."""

from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, button, section
from bot.cards.text import escaped, excerpt, ours
from storage.languages import suggested_language
from storage.profile import Profile

KNOWN_CHARS: Final = 60


def language_suggestion(profile: Profile) -> Block | None:
    """What the messages are written in; None where the profile knows it, or they are too few to tell."""
    found = suggested_language(profile)
    if found is None:
        return None
    named, known = wording.language(found), profile.value("language")
    shown = excerpt(wording.language(known), KNOWN_CHARS) if known else ""
    told = wording.writes_in(escaped(named), shown)
    use = button(wording.use_language(named), clicks.UseLanguage(profile.contact_id, found))
    return section(ours(f":speech_balloon: {told}"), accessory=use)
