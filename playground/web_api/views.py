"""views.*: opening, stacking, updating modals, and publishing home pages."""

from playground.shapes import Json, Refused
from playground.views import checked_view, made_view
from playground.web_api.call import Call, Method, bad_argument
from playground.world import copied


def _modal(call: Call) -> Json:
    view = checked_view(call.structure("view"))
    if view["type"] != "modal":
        raise bad_argument("view", "must be a modal", at="/view/type")
    return view


def _trigger_id(call: Call) -> str:
    given = call.text("trigger_id") or call.text("interactivity_pointer")
    if given is None:
        raise bad_argument("trigger_id", "missing required field: trigger_id", at="")
    return given


def _shown(call: Call, user_id: str, view: Json) -> Json:
    stack = call.workspace.views.stack(user_id)
    call.workspace.notices.tell("view", only=user_id, view=copied(view), stack=len(stack))
    return {"view": copied(view)}


async def open_view(call: Call) -> Json:
    """views.open."""
    view = _modal(call)
    trigger = call.workspace.triggers.exchange(_trigger_id(call))
    placed = call.workspace.views.open(trigger.user_id, view)
    call.workspace.triggers.opened_from(placed["id"], trigger)
    return _shown(call, trigger.user_id, placed)


async def push_view(call: Call) -> Json:
    """views.push: only from what happened inside an open modal."""
    view = _modal(call)
    trigger = call.workspace.triggers.exchange(_trigger_id(call))
    if trigger.view_id is None or not call.workspace.views.stack(trigger.user_id):
        raise Refused("not_found")
    placed = call.workspace.views.push(trigger.user_id, view)
    call.workspace.triggers.opened_from(placed["id"], trigger)
    return _shown(call, trigger.user_id, placed)


async def update_view(call: Call) -> Json:
    """views.update, by view_id or external_id, guarded by `hash` when one is given."""
    views, world = call.workspace.views, call.workspace.world
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if view_id is None and external_id is None:
        raise bad_argument("view_id", "missing required field: view_id", at="")
    view = checked_view(call.structure("view"))
    home = next((entry for entry in world.homes.items() if entry[1]["id"] == view_id), None)
    if home is not None:
        return _publish(call, home[0], view)
    found = views.find(view_id, external_id)
    if view["type"] != "modal":
        raise bad_argument("view", "must be a modal", at="/view/type")
    views.update(found, view, call.text("hash"))
    return _shown(call, views.owner(found["id"]) or "", found)


async def publish_view(call: Call) -> Json:
    """views.publish."""
    user_id = call.needed("user_id")
    if user_id not in call.workspace.world.users:
        raise bad_argument("user_id", "user not found")
    return _publish(call, user_id, checked_view(call.structure("view")))


def _publish(call: Call, user_id: str, view: Json) -> Json:
    if view["type"] != "home":
        raise bad_argument("view", "must be a home view", at="/view/type")
    world = call.workspace.world
    before = world.homes.get(user_id)
    given_hash = call.text("hash")
    if before is not None and given_hash is not None and given_hash != before["hash"]:
        raise Refused("hash_conflict")
    view_id = before["id"] if before else f"VH{user_id}"
    world.homes[user_id] = made_view(view, view_id=view_id, team=world.team)
    world.changed()
    call.workspace.notices.tell("home", only=user_id)
    return {"view": copied(world.homes[user_id])}


METHODS = {
    "views.open": Method(answer=open_view),
    "views.push": Method(answer=push_view),
    "views.update": Method(answer=update_view),
    "views.publish": Method(answer=publish_view),
}
