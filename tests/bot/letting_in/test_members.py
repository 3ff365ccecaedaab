"""Who somebody is comes from Slack, at most a minute old, and for the workspace that was asked about alone."""

from typing import Any, Final

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.members import Members, SlackSilent
from bot.permissions import Member, Role
from tests.bot.letting_in.conftest import Scripted

MAYA: Final[dict[str, Any]] = {
    "id": "U1",
    "team_id": "T1",
    "real_name": "Maya Reed",
    "name": "maya",
    "tz": "Europe/Lisbon",
    "locale": "pt-PT",
}


class Office:
    """Members of two workspaces, a clock, and which group leads."""

    def __init__(self, client: AsyncWebClient, slack: Scripted) -> None:
        self.slack = slack
        self.clock = 100.0
        self.groups: dict[str, str] = {}
        self.members = Members(client, monotonic=lambda: self.clock, lead_group=self._lead_group)

    async def _lead_group(self, workspace: str) -> str | None:
        return self.groups.get(workspace)

    def says(self, **other: object) -> None:
        """Slack says this of whomever it is asked about."""
        self.slack.answers["users.info"] = {"ok": True, "user": MAYA | other}

    async def who(
        self,
        user: str = "U1",
        *,
        workspace: str = "T1",
        team: str = "T1",
        enterprise: str | None = None,
    ) -> Member:
        """Who this is."""
        return await self.members.find(
            user, workspace=workspace, team_id=team, enterprise_id=enterprise, token="xoxb-1"
        )

    def count(self, method: str = "users.info") -> int:
        """How often Slack was asked this."""
        return sum(name == method for name, _ in self.slack.asked)


@pytest.fixture
def office(client: AsyncWebClient, slack: Scripted) -> Office:
    made = Office(client, slack)
    made.says()
    return made


async def test_slack_is_asked_by_the_workspaces_own_token_and_says_who_it_is(
    office: Office,
) -> None:
    assert await office.who() == Member(
        user_id="U1", role=Role.AGENT, zone="Europe/Lisbon", locale="pt-PT", name="Maya Reed"
    )
    [(method, given)] = office.slack.asked
    assert (method, given["authorization"]) == ("users.info", "Bearer xoxb-1")
    assert (given["user"], given["team_id"]) == ("U1", "T1")
    assert given["include_locale"] in ("1", "true")


async def test_what_slack_leaves_out_is_as_usual(office: Office) -> None:
    office.says(real_name="", tz="", locale="")
    assert await office.who() == Member(
        user_id="U1", role=Role.AGENT, zone="UTC", locale="en-US", name="maya"
    )
    office.says(real_name=None, name=None)
    assert (await office.who("U2")).name == ""


async def test_a_role_is_at_most_a_minute_old(office: Office) -> None:
    office.says(is_admin=True)
    assert (await office.who()).role is Role.ADMIN
    office.says()
    office.clock += 59.9
    assert (await office.who()).role is Role.ADMIN
    office.clock += 0.1
    assert (await office.who()).role is Role.AGENT
    assert office.count() == 2


async def test_a_role_is_as_old_as_the_question_not_as_the_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = office.members._ask

    async def slowly(*args: Any, **given: Any) -> Member:
        office.clock += 30
        return await asked(*args, **given)

    monkeypatch.setattr(office.members, "_ask", slowly)
    await office.who()
    office.clock += 30
    await office.who()
    assert office.count() == 2


async def test_somebody_is_asked_about_anew_in_each_workspace_and_each_team(
    office: Office,
) -> None:
    for where in (
        {"workspace": "T1", "team": "T1"},
        {"workspace": "E1", "team": "T1"},
        {"workspace": "E1", "team": "T2"},
    ):
        await office.who(**where)
        await office.who(**where)
    assert office.count() == 3


@pytest.mark.parametrize("code", ["user_not_found", "user_not_visible"])
async def test_somebody_whom_slack_does_not_show_us_is_a_stranger(
    office: Office, code: str
) -> None:
    office.slack.answers["users.info"] = {"ok": False, "error": code}
    assert await office.who() == Member(
        user_id="U1", role=Role.STRANGER, zone="UTC", locale="en-US"
    )


