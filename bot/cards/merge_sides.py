"""What each of two customers brings into a merge, and what they have together."""

from typing import Final

from bot import wording
from bot.cards.identifiers import readable, title_of
from bot.cards.text import Safe, badge, bold, excerpt, joined, ours
from storage.profile import Profile

MOST_IDENTIFIERS: Final = 8
MOST_TAGS: Final = 10


def side(profile: Profile) -> Safe:
    """One of the two in short: name, what they are known by, tags, and how much is kept."""
    name = bold(excerpt(title_of(profile), 150))
    known_by = [
        excerpt(readable(claim.identifier), 100) for claim in profile.claims[:MOST_IDENTIFIERS]
    ]
    tags = [badge(excerpt(tag.name, 75)) for tag in profile.tags[:MOST_TAGS]]
    return joined(
        [
            name,
            joined([*known_by, _and_more(len(profile.claims) - len(known_by))], "\n"),
            joined([*tags, _and_more(len(profile.tags) - len(tags))], " "),
            ours(
                wording.counted(
                    (len(profile.contacts) if len(profile.contacts) > 1 else 0, "contact"),
                    (profile.message_count, "message"),
                    (profile.note_count, "note"),
                    (len(profile.orders), "order"),
                )
            ),
        ],
        "\n",
    )


def together(one: Profile, other: Profile) -> Safe:
    """All that the one customer has afterwards, in numbers."""
    identifiers = {str(claim.identifier) for claim in (*one.claims, *other.claims)}
    tags = {tag.name for tag in (*one.tags, *other.tags)}
    counted = wording.counted(
        (len(one.contacts) + len(other.contacts), "contact"),
        (len(identifiers), "identifier"),
        (len(tags), "tag"),
        (one.message_count + other.message_count, "message"),
        (one.note_count + other.note_count, "note"),
        (len(one.orders) + len(other.orders), "order"),
    )
    return ours(wording.together(counted))


def _and_more(number: int) -> Safe:
    return ours(f"+{number}") if number > 0 else Safe("")
