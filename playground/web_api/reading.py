"""auth.*, api.test, users.*, files.info and apps.connections.open: what apps ask about."""

from playground.shapes import (
    BOT,
    BOT_NAME,
    BOT_USER,
    Json,
    Refused,
)
from playground.web_api.call import Call, Method
from playground.world import copied


async def api_test(call: Call) -> Json:
    """api.test: what was said comes back."""
    if call.text("error"):
        raise Refused(str(call.text("error")), args=call.arguments)
    return {"args": call.arguments} if call.arguments else {}


async def auth_test(call: Call) -> Json:
    """auth.test."""
    team = call.workspace.world.team
    enterprise = team.enterprise or {}
    is_org_wide = call.workspace.is_org_wide
    named = {"enterprise_id": enterprise["id"]} if enterprise else {}
    return {
        "url": f"https://{team.domain}{'.enterprise' if is_org_wide else ''}.slack.com/",
        "team": enterprise["name"] if is_org_wide else team.name,
        "user": BOT_NAME,
        "team_id": enterprise["id"] if is_org_wide else team.id,
        "user_id": BOT_USER,
        "bot_id": BOT,
        **named,
        "is_enterprise_install": is_org_wide,
    }


async def auth_teams(call: Call) -> Json:
    """auth.teams.list: the workspaces that an organisation approved the app for."""
    page, metadata = call.page(call.grants.teams(call.token), most=1000, otherwise=100)
    return {"teams": page, "response_metadata": metadata}


def _as_seen(call: Call, user: Json) -> Json:
    shown: Json = copied(user)
    if not call.flag("include_locale"):
        shown.pop("locale", None)
    if "users:read.email" not in call.workspace.config.scopes:
        shown["profile"].pop("email", None)
    return shown


async def user_info(call: Call) -> Json:
    """users.info."""
    user = call.workspace.world.user(call.needed("user", "user_not_found"))
    return {"user": _as_seen(call, user)}


async def user_list(call: Call) -> Json:
    """users.list."""
    users = [_as_seen(call, user) for user in call.workspace.world.users.values()]
    page, metadata = call.page(users, most=1000, otherwise=1000)
    return {"members": page, "cache_ts": 1_700_000_000, "response_metadata": metadata}


async def presence(call: Call) -> Json:
    """users.getPresence: everybody is there, but for those who are said to be away."""
    user = call.workspace.world.user(call.needed("user", "user_not_found"))
    return {"presence": user.get("presence", "active")}


async def file_info(call: Call) -> Json:
    """files.info."""
    found = call.workspace.world.files.get(call.needed("file", "file_not_found"))
    if found is None:
        raise Refused("file_not_found")
    paging = {"count": 100, "total": 0, "page": 1, "pages": 0}
    return {
        "file": copied(found),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
        "paging": paging,
    }


async def open_connection(call: Call) -> Json:
    """apps.connections.open."""
    ticket = call.workspace.sockets.ticket()
    address = call.workspace.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id=A0RAPPORT"}


_USERS = ("users:read",)
METHODS = {
    "api.test": Method(answer=api_test, caller="anyone"),
    "auth.test": Method(answer=auth_test),
    "auth.teams.list": Method(answer=auth_teams),
    "users.info": Method(answer=user_info, scopes=_USERS),
    "users.getPresence": Method(answer=presence, scopes=_USERS),
    "users.list": Method(answer=user_list, scopes=_USERS),
    "files.info": Method(answer=file_info, scopes=("files:read",)),
    "apps.connections.open": Method(answer=open_connection, caller="app"),
}
