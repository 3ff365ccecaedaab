"""The app as workspaces have it: who allowed it, with which tokens, until when; and what is told when it goes.

Shapes: https://docs.slack.dev/authentication/installing-with-oauth and .../using-token-rotation.
"""

import secrets
from dataclasses import dataclass

from playground.clock import now
from playground.config import PlaygroundConfig
from playground.shapes import APP, BOT_USER, Json, Refused, Wrong
from playground.workspace import Workspace

EVENTS = ("app_uninstalled", "tokens_revoked")
_CODE_SECONDS = 600.0


@dataclass(slots=True, kw_only=True)
class Code:
    """Leave to fetch tokens once, for whoever was sent back with it."""

    target: str
    user_id: str
    redirect_uri: str
    scopes: str
    issued: float


@dataclass(slots=True, kw_only=True)
class Token:
    """An access or refresh token of a workspace, or of a whole organisation."""

    target: str
    until: float | None = None
    fate: str = ""
    """Slack's code for why it is no good any more."""


class Grants:
    """Which workspaces let the app in."""

    def __init__(self, config: PlaygroundConfig, workspaces: dict[str, Workspace]) -> None:
        self._config = config
        self._workspaces = workspaces
        self._codes: dict[str, Code] = {}
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, Token] = {}
        self._closed: set[str] = set()
        """Workspaces whose organisation approved the app for itself, and not, or no more, for them."""

    # ------------------------------------------------------------ a person allows it

    def targets(self) -> list[tuple[str, str]]:
        """Where the app may be installed, by id and name: workspaces, then organisations."""
        teams = [one.world.team for one in self._workspaces.values()]
        enterprises = [team.enterprise for team in teams if team.enterprise]
        whole = {one["id"]: str(one["name"]) for one in enterprises}
        return [*((team.id, team.name) for team in teams), *whole.items()]

    def teams_of_organisations(self) -> set[str]:
        """The workspaces that an organisation approves the app for."""
        teams = [one.world.team for one in self._workspaces.values()]
        return {team.id for team in teams if team.organisation}

    def checked(self, client_id: str, redirect_uri: str) -> None:
        """Raises Wrong for an app that is not this one, or for an address that it did not register."""
        if not self._config.client_id or client_id != self._config.client_id:
            raise Wrong("invalid_client_id")
        if redirect_uri not in self._config.redirect_urls:
            raise Wrong("redirect_uri did not match any configured URIs")

    def allowed(self, target: str, user_id: str, redirect_uri: str, scopes: str) -> str:
        """The code that a person's *Allow* is worth. Raises Wrong for a workspace that is not there."""
        if target not in dict(self.targets()):
            raise Wrong(f"there is no workspace {target!r}")
        code = f"{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        self._codes[code] = Code(
            target=target,
            user_id=user_id,
            redirect_uri=redirect_uri,
            scopes=scopes,
            issued=now(),
        )
        return code

    # ------------------------------------------------------------ the app fetches tokens

    def exchanged(self, code: str, redirect_uri: str) -> Json:
        """What `oauth.v2.access` answers to a code. Raises Refused."""
        found = self._codes.pop(code, None)
        if found is None:
            raise Refused("invalid_code")
        if now() - found.issued > _CODE_SECONDS:
            raise Refused("code_expired")
        if found.redirect_uri != redirect_uri:
            raise Refused("bad_redirect_uri")
        for workspace in self._of(found.target):
            workspace.courier.is_org_wide = found.target.startswith("E")
        return self._told(found.target, found.scopes, self._issued(found.target)) | {
            "authed_user": {"id": found.user_id}
        }

    def renewed(self, refresh_token: str) -> Json:
        """What `oauth.v2.access` answers to a refresh token, which is good for once. Raises Refused."""
        found = self._refresh.get(refresh_token)
        if found is None or found.fate:
            raise Refused("invalid_refresh_token")
        found.fate = "invalid_refresh_token"
        scopes = ",".join(sorted(self._config.scopes))
        return self._told(found.target, scopes, self._issued(found.target))

    def _issued(self, target: str) -> Json:
        life = self._config.token_life_seconds
        access = f"{'xoxe.' if life else ''}xoxb-{secrets.token_hex(20)}"
        self._access[access] = Token(target=target, until=now() + life if life else None)
        if not life:
            return {"access_token": access}
        refresh = f"xoxe-1-{secrets.token_hex(40)}"
        self._refresh[refresh] = Token(target=target)
        return {"access_token": access, "refresh_token": refresh, "expires_in": int(life)}

    def _told(self, target: str, scopes: str, tokens: Json) -> Json:
        team = self._of(target)[0].world.team
        is_org_wide = target.startswith("E")
        return {
            **tokens,
            "token_type": "bot",
            "scope": scopes,
            "bot_user_id": BOT_USER,
            "app_id": APP,
            "team": None if is_org_wide else {"id": team.id, "name": team.name},
            "enterprise": team.enterprise,
            "is_enterprise_install": is_org_wide,
        }

    # ------------------------------------------------------------ tokens are used

    def granted(self, token: str, arguments: Json) -> Workspace | None:
        """The workspace that a call with this token is about; None for a token that was not granted here."""
        found = self._access.get(token)
        if found is None:
            return None
        if found.fate:
            raise Refused(found.fate)
        if found.until is not None and now() > found.until:
            raise Refused("token_expired")
        meant = self._of(found.target)
        about = next((one for one in meant if _holds(one, arguments)), None)
        if about and found.target.startswith("E") and about.world.team.id in self._closed:
            raise Refused("team_access_not_granted")
        return about or meant[0]

    def teams(self, token: str) -> list[Json]:
        """What `auth.teams.list` answers: the workspaces that a token opens."""
        every = [one.world.team for one in self._of(self._access[token].target)]
        return [{"id": team.id, "name": team.name} for team in every if team.id not in self._closed]

    def _of(self, target: str) -> list[Workspace]:
        return [
            one
            for one in self._workspaces.values()
            if target in (one.world.team.id, one.world.team.organisation)
        ]

    # ------------------------------------------------------------ it goes

    def revoke(self, target: str, fate: str) -> None:
        """All tokens of a workspace or an organisation are good for nothing from now on."""
        for token in (*self._access.values(), *self._refresh.values()):
            if token.target == target:
                token.fate = fate

    async def put_out(self, target: str, events: list[str], *, at_once: bool = True) -> None:
        """The app is put out; the bot is told by these events, in this sequence, each until it is acknowledged.

        With `at_once` False the tokens stay good: what is told is of an installation that was followed by another.
        """
        if at_once:
            gone = "app_uninstalled" in events
            self.revoke(target, "account_inactive" if gone else "token_revoked")
        courier = self._of(target)[0].courier
        for kind in events:
            revoked = {"tokens": {"oauth": [], "bot": [BOT_USER]}}
            event = {"type": kind} | (revoked if kind == "tokens_revoked" else {})
            await courier.tell(event, is_org_wide=target.startswith("E"))

    async def approve(self, team_id: str, *, is_approved: bool, is_told: bool = True) -> None:
        """An organisation lets the app in to one of its workspaces, or no more; what is under way still comes."""
        (self._closed.discard if is_approved else self._closed.add)(team_id)
        kind = "team_access_granted" if is_approved else "team_access_revoked"
        if is_told:
            courier = self._of(team_id)[0].courier
            await courier.tell({"type": kind, "team_ids": [team_id]}, is_org_wide=True)


def _holds(workspace: Workspace, arguments: Json) -> bool:
    """Whether a call with an organisation's token can only be about this one of its workspaces."""
    if arguments.get("team_id"):
        return bool(arguments["team_id"] == workspace.world.team.id)
    return (
        arguments.get("channel") in workspace.world.channels
        or workspace.triggers.is_known(str(arguments.get("trigger_id")))
        or workspace.views.owner(str(arguments.get("view_id"))) is not None
    )
