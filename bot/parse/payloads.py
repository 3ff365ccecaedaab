"""Commands, clicks, forms and shortcuts: who, where, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.clicks.of_home import MARK
from bot.clicks.of_pane import PANE, pane_token
from bot.parse.profile_links import contact_of
from bot.parse.text import mapping_in, mappings_in, text_in

ENTITY_DETAIL: Final = "entity_detail"
"""What Slack calls the pane beside the conversation: as a container of clicks, and as a view that was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something."""

    user_id: str
    team_id: str | None
    enterprise_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody does something."""

    channel_id: str
    message_ts: str = ""
    thread_ts: str = ""
    is_ephemeral: bool = False
    view_id: str = ""
    """The modal that was clicked in."""
    is_deepest: bool = False
    """No further modal fits on top of it: Slack stacks three."""
    home: str = ""
    """The page of the bot's Home that was clicked in, or that what was clicked in was opened from."""
    pane: str = ""
    """The pane beside the conversation, likewise."""

    @property
    def carried(self) -> str:
        """What is opened from here carries this, so that what is done there is seen here."""
        return self.home or self.pane

    @property
    def is_private(self) -> bool:
        """True where only this member sees what was clicked: what is shown there follows no profile."""
        in_direct_message = self.channel_id.startswith("D") and bool(self.message_ts)
        return self.is_ephemeral or bool(self.view_id) or in_direct_message


def actor_of(body: Mapping[str, Any]) -> Actor:
    """The user of a payload; an empty id where there is none."""
    user = mapping_in(body.get("user"))
    enterprise = mapping_in(body.get("enterprise"))
    return Actor(
        user_id=text_in(user.get("id")) or text_in(body.get("user_id")),
        team_id=text_in(user.get("team_id")) or None,
        enterprise_id=text_in(enterprise.get("id")) or text_in(body.get("enterprise_id")) or None,
    )


def team_of(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The workspace that the app is installed in, and its organisation.

    In a shared channel a form's `team` is the other company's: `app_installed_team_id` is ours. Where a whole
    organisation installed the app, `team` may be null: then it is the member's own.
    """
    view = mapping_in(body.get("view"))
    team = mapping_in(body.get("team"))
    enterprise = mapping_in(body.get("enterprise"))
    authorization = next(iter(mappings_in(body.get("authorizations"))), {})
    found = (
        text_in(view.get("app_installed_team_id"))
        or text_in(authorization.get("team_id"))
        or text_in(team.get("id"))
        or text_in(body.get("team_id"))
    )
    organisation = (
        text_in(enterprise.get("id"))
        or text_in(authorization.get("enterprise_id"))
        or text_in(body.get("enterprise_id"))
    )
    if found.startswith(
        "E"
    ):  # what an organisation installed as a whole names it in the team's place
        found, organisation = "", found
    user = mapping_in(body.get("user"))
    named = text_in(user.get("team_id")) if not found and organisation else ""
    found = found or ("" if named.startswith("E") else named)
    return found or None, organisation or None


def place_of(body: Mapping[str, Any]) -> Place:
    """The channel and the message of a payload; empty where it has none."""
    container = mapping_in(body.get("container"))
    message = mapping_in(body.get("message"))
    channel = mapping_in(body.get("channel"))
    view = mapping_in(body.get("view"))
    modal = view if view.get("type") == "modal" else {}
    below = text_in(modal.get("previous_view_id"))
    for beside in (container, view):
        if beside.get("type") == ENTITY_DETAIL:  # seen by nobody else, whatever it is beside
            return Place(channel_id="", pane=pane_token(contact_of(beside)))
    return Place(
        channel_id=text_in(channel.get("id"))
        or text_in(container.get("channel_id"))
        or text_in(body.get("channel_id")),
        message_ts=text_in(container.get("message_ts"))
        or text_in(message.get("ts"))
        or text_in(body.get("message_ts")),
        thread_ts=text_in(container.get("thread_ts")) or text_in(message.get("thread_ts")),
        is_ephemeral=container.get("is_ephemeral") is True,
        view_id=text_in(modal.get("id")),
        is_deepest=bool(below) and below != text_in(modal.get("root_view_id")),
        home=home_in(view),
        pane=_last_word(view, PANE),
    )


def home_in(view: Mapping[str, Any]) -> str:
    """The page of Home that a view is, or was opened from: the last word of what it carries."""
    return _last_word(view, MARK)


def _last_word(view: Mapping[str, Any], mark: str) -> str:
    last = text_in(view.get("private_metadata")).rpartition(" ")[2]
    return last if last.startswith(mark) else ""


def hash_in(body: Mapping[str, Any]) -> str:
    """The hash of the view that was clicked in, or that somebody opened; empty where there is none."""
    view = mapping_in(body.get("view")) or mapping_in(mapping_in(body.get("event")).get("view"))
    return text_in(view.get("hash"))


def shared_message(body: Mapping[str, Any]) -> dict[str, Any]:
    """The message of a message shortcut, as an event: with its channel."""
    message = dict(mapping_in(body.get("message")))
    message["channel"] = place_of(body).channel_id
    return message


def click_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The action id and the value of the first action: of a button, or of what was picked."""
    action = next(iter(mappings_in(body.get("actions"))), {})
    option = mapping_in(action.get("selected_option"))
    return text_in(action.get("action_id")), (
        text_in(action.get("value"))
        or text_in(option.get("value"))
        or text_in(action.get("selected_conversation"))
    )


def is_pressed(body: Mapping[str, Any]) -> bool:
    """True for a button or an item behind three dots; an input of a form only says that it was changed."""
    action = next(iter(mappings_in(body.get("actions"))), {})
    return text_in(action.get("type")) in ("button", "overflow")


def query_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The action id of a searching menu, and what was typed into it."""
    return text_in(body.get("action_id")), text_in(body.get("value"))[:200]


def callback_id_of(body: Mapping[str, Any]) -> str:
    """The callback id of a shortcut or of a form."""
    return text_in(body.get("callback_id")) or text_in(
        mapping_in(body.get("view")).get("callback_id")
    )


def trigger_of(body: Mapping[str, Any]) -> str:
    """The trigger id; empty where there is none."""
    return text_in(body.get("trigger_id"))


def response_url_of(body: Mapping[str, Any]) -> str:
    """The response URL; empty where there is none."""
    return text_in(body.get("response_url"))


State = dict[str, str | list[str]]


def state_of(view: Mapping[str, Any]) -> State:
    """What a form's inputs hold, flat by action id; an empty input is an empty string or list."""
    flat: State = {}
    values = mapping_in(mapping_in(view.get("state")).get("values"))
    for inputs in values.values():
        for action_id, value in mapping_in(inputs).items():
            flat[str(action_id)] = _held(mapping_in(value))
    return flat


def _held(value: Mapping[str, Any]) -> str | list[str]:
    if isinstance(value.get("selected_options"), list):
        return [text_in(one.get("value")) for one in mappings_in(value["selected_options"])]
    if isinstance(value.get("selected_conversations"), list):
        return [text_in(one) for one in value["selected_conversations"]]
    option = mapping_in(value.get("selected_option"))
    return (
        text_in(option.get("value"))
        or text_in(value.get("value"))
        or text_in(value.get("selected_date"))
        or text_in(value.get("selected_user"))
        or text_in(value.get("selected_conversation"))
    )
