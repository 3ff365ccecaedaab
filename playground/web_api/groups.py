"""usergroups.*: the groups of the workspace, and who is in them."""

from playground.shapes import Json, Refused
from playground.web_api.call import Call, Method
from playground.world import copied


async def list_all(call: Call) -> Json:
    """usergroups.list."""
    groups = [
        group
        for group in call.workspace.world.groups.values()
        if call.flag("include_disabled") or not group["date_delete"]
    ]
    shown = copied(groups)
    for group in shown:
        if not call.flag("include_users"):
            del group["users"]
    return {"usergroups": shown}


async def members(call: Call) -> Json:
    """usergroups.users.list."""
    group = call.workspace.world.groups.get(call.needed("usergroup", "no_such_subteam"))
    if group is None or (group["date_delete"] and not call.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"users": list(group["users"])}


_READ = ("usergroups:read",)
METHODS = {
    "usergroups.list": Method(answer=list_all, scopes=_READ),
    "usergroups.users.list": Method(answer=members, scopes=_READ),
}
