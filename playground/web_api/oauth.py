"""oauth.v2.access: a code, or a refresh token, becomes tokens."""

from playground.shapes import Json, Refused
from playground.web_api.call import Call, Method


async def access(call: Call) -> Json:
    """oauth.v2.access."""
    config, grants = call.workspace.config, call.grants
    name, password = call.login
    client_id = name or call.text("client_id")
    if not config.client_id or client_id != config.client_id:
        raise Refused("invalid_client_id")
    if (password or call.text("client_secret")) != config.client_secret:
        raise Refused("bad_client_secret")
    if call.text("grant_type") == "refresh_token":
        return grants.renewed(call.needed("refresh_token", "invalid_refresh_token"))
    return grants.exchanged(call.needed("code", "invalid_code"), call.text("redirect_uri") or "")


METHODS = {"oauth.v2.access": Method(answer=access, caller="anyone")}
