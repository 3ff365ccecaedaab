"""Passes that live shortly: trigger ids and response URLs."""

import secrets
from dataclasses import dataclass

from playground.clock import now
from playground.shapes import Json, Refused

_TRIGGER_LIFETIME_SECONDS = 3.0
_REMEMBERED_SECONDS = 600.0
_RESPONSE_LIFETIME_SECONDS = 30 * 60.0
_RESPONSE_USES = 5


@dataclass(slots=True, kw_only=True)
class Trigger:
    """Leave to open one view for one person."""

    user_id: str
    view_id: str | None
    issued: float
    entity: Json | None = None
    """The external_ref of the entity in whose pane it was, or from which the view was opened."""
    used: bool = False


class Triggers:
    """Trigger ids: single use, dead after three seconds."""

    def __init__(self) -> None:
        self._issued: dict[str, Trigger] = {}
        self._entities: dict[str, Json] = {}

    def opened_from(self, view_id: str, trigger: Trigger) -> None:
        """Notes from which entity a view was opened: triggers of that view belong to it too."""
        if trigger.entity is not None:
            self._entities[view_id] = trigger.entity

    def issue(self, user_id: str, view_id: str | None = None, *, entity: Json | None = None) -> str:
        """A new trigger id for what this person just did, in this view or entity if it was in one."""
        moment = now()
        oldest = moment - _REMEMBERED_SECONDS
        self._issued = {name: t for name, t in self._issued.items() if t.issued > oldest}
        trigger_id = f"{int(moment * 1000)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(
            user_id=user_id,
            view_id=view_id,
            issued=moment,
            entity=entity or self._entities.get(view_id or ""),
        )
        return trigger_id

    def is_known(self, trigger_id: str) -> bool:
        """Whether this trigger id was issued here."""
        return trigger_id in self._issued

    def exchange(self, trigger_id: str) -> Trigger:
        """The trigger, now used up; raises Refused with Slack's code if it is no good."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if now() - trigger.issued > _TRIGGER_LIFETIME_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Leave to answer into one conversation, and to replace the message that was clicked."""

    channel_id: str
    user_id: str
    message_ts: str | None
    is_ephemeral: bool
    issued: float
    uses: int = 0


class ResponseUrls:
    """Response URLs: five uses within thirty minutes."""

    def __init__(self) -> None:
        self._issued: dict[str, ResponseUrl] = {}

    def issue(
        self,
        channel_id: str,
        user_id: str,
        *,
        message_ts: str | None = None,
        is_ephemeral: bool = False,
    ) -> str:
        """The id of a new response URL."""
        moment = now()
        oldest = moment - _RESPONSE_LIFETIME_SECONDS
        self._issued = {name: u for name, u in self._issued.items() if u.issued > oldest}
        made = secrets.token_hex(16)
        self._issued[made] = ResponseUrl(
            channel_id=channel_id,
            user_id=user_id,
            message_ts=message_ts,
            is_ephemeral=is_ephemeral,
            issued=moment,
        )
        return made

    def use(self, response_id: str) -> ResponseUrl:
        """The response URL, with one use less; raises Refused when it is spent or unknown."""
        found = self._issued.get(response_id)
        if found is None or now() - found.issued > _RESPONSE_LIFETIME_SECONDS:
            raise Refused("expired_url")
        if found.uses >= _RESPONSE_USES:
            raise Refused("used_url")
        found.uses += 1
        return found
