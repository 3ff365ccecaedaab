"""Who may do what: every cell of the table."""

from collections.abc import Mapping

import pytest

from bot.permissions import Action, Role, may, role_of

TEAM = "T1"
USER: Mapping[str, object] = {"id": "U1", "team_id": TEAM}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMIN, True),
        (Role.AGENT, True),
        (Role.GUEST, False),
        (Role.STRANGER, False),
        (Role.MACHINE, False),
        (Role.UNKNOWN, False),
    ],
)
def test_members_may_and_everybody_else_may_not(role: Role, action: Action, allowed: bool) -> None:
    for_admins = action in (Action.MARK, Action.CONFIGURE)
    assert may(role, action) is (allowed and (role is Role.ADMIN or not for_admins))


@pytest.mark.parametrize(
    ("user", "role"),
    [
        (USER, Role.AGENT),
        ({**USER, "is_admin": True}, Role.ADMIN),
        ({**USER, "is_owner": True}, Role.ADMIN),
        ({**USER, "is_restricted": True}, Role.GUEST),
        ({**USER, "is_ultra_restricted": True, "is_restricted": True}, Role.GUEST),
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
