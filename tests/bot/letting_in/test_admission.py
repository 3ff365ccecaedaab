"""Who may do it is asked of whoever asks, in their own workspace; refusals and reads stand in the audit first."""

from typing import Any, Final

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import wording
from bot.admission import admitted, permitted, told_read
from bot.calls import Call, Closes, Opens, Privately, Replaces
from bot.cards.block import Message, View
from bot.members import Members
from bot.parse.payloads import Actor, Place
from bot.permissions import Action, Member, NotAllowed, Role
from bot.wording import Language
from bot.workspaces import Installation
from storage.redis.opening import RedisStores
from storage.store import ProfileStore
from tests.bot.letting_in.conftest import NOW, Scripted

OWN: Final = Installation(
    team_id="T1", enterprise_id=None, bot_id="B1", bot_user_id="U0", token="xoxb-1"
)
OF_GRID: Final = Installation(
    team_id="T1", enterprise_id="E1", bot_id="B1", bot_user_id="U0", token="xoxb-1"
)


class Door:
    """Somebody asks to do something."""

    def __init__(self, store: ProfileStore, client: AsyncWebClient, slack: Scripted) -> None:
        async def nobody_leads(_workspace: str) -> None:
            return None

        self.store = store
        self.slack = slack
        self.members = Members(client, monotonic=lambda: 0.0, lead_group=nobody_leads)
        self.says()

    def says(self, **other: object) -> None:
        """Slack says this of whomever it is asked about."""
        user = {"id": "U1", "team_id": "T1", "locale": "en-US", **other}
        self.slack.answers["users.info"] = {"ok": True, "user": user}

    async def lets_in(
        self,
        action: Action = Action.SEE,
        *,
        user: str = "U1",
        team: str | None = None,
        enterprise: str | None = None,
        installation: Installation = OWN,
    ) -> Member:
        """The member who may do it."""
        return await admitted(
            Actor(user_id=user, team_id=team, enterprise_id=enterprise),
            action,
            installation=installation,
            members=self.members,
            store=self.store,
            now=NOW,
            key="asked-1",
            about=("c_1", "c_2"),
        )

    async def told(self) -> list[tuple[Any, ...]]:
        """What stands in the audit."""
        return [
            (one.what, one.by, one.at, one.on, one.why)
            for one in await self.store.told()
            if one.what in ("refused", "read")
        ]

    async def call(self, role: Role) -> Call:
        """A request of a member that was let in."""
        member = Member(user_id="U1", role=role, zone="UTC", locale="en-US")
        return Call(
            body={},
            installation=OWN,
            store=self.store,
            member=member,
            place=Place(channel_id="C1"),
            now=NOW,
            key="call-1",
            trigger_id="",
            response_url="",
        )


