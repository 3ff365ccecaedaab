"""The Web API: every method the local Slack knows, one file a family."""

from playground.web_api import chat, conversations, reading, views
from playground.web_api.call import Method

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **reading.METHODS,
    **views.METHODS,
}
