"""What Slack would refuse: the limits of Block Kit, written from Slack's documentation.

It knows nothing of the bot, so the bot's own limits are tested against a second opinion.
Limits: https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/views.
"""

from playground.validation.checks import utf16_length
from playground.validation.entities import problems_in_details, problems_in_entities
from playground.validation.surfaces import (
    MAX_MESSAGE_CHARS,
    problems_in_message,
    problems_in_options,
    problems_in_view,
    text_size,
)

__all__ = [
    "MAX_MESSAGE_CHARS",
    "problems_in_details",
    "problems_in_entities",
    "problems_in_message",
    "problems_in_options",
    "problems_in_view",
    "text_size",
    "utf16_length",
]
