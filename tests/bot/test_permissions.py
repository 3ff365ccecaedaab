"""Who may do what: every cell of the table."""

from collections.abc import Mapping
from typing import Final

import pytest

from bot import permissions
from bot.permissions import Action, Context, NotAllowed, Role, least, may, role_of

TEAM = "T1"
USER: Mapping[str, object] = {"id": "U1", "team_id": TEAM}


AGENTS: Final = frozenset(["see", "change", "join", "watch", "post", "segment", "help"])
LEADS: Final = AGENTS | frozenset(["history", "edit_segments", "edit_tags", "edit_rules"])
ADMINS: Final = LEADS | frozenset(
    ["mark", "export", "answer_requests", "erase", "define", "configure"]
)
TABLE: Final[Mapping[Role, frozenset[str]]] = {
    Role.ADMIN: ADMINS,
    Role.LEAD: LEADS,
    Role.AGENT: AGENTS,
    Role.GUEST: frozenset(),
    Role.STRANGER: frozenset(),
    Role.MACHINE: frozenset(),
    Role.UNKNOWN: frozenset(),
}


def test_the_table_names_every_role_and_every_action() -> None:
    assert set(TABLE) == set(Role)
    assert {action.value for action in Action} == ADMINS


@pytest.mark.parametrize("context", list(Context))
@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what_where(role: Role, action: Action, context: Context) -> None:
    posts_outside = action is Action.POST and context is Context.SHARED
    assert may(role, action, context) is (action.value in TABLE[role] and not posts_outside)


@pytest.mark.parametrize(
    ("action", "role"),
    [(Action.SEE, Role.AGENT), (Action.HISTORY, Role.LEAD), (Action.ERASE, Role.ADMIN)],
)
def test_whoever_is_refused_learns_whom_to_ask(action: Action, role: Role) -> None:
    assert least(action) is role


@pytest.mark.parametrize(
    ("user", "role"),
    [
        (USER, Role.AGENT),
        ({**USER, "is_admin": True}, Role.ADMIN),
        ({**USER, "is_owner": True}, Role.ADMIN),
        ({**USER, "is_restricted": True}, Role.GUEST),
        ({**USER, "is_ultra_restricted": True, "is_restricted": True}, Role.GUEST),
        ({**USER, "is_ultra_restricted": True}, Role.GUEST),
        ({**USER, "is_ultra_restricted": False, "is_restricted": False}, Role.AGENT),
        ({**USER, "is_restricted": True, "is_admin": True}, Role.GUEST),
        ({**USER, "is_bot": True}, Role.MACHINE),
        ({**USER, "id": "USLACKBOT"}, Role.MACHINE),
        ({**USER, "deleted": True, "is_admin": True}, Role.UNKNOWN),
        ({**USER, "team_id": "T2"}, Role.STRANGER),
        ({**USER, "team_id": "T2", "is_admin": True}, Role.STRANGER),
        ({**USER, "is_stranger": True}, Role.STRANGER),
        ({"id": "U1"}, Role.UNKNOWN),
        ({}, Role.UNKNOWN),
    ],
)
def test_a_role_is_read_out_of_what_slack_says(user: Mapping[str, object], role: Role) -> None:
    assert role_of(user, team_id=TEAM, enterprise_id=None) is role


def test_in_an_organisation_a_member_of_another_of_its_workspaces_is_no_stranger() -> None:
    user = {"id": "W1", "team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}
    assert role_of(user, team_id=TEAM, enterprise_id="E1") is Role.AGENT
    assert role_of(user, team_id=TEAM, enterprise_id="E2") is Role.STRANGER
    assert role_of(user, team_id=TEAM, enterprise_id=None) is Role.STRANGER


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ({}, Role.LEAD),
        ({"is_admin": True}, Role.ADMIN),
        ({"is_restricted": True}, Role.GUEST),
        ({"team_id": "T2"}, Role.STRANGER),
        ({"is_bot": True}, Role.MACHINE),
        ({"deleted": True}, Role.UNKNOWN),
    ],
)
def test_the_group_of_leads_makes_a_lead_of_a_full_member_alone(
    more: Mapping[str, object], role: Role
) -> None:
    assert role_of({**USER, **more}, team_id=TEAM, enterprise_id=None, leads=["U1"]) is role


def test_a_refusal_says_who_may_not_do_what() -> None:
    refused = NotAllowed(Role.GUEST, Action.ERASE)
    assert (str(refused), refused.role, refused.action) == (
        "guest may not erase",
        Role.GUEST,
        Action.ERASE,
    )


def test_what_the_table_does_not_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(vars(permissions)["_TABLE"], Role.ADMIN)
    assert not any(may(Role.ADMIN, action) for action in Action)
