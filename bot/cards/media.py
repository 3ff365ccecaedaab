"""Blocks that show something as it is: a text to be copied, a picture."""

from typing import Final

from bot.cards.block import SECTION_TEXT, Block
from bot.cards.text import NOTHING, cleaned, flat, shortened

ALT_TEXT: Final = 2000


def preformatted(text: str, limit: int = SECTION_TEXT) -> Block:
    """Text as it stands, in a box that Slack copies at a click."""
    inside = {"type": "text", "text": shortened(cleaned(text), limit) or NOTHING}
    element = {"type": "rich_text_preformatted", "elements": [inside]}
    return Block({"type": "rich_text", "elements": [element]})


def image(file_id: str, described: str) -> Block:
    """A picture that was uploaded to Slack; `described` is the same in words, for whoever does not see it.

    https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
    """
    return Block(
        {
            "type": "image",
            "slack_file": {"id": file_id},
            "alt_text": shortened(flat(described), ALT_TEXT),
        }
    )
