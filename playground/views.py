"""Modals in stacks of three, and home pages."""

import json
from typing import Any

from playground.clock import now
from playground.form_state import completed, values_of
from playground.shapes import APP, BOT, Json, Refused, Team, new_id
from playground.validation import problems_in_view
from playground.world import copied

_DEEPEST = 3
_LARGEST_BYTES = 250_000


def checked_view(view: Any) -> Json:
    """The view as given, if Slack would take it; raises Refused naming each problem otherwise."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", response_metadata=_said(["must provide an object"]))
    if len(json.dumps(view).encode()) > _LARGEST_BYTES:
        raise Refused("view_too_large")
    problems = problems_in_view(view)
    if problems:
        raise Refused("invalid_arguments", response_metadata={"messages": problems})
    return view


def _said(reasons: list[str]) -> Json:
    return {"messages": [f"[ERROR] {reason} [json-pointer:/view]" for reason in reasons]}


class Views:
    """Who has which modals open; the last of a stack is on top."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._views: dict[str, Json] = {}
        self._stacks: dict[str, list[str]] = {}

    def stack(self, user_id: str) -> list[Json]:
        """The open modals of one person, the visible one last."""
        return [self._views[view_id] for view_id in self._stacks.get(user_id, ())]

    def open(self, user_id: str, view: Json) -> Json:
        """Opens a modal in place of whatever the person had open."""
        self._refuse_twin(view)
        self.clear(user_id)
        return self._placed(user_id, view, below=[])

    def push(self, user_id: str, view: Json) -> Json:
        """Lays a modal on top of the others; raises Refused when there are three already."""
        self._refuse_twin(view)
        below = self._stacks.get(user_id, [])
        if len(below) >= _DEEPEST:
            raise Refused("push_limit_reached")
        return self._placed(user_id, view, below=below)

    def update(self, found: Json, view: Json, given_hash: str | None) -> Json:
        """Puts new content into an open view; raises Refused `hash_conflict` when it has moved."""
        if given_hash is not None and given_hash != found["hash"]:
            raise Refused("hash_conflict")
        if view.get("external_id") and view["external_id"] != found["external_id"]:
            self._refuse_twin(view)
        fresh = made_view(view, view_id=found["id"], team=self._team)
        fresh |= {name: found[name] for name in ("previous_view_id", "root_view_id")}
        fresh["state"]["values"] = values_of(fresh["blocks"], found["state"]["values"])
        found.clear()
        found.update(fresh)
        return found

    def find(self, view_id: str | None, external_id: str | None) -> Json:
        """The open modal of either id; raises Refused when there is none."""
        for view in self._views.values():
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return view
        raise Refused("not_found")

    def owner(self, view_id: str) -> str | None:
        """Who has this modal open."""
        return next((user for user, ids in self._stacks.items() if view_id in ids), None)

    def close(self, user_id: str, view_id: str) -> None:
        """Takes a modal, and those above it, off the stack."""
        ids = self._stacks.get(user_id, [])
        if view_id in ids:
            for gone in ids[ids.index(view_id) :]:
                del self._views[gone]
            del ids[ids.index(view_id) :]

    def clear(self, user_id: str) -> list[Json]:
        """Closes every modal of a person; what they were, the visible one last."""
        closed = self.stack(user_id)
        for view in closed:
            del self._views[view["id"]]
        self._stacks[user_id] = []
        return closed

    def _placed(self, user_id: str, view: Json, *, below: list[str]) -> Json:
        fresh = made_view(view, view_id=new_id("V0"), team=self._team)
        fresh["previous_view_id"] = below[-1] if below else None
        fresh["root_view_id"] = below[0] if below else fresh["id"]
        self._views[fresh["id"]] = fresh
        self._stacks[user_id] = [*below, fresh["id"]]
        return fresh

    def _refuse_twin(self, view: Json) -> None:
        external_id = view.get("external_id")
        if external_id and any(v["external_id"] == external_id for v in self._views.values()):
            raise Refused("duplicate_external_id")


def made_view(view: Json, *, view_id: str, team: Team) -> Json:
    """A view as Slack returns it, from what an app sent."""
    given = copied(view)
    blocks = completed(given["blocks"])
    whole = {
        "id": view_id,
        "team_id": team.id,
        "type": given["type"],
        "blocks": blocks,
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": {"values": values_of(blocks, {})},
        "hash": f"{int(now())}.{new_id('', 8)}",
        "title": given.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": APP,
        "external_id": given.get("external_id", ""),
        "app_installed_team_id": team.id,
        "bot_id": BOT,
    }
    if "submit_disabled" in given:
        whole["submit_disabled"] = given["submit_disabled"]
    return whole
