"""All that the workspace holds: users, channels, messages, files and home pages."""

from bisect import insort
from typing import Any

from playground.clock import Stamps
from playground.people import INVITED_BY_SEED, every_channel, every_group, everyone
from playground.shapes import BOT_USER, Json, Refused, Team

SAVED_PARTS = ("users", "channels", "messages", "ephemerals", "files", "homes", "read")
NEWER_PARTS = ("contents", "groups")
"""What a state file of an earlier version does not have."""


class World:
    """The workspace's memory; plain JSON inside, so that saving it is writing it down."""

    def __init__(self, team: Team | None = None) -> None:
        self.team = team or Team()
        self.stamps = Stamps()
        self.users: dict[str, Json] = everyone(self.team)
        self.channels: dict[str, Json] = every_channel(self.team)
        self.messages: dict[str, list[Json]] = {name: [] for name in self.channels}
        self.ephemerals: dict[str, list[Json]] = {}
        self.files: dict[str, Json] = {}
        self.contents: dict[str, str] = {}
        self.groups: dict[str, Json] = every_group(self.team)
        self.homes: dict[str, Json] = {}
        self.read: dict[str, dict[str, str]] = {}
        self.changes = 0

    def invite_bot_to_the_seeds_channels(self) -> None:
        """Makes the bot a member where the shop's customers write."""
        for channel_id in INVITED_BY_SEED:
            self.channels[self.team.channel(channel_id)]["members"].append(BOT_USER)

    def changed(self) -> None:
        """Notes that there is something to save."""
        self.changes += 1

    def as_json(self) -> Json:
        """Everything worth keeping, for the state file."""
        return {name: getattr(self, name) for name in (*SAVED_PARTS, *NEWER_PARTS)}

    def take_over(self, saved: Json) -> None:
        """Becomes what was saved."""
        for name in SAVED_PARTS:
            setattr(self, name, saved[name])
        for name in NEWER_PARTS:
            setattr(self, name, saved.get(name, getattr(self, name)))
        self.changed()

    def channel(self, channel_id: str) -> Json:
        """The channel of an id, or of a name with or without `#`; raises Refused otherwise."""
        found = self.channels.get(channel_id)
        if found is None and channel_id in self.users:
            found = self.channels.get("D" + channel_id[1:])
        if found is None:
            name = channel_id.removeprefix("#")
            found = next((c for c in self.channels.values() if c.get("name") == name), None)
        if found is None:
            raise Refused("channel_not_found")
        return found

    def user(self, user_id: str) -> Json:
        """The user of an id; raises Refused when there is none."""
        if user_id not in self.users:
            raise Refused("user_not_found")
        return self.users[user_id]

    def message(self, channel_id: str, ts: str) -> Json:
        """The stored message itself, to be changed in place; raises Refused when there is none."""
        for message in self.messages.get(channel_id, ()):
            if message["ts"] == ts:
                return message
        raise Refused("message_not_found")

    def ephemeral(self, user_id: str, ts: str) -> Json:
        """The message only this user sees; raises Refused when there is none."""
        for message in self.ephemerals.get(user_id, ()):
            if message["ts"] == ts:
                return message
        raise Refused("message_not_found")

    def has_bot(self, channel_id: str) -> bool:
        """Whether the bot is a member, and so hears what is said."""
        return BOT_USER in self.channels[channel_id]["members"]

    def add_message(self, channel_id: str, message: Json) -> None:
        """Stores a message in its place in time and keeps its thread's root up to date."""
        insort(self.messages[channel_id], message, key=lambda each: float(each["ts"]))
        if "thread_ts" in message and message["thread_ts"] != message["ts"]:
            self.count_replies(channel_id, message["thread_ts"])
        self.changed()

    def remove_message(self, channel_id: str, message: Json) -> None:
        """Forgets a message and keeps its thread's root up to date."""
        self.messages[channel_id].remove(message)
        if "thread_ts" in message and message["thread_ts"] != message["ts"]:
            self.count_replies(channel_id, message["thread_ts"])
        self.changed()

    def replies(self, channel_id: str, thread_ts: str) -> list[Json]:
        """The replies of a thread, oldest first, without its root."""
        return [
            message
            for message in self.messages[channel_id]
            if message.get("thread_ts") == thread_ts and message["ts"] != thread_ts
        ]

    def count_replies(self, channel_id: str, thread_ts: str) -> None:
        """Writes reply_count, reply_users and latest_reply on the root, as Slack does."""
        root = self.message(channel_id, thread_ts)
        replies = self.replies(channel_id, thread_ts)
        if not replies:
            for name in ("reply_count", "reply_users", "reply_users_count", "latest_reply"):
                root.pop(name, None)
            return
        writers: dict[str, None] = {}
        for reply in replies:
            writers.setdefault(reply.get("user") or reply.get("bot_id", ""))
        root |= {
            "thread_ts": thread_ts,
            "reply_count": len(replies),
            "reply_users_count": len(writers),
            "latest_reply": replies[-1]["ts"],
            "reply_users": list(writers),
            "is_locked": False,
            "subscribed": False,
        }

    def unread(self, user_id: str, channel_id: str) -> int:
        """How many messages of the channel's main line this user has not seen."""
        last = float(self.read.get(user_id, {}).get(channel_id, "0"))
        return sum(
            float(message["ts"]) > last and message.get("user") != user_id
            for message in self.messages[channel_id]
            if message.get("thread_ts", message["ts"]) == message["ts"]
        )

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """Notes that this user has seen all that is there."""
        if self.messages[channel_id]:
            self.read.setdefault(user_id, {})[channel_id] = self.messages[channel_id][-1]["ts"]
            self.changed()


def copied(value: Any) -> Any:
    """A copy that shares nothing with the stored original, which is JSON: a tenth of what `deepcopy` takes."""
    if isinstance(value, dict):
        return {name: copied(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [copied(entry) for entry in value]
    return value