@pytest.fixture
def door(stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> Door:
    return Door(stores("T1"), client, slack)


async def test_a_member_of_the_workspace_may_what_their_role_may(door: Door) -> None:
    for team in (None, "T1"):
        member = await door.lets_in(team=team)
        assert (member.user_id, member.role) == ("U1", Role.AGENT)
    assert await door.told() == []


async def test_who_is_refused_stands_in_the_audit_with_what_and_about_whom(door: Door) -> None:
    with pytest.raises(NotAllowed) as refused:
        await door.lets_in(Action.ERASE)
    assert (refused.value.role, refused.value.action) == (Role.AGENT, Action.ERASE)
    assert await door.told() == [("refused", "U1", NOW, ("c_1", "c_2"), ("erase", "agent"))]
    with pytest.raises(NotAllowed):
        await door.lets_in(Action.ERASE)  # Slack sent the same request again
    assert len(await door.told()) == 1


async def test_a_request_of_nobody_is_refused_without_asking_slack(door: Door) -> None:
    with pytest.raises(NotAllowed) as refused:
        await door.lets_in(user="")
    assert (refused.value.role, refused.value.action) == (Role.UNKNOWN, Action.SEE)
    assert door.slack.asked == []
    assert await door.told() == [("refused", None, NOW, ("c_1", "c_2"), ("see", "unknown"))]


@pytest.mark.parametrize(
    ("team", "enterprise", "installation"),
    [
        ("T2", None, OWN),
        ("T2", "E1", OWN),
        ("T2", None, OF_GRID),
        ("T2", "E2", OF_GRID),
    ],
)
async def test_somebody_of_another_company_is_refused_without_asking_slack(
    door: Door, team: str, enterprise: str | None, installation: Installation
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await door.lets_in(team=team, enterprise=enterprise, installation=installation)
    assert (refused.value.role, refused.value.action) == (Role.STRANGER, Action.SEE)
    assert door.slack.asked == []


@pytest.mark.parametrize(("team", "enterprise"), [("E1", None), ("T2", "E1"), ("T1", "E9")])
async def test_somebody_of_the_organisation_is_asked_about(
    door: Door, team: str, enterprise: str | None
) -> None:
    door.says(enterprise_user={"enterprise_id": "E1"})
    member = await door.lets_in(team=team, enterprise=enterprise, installation=OF_GRID)
    assert member.role is Role.AGENT
    [(_, given)] = door.slack.asked
    assert (given["team_id"], given["authorization"]) == ("T1", "Bearer xoxb-1")


async def test_a_guest_of_the_organisation_is_told_apart_by_the_organisation(door: Door) -> None:
    door.says(team_id="T9", enterprise_user={"enterprise_id": "E1"})
    assert (await door.lets_in(installation=OF_GRID)).role is Role.AGENT


async def test_two_installations_do_not_share_what_is_known_of_somebody(door: Door) -> None:
    await door.lets_in()
    whole = Installation(
        team_id="T1",
        enterprise_id="E1",
        bot_id="B1",
        bot_user_id="U0",
        token="xoxb-2",
        is_org_wide=True,
    )
    await door.lets_in(installation=whole)
    assert [given["authorization"] for _, given in door.slack.asked] == [
        "Bearer xoxb-1",
        "Bearer xoxb-2",
    ]


async def test_whoever_is_let_in_or_refused_is_spoken_to_in_their_language(door: Door) -> None:
    door.says(locale="de-DE", is_restricted=True)
    with wording.speaking(Language.ENGLISH):
        with pytest.raises(NotAllowed):
            await door.lets_in()
        assert wording.spoken_now() is Language.GERMAN
    with wording.speaking(Language.GERMAN):
        door.says(id="U2", locale="xx-XX")
        await door.lets_in(user="U2")
        assert wording.spoken_now() is Language.GERMAN


async def test_what_a_call_asks_for_as_well_is_asked_of_the_same_member(door: Door) -> None:
    await permitted(await door.call(Role.ADMIN), Action.ERASE, "c_1")
    assert await door.told() == []
    with pytest.raises(NotAllowed) as refused:
        await permitted(await door.call(Role.LEAD), Action.ERASE, "c_1", "c_2")
    assert (refused.value.role, refused.value.action) == (Role.LEAD, Action.ERASE)
    assert await door.told() == [("refused", "U1", NOW, ("c_1", "c_2"), ("erase", "lead"))]


ONE: Final = Message("one", (), about="c_1")
BOTH: Final = Message("both", (), about="c_1", reads=("c_1", "c_2"))
VIEW: Final = View({"type": "modal"})


@pytest.mark.parametrize(
    ("outcome", "read"),
    [
        (Privately(ONE), ("c_1",)),
        (Privately(BOTH), ("c_1", "c_2")),
        (Closes(then=Privately(BOTH)), ("c_1", "c_2")),
        (Opens(VIEW, reads=("c_1",)), ("c_1",)),
        (Replaces(VIEW, reads=("c_1", "c_2")), ("c_1", "c_2")),
        (Privately(Message("help", ())), None),
        (Opens(VIEW), None),
        (Closes(), None),
        (None, None),
    ],
)
async def test_whose_profile_is_shown_stands_in_the_audit(
    door: Door, outcome: object, read: tuple[str, ...] | None
) -> None:
    call = await door.call(Role.AGENT)
    await told_read(call, outcome)
    assert await door.told() == ([("read", "U1", NOW, read, ())] if read else [])


async def test_a_refusal_and_a_read_of_one_request_are_two_entries(door: Door) -> None:
    call = await door.call(Role.AGENT)
    with pytest.raises(NotAllowed):
        await permitted(call, Action.ERASE, "c_1")
    await told_read(call, Privately(ONE))
    await door.store.tell("read", "c_9", change=call.change())
    assert sorted(what for what, *_ in await door.told()) == ["read", "read", "refused"]
