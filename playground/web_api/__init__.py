"""The Web API: every method the local Slack knows, one file a family."""

from playground.web_api import (
    chat,
    conversations,
    entities,
    functions,
    groups,
    oauth,
    reading,
    uploads,
    views,
)
from playground.web_api.call import Method

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **entities.METHODS,
    **functions.METHODS,
    **groups.METHODS,
    **oauth.METHODS,
    **reading.METHODS,
    **uploads.METHODS,
    **views.METHODS,
}