@pytest.mark.parametrize(
    ("answer", "code"), [({"ok": False, "error": "fatal_error"}, "fatal_error"), (503, "http_503")]
)
async def test_while_slack_does_not_say_nobody_is_let_in_on_a_guess_or_remembered(
    office: Office, answer: Any, code: str
) -> None:
    office.slack.answers["users.info"] = answer
    with pytest.raises(SlackSilent, match=f"^{code}$"):
        await office.who()
    office.says(is_admin=True)
    assert (await office.who()).role is Role.ADMIN


async def test_whoever_changed_is_asked_about_anew_and_nobody_else(office: Office) -> None:
    for where in ("T1", "T2"):
        for user in ("U1", "U2"):
            await office.who(user, workspace=where)
    office.members.forget("U1", workspace="T1")
    for where in ("T1", "T2"):
        for user in ("U1", "U2"):
            await office.who(user, workspace=where)
    assert [given["user"] for _, given in office.slack.asked][4:] == ["U1"]


async def test_a_guest_of_one_team_may_be_a_member_of_another(office: Office) -> None:
    office.says(team_id="T9", enterprise_user={"enterprise_id": "E1"})
    assert (await office.who(team="T1")).role is Role.STRANGER
    assert (await office.who(team="T2", enterprise="E1")).role is Role.AGENT


async def test_leads_are_the_members_of_the_group_that_leads(office: Office) -> None:
    office.groups = {"T1": "S1"}
    office.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U1"]}
    assert (await office.who()).role is Role.LEAD
    [given] = [given for name, given in office.slack.asked if name == "usergroups.users.list"]
    assert (given["usergroup"], given["authorization"]) == ("S1", "Bearer xoxb-1")
    assert "team_id" not in given
    office.says(id="U2")
    assert (await office.who("U2")).role is Role.AGENT
    assert office.count("usergroups.users.list") == 1


async def test_of_an_organisation_the_group_of_the_team_is_meant(office: Office) -> None:
    office.groups = {"E1": "S1"}
    office.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U1"]}
    assert (await office.who(workspace="E1", team="T1", enterprise="E1")).role is Role.LEAD
    [given] = [given for name, given in office.slack.asked if name == "usergroups.users.list"]
    assert given["team_id"] == "T1"


async def test_whoever_leads_is_at_most_a_minute_old_too(office: Office) -> None:
    office.groups = {"T1": "S1"}
    office.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U1"]}
    await office.who("U2")
    office.slack.answers["usergroups.users.list"] = {"ok": True}
    office.clock += 59
    # What is known of the group is as old as it is, whoever is asked about next.
    assert (await office.who()).role is Role.LEAD
    office.clock += 1
    assert (await office.who()).role is Role.AGENT


@pytest.mark.parametrize("answer", [{"ok": False, "error": "missing_scope"}, 503])
async def test_nobody_leads_where_slack_does_not_say_who_is_in_the_group(
    office: Office, answer: Any
) -> None:
    office.groups = {"T1": "S1"}
    office.slack.answers["usergroups.users.list"] = answer
    assert (await office.who()).role is Role.AGENT


async def test_once_an_admin_names_another_group_its_members_lead_at_once(office: Office) -> None:
    office.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U1"]}
    for where in ("T1", "T2"):
        assert (await office.who(workspace=where)).role is Role.AGENT
    office.groups = {"T1": "S1", "T2": "S1"}
    office.members.forget_all(workspace="T1")
    assert (await office.who(workspace="T1")).role is Role.LEAD
    assert (await office.who(workspace="T2")).role is Role.AGENT
    asked = len(office.slack.asked)
    office.members.forget_all(workspace="T9")  # of which nothing is known
    assert (await office.who(workspace="T1")).role is Role.LEAD
    assert len(office.slack.asked) == asked


async def test_no_more_is_remembered_than_fits_and_the_oldest_goes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.members.REMEMBERED", 2)
    office.groups = dict.fromkeys(("T1", "T2", "T3"), "S1")
    office.slack.answers["usergroups.users.list"] = {"ok": True, "users": []}
    for where in ("T1", "T2"):
        await office.who(workspace=where)
    office.clock += 60
    for where in ("T1", "T3", "T1", "T3"):
        await office.who(workspace=where)
    assert (office.count(), office.count("usergroups.users.list")) == (4, 4)
    assert list(vars(office.members)["_leads"]) == ["T1", "T3"]
    await office.who(workspace="T2")
    assert (office.count(), office.count("usergroups.users.list")) == (5, 5)
