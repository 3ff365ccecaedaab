"""What the page sent, read strictly; each refusal is a sentence that names the mend."""

from playground.shapes import Json, Refused, Wrong
from playground.talk import channel_name
from playground.workspace import Workspace

_LONGEST = 40_000


def text_of(asked: Json, name: str, *, least: int = 1) -> str:
    """A text of the request; raises Wrong when it is missing, empty or too long."""
    value = asked.get(name)
    if not isinstance(value, str) or len(value) < least:
        raise Wrong(f'"{name}" is needed, as a text')
    if len(value) > _LONGEST:
        raise Wrong(f'"{name}" is too long: {_LONGEST} characters at most')
    return value


def optional_text_of(asked: Json, name: str) -> str | None:
    """A text of the request, or None when it is not given."""
    if asked.get(name) in (None, ""):
        return None
    return text_of(asked, name)


def person_of(workspace: Workspace, asked: Json) -> str:
    """The person the page acts as; raises Wrong when it is nobody, or a bot."""
    user_id = asked.get("as")
    user = workspace.world.users.get(user_id) if isinstance(user_id, str) else None
    if user is None or user["is_bot"] or user_id == "USLACKBOT":
        raise Wrong('"as" must be the id of a person, such as U0MAYA; see /seed/people')
    return str(user_id)


def channel_of(workspace: Workspace, asked: Json, name: str = "channel") -> Json:
    """The channel named in the request; raises Wrong when there is none."""
    try:
        return workspace.world.channel(text_of(asked, name))
    except Refused:
        raise Wrong(f"there is no channel {asked[name]!r}; see /ui/state for their ids") from None


def channel_of_person(workspace: Workspace, asked: Json, user_id: str) -> Json:
    """The channel named in the request, of which the person must be a member."""
    channel = channel_of(workspace, asked)
    if user_id not in channel["members"]:
        name = workspace.world.users[user_id]["real_name"]
        raise Wrong(f"{name} is not in #{channel_name(channel)}; invite them first")
    if channel["is_archived"]:
        raise Wrong(f"#{channel_name(channel)} is archived; nobody can write there")
    return channel


def message_of(workspace: Workspace, channel: Json, asked: Json, name: str = "ts") -> Json:
    """The message named in the request; raises Wrong when there is none."""
    try:
        return workspace.world.message(channel["id"], text_of(asked, name))
    except Refused:
        raise Wrong(
            f"there is no message {asked[name]!r} in #{channel_name(channel)}; fetch them again"
        ) from None
