"""Identifiers that two customers have: whose are they?"""

from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, actions, button, section
from bot.cards.identifiers import readable
from bot.cards.text import bold, excerpt, ours
from storage.profile import Profile

MOST: Final = 2
NAME_CHARS: Final = 75


def contested(profile: Profile) -> list[Block]:
    """What somebody else has too, each with the two answers."""
    blocks: list[Block] = []
    for number, one in enumerate(profile.contested[:MOST]):
        other = excerpt(one.other_name or "", NAME_CHARS) or ours(wording.no_name())
        told = wording.has_it_too(bold(other), excerpt(readable(one.identifier), 100))
        here = (profile.contact_id, one.other_id, clicks.barred(str(one.identifier)))
        blocks += [
            section(ours(f":busts_in_silhouette: {told}")),
            actions(
                f"contested {number}",
                button(wording.of_this_one(), clicks.Settle(*here, "this"), number=2 * number),
                button(wording.of_the_other(), clicks.Settle(*here), number=2 * number + 1),
            ),
        ]
    return blocks
