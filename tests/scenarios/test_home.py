"""The bot's Home: what a member looked at, what waits, and for admins what is set for the workspace."""

from datetime import timedelta

import pytest

from bot import retagging
from bot.app import now
from storage.store import Change, NewContact
from tests.scenarios.desk import SAM, Desk, text_of
from tests.scenarios.homes import (
    buttons_of,
    home_saying,
    home_without,
    opens_home,
    presses_in_home,
    turns_to,
)
from tests.scenarios.surfaces import depth, modal_saying, presses
from tests.scenarios.test_asking_the_bot import answer, says
from tests.scenarios.test_deciding import alike
from tests.scenarios.test_first_contact import imported

ADMIN = "U0KIM"
REPLY = {
    "template_name": "On its way",
    "template_text_0": "Hello {{ customer.name }}, it is on its way.",
    "template_language_0": "en",
}


async def test_home_begins_with_the_search_and_whom_one_looked_at(desk: Desk) -> None:
    await imported(desk)
    home = await opens_home(desk, saying="Nobody yet")
    assert "No channel is watched yet" in text_of(home)
    await desk.types("/customer ana@acme.example")
    home = await opens_home(desk, saying="Ana Souza")
    await presses_in_home(desk, home, "list:show#0")
    card = await modal_saying(desk, "Order 1001 is in transit")
    await presses(desk, card, "card:note")
    await desk.submits(await modal_saying(desk, "note_text"), {"note_text": "Calls on Fridays"})
    await modal_saying(desk, "Calls on Fridays")
    assert await depth(desk) == 1


async def test_whom_one_asked_the_bot_for_in_words_stands_in_home(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await says(desk, "@rapport ana@acme.example", channel="C0WHATSAPP", by=SAM)
    await answer(desk, "C0WHATSAPP", "Ana Souza", by=SAM)
    await opens_home(desk, by=SAM, saying="Ana Souza")


async def test_each_sees_only_whom_they_looked_at_themselves(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.types("/customer ana@acme.example")
    await opens_home(desk, saying="Ana Souza")
    sams = await opens_home(desk, by=SAM, saying="Nobody yet")
    assert "Ana" not in text_of(sams)


async def test_what_is_looked_up_from_home_stands_there_at_once(desk: Desk) -> None:
    await imported(desk)
    home = await opens_home(desk, saying="Nobody yet")
    option = (
        await desk.post(
            "/ui/options",
            **{"as": "U0MAYA"},
            container={"type": "view", "view_id": home["id"]},
            block_id=next(b["block_id"] for b in home["blocks"] if "find" in str(b["block_id"])),
            action_id="find:customer",
            value="ana sou",
        )
    )["options"][0]
    await presses_in_home(desk, home, "find:customer", selected_option=option)
    await modal_saying(desk, "Order 1001 is in transit")
    await home_saying(desk, "Ana Souza")


async def test_what_waits_is_decided_in_home(desk: Desk) -> None:
    await alike(desk)
    home = await opens_home(desk, saying="likely")
    await presses_in_home(desk, home, "list:not_same#0")
    home = await home_saying(desk, "Remembered: not the same person.")
    assert "No two customers wait" in text_of(home)


async def test_a_merge_out_of_home_takes_the_pair_off_it(desk: Desk) -> None:
    await alike(desk)
    home = await opens_home(desk, saying="likely")
    await presses_in_home(desk, home, "card:merge_suggested#0")
    form = await modal_saying(desk, "can be undone at any time")
    assert await desk.submits(form, {}) == {"ok": True}
    merged = await modal_saying(desk, "card:undo")
    home = await home_saying(desk, "No two customers wait")
    assert "Jadwiga Szczepanska" in text_of(home)
    await presses(desk, merged, "card:undo")
    await modal_saying(desk, "these are two customers again")


async def test_guests_and_other_companies_are_turned_away_politely(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    home = await opens_home(desk, by="U0GUEST", saying="full members")
    assert buttons_of(home) == []
    home = await opens_home(desk, by="U0STRANGER", saying="members of this workspace only")
    assert buttons_of(home) == []


async def test_agents_are_not_offered_what_is_for_admins(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, saying="Looked at last")
    assert "Tags" not in buttons_of(home)
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    assert {"Customers", "Channels", "Tags"} <= set(buttons_of(home))


async def test_whoever_was_an_admin_is_refused_at_the_click(http_desk: Desk) -> None:
    """A page that was drawn before stays in front of its reader: each click is authorised again."""
    desk = http_desk
    await imported(desk)
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "tags", by=ADMIN)
    home = await home_saying(desk, "Tags in use", by=ADMIN)
    desk.playground.workspace.world.users[ADMIN] |= {"is_admin": False, "is_owner": False}
    desk.rapport.members.forget(ADMIN, workspace="T0RAPPORT")
    await presses_in_home(desk, home, "home:tag#0", by=ADMIN)
    await modal_saying(desk, "ask one of them", by=ADMIN)


async def test_an_admin_watches_changes_and_stops_a_channel_in_home(desk: Desk) -> None:
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "channels", by=ADMIN)
    home = await home_saying(desk, "No channel is watched", by=ADMIN)
    await presses_in_home(desk, home, "home:watch_new", by=ADMIN, selected_conversation="C0SMS")
    form = await modal_saying(desk, "What arrives here?", by=ADMIN)
    assert await desk.submits(form, {"feed_region": "BR"}, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "<#C0SMS> is watched.", by=ADMIN)
    assert "numbers from BR" in text_of(home)
    await presses_in_home(desk, home, "home:watch#0", by=ADMIN)
    form = await modal_saying(desk, "What arrives here?", by=ADMIN)
    await desk.submits(form, {"feed_region": "DE"}, by=ADMIN)
    home = await home_saying(desk, "numbers from DE", by=ADMIN)
    await presses_in_home(desk, home, "home:unwatch#0", by=ADMIN)
    await home_saying(desk, "<#C0SMS> is no longer watched.", by=ADMIN)
    assert await desk.store.feeds() == []


async def test_a_channel_that_the_bot_is_not_in_is_said_to_need_an_invitation(
    http_desk: Desk,
) -> None:
    desk = http_desk
    desk.playground.workspace.world.channels["C0SMS"]["members"].remove("U0RAPPORT")
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "channels", by=ADMIN)
    home = await home_saying(desk, "No channel is watched", by=ADMIN)
    await presses_in_home(desk, home, "home:watch_new", by=ADMIN, selected_conversation="C0SMS")
    await modal_saying(desk, "/invite", by=ADMIN)


async def test_a_tag_is_renamed_on_everybody(desk: Desk) -> None:
    await imported(desk)
    await desk.types("/customer tag ana@acme.example: very important")
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "tags", by=ADMIN)
    home = await home_saying(desk, "very important", by=ADMIN)
    number = tag_number(home, "very important")
    await presses_in_home(desk, home, f"home:tag#{number}", by=ADMIN)
    form = await modal_saying(desk, "What should become of it?", by=ADMIN)
    wrong = await desk.submits(form, {"new_tag": "very important"}, by=ADMIN)
    assert wrong["errors"] == {"new_tag": "That is its name already."}
    assert await desk.submits(form, {"new_tag": "a|b & c"}, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "is `a|b &amp; c` now: changed on 1 contact", by=ADMIN)
    assert "very important" in text_of(home).partition("Tags in use")[0]
    assert "very important" not in text_of(home).partition("Tags in use")[2]
    answer = await desk.types("/customer ana@acme.example")
    assert "`a|b &amp; c`" in text_of(answer)


async def test_a_tag_on_more_than_one_job_may_change_is_renamed_on_all(
    http_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One job puts the next; whichever process takes it goes on where the last one left."""
    monkeypatch.setattr(retagging, "AT_A_TIME", timedelta(0))
    desk = http_desk
    rows = [NewContact(fields={"name": f"Pat {n}"}, tags=("old",)) for n in range(1200)]
    for at in range(0, len(rows), 100):
        change = Change(by="a list", at=now(), key=f"list {at}")
        await desk.store.take_in(rows[at : at + 100], change=change)
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "tags", by=ADMIN)
    home = await home_saying(desk, "on 1,200 contacts", by=ADMIN)
    await presses_in_home(desk, home, "home:tag#0", by=ADMIN)
    form = await modal_saying(desk, "What should become of it?", by=ADMIN)
    await desk.submits(form, {"new_tag": "new"}, by=ADMIN)
    await home_saying(desk, "`old` is `new` now: changed on 1,200 contacts.", by=ADMIN)
    page = await desk.store.tag_page()
    assert [(one.name, one.contacts) for one in page.found] == [("new", 1200)]


async def test_a_tag_is_retired(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.types("/customer tag ana@acme.example: gone soon")
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "tags", by=ADMIN)
    home = await home_saying(desk, "gone soon", by=ADMIN)
    await presses_in_home(desk, home, f"home:tag#{tag_number(home, 'gone soon')}", by=ADMIN)
    form = await modal_saying(desk, "What should become of it?", by=ADMIN)
    retire = {"text": {"type": "plain_text", "text": "Take it off"}, "value": "retire"}
    await desk.submits(form, {"retag": retire}, by=ADMIN)
    await home_saying(desk, "`gone soon` is retired", by=ADMIN)
    await home_without(desk, "on 0 contacts", by=ADMIN)
    assert "gone soon" not in await desk.store.tags()


async def test_an_admin_sets_who_may_do_what_from_home(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "settings", by=ADMIN)
    home = await home_saying(desk, "One admin is enough", by=ADMIN)
    assert "English" in text_of(home)
    await presses_in_home(desk, home, "settings:policy", by=ADMIN)
    form = await modal_saying(desk, "Language of what all read", by=ADMIN)
    german = {"text": {"type": "plain_text", "text": "Deutsch"}, "value": "de"}
    assert await desk.submits(form, {"policy_language": german}, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "Saved. It is in force within a minute", by=ADMIN)
    assert "Deutsch" in text_of(home)
    await desk.no_modal(by=ADMIN)


async def test_replies_kept_ready_are_changed_in_home(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "replies", by=ADMIN)
    home = await home_saying(desk, "New reply", by=ADMIN)
    await presses_in_home(desk, home, "reply:template", by=ADMIN)
    form = await modal_saying(desk, "template_name", by=ADMIN)
    assert await desk.submits(form, REPLY, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "On its way", by=ADMIN)
    await presses_in_home(desk, home, "reply:drop#0", by=ADMIN)
    home = await home_saying(desk, "The reply is deleted.", by=ADMIN)
    assert await desk.store.templates() == []


async def test_rules_are_switched_and_deleted_in_home(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "rules", by=ADMIN)
    home = await home_saying(desk, "Switch on", by=ADMIN)
    (first, *_) = await desk.store.rules()
    await presses_in_home(desk, home, "rule:switch#0", by=ADMIN)
    home = await home_saying(desk, "Switch off", by=ADMIN)
    (switched, *_) = await desk.store.rules()
    assert (switched.id, first.is_on, switched.is_on) == (first.id, False, True)
    await presses_in_home(desk, home, "rule:try#0", by=ADMIN)
    await modal_saying(desk, "would have", by=ADMIN)
    before = len(await desk.store.rules())
    await presses_in_home(desk, home, "rule:drop#0", by=ADMIN)
    await home_saying(desk, "deleted", by=ADMIN)
    assert len(await desk.store.rules()) == before - 1


async def test_leads_see_what_they_may_change_and_no_more(http_desk: Desk) -> None:
    desk = http_desk
    policy = await desk.store.policy()
    lead = policy.model_copy(update={"lead_group": "S0LEADS"})
    await desk.store.set_policy(lead, change=Change(by=ADMIN, at=now(), key="leads"))
    home = await opens_home(desk, by=SAM, saying="Looked at last")
    shown = buttons_of(home)
    assert {"Customers", "Tags", "Rules", "Replies"} <= set(shown)
    assert not {"Channels", "Settings"} & set(shown)


async def test_a_newer_home_is_not_overwritten_by_an_older_click(http_desk: Desk) -> None:
    """Slack refuses a page drawn for a view that has changed since; it is then drawn from what is true now."""
    desk = http_desk
    await alike(desk)
    home = await opens_home(desk, saying="likely")
    desk.playground.workspace.faults.order({"method": "views.publish", "error": "hash_conflict"})
    await presses_in_home(desk, home, "list:not_same#0")
    await home_saying(desk, "Remembered: not the same person.")
    publishings = [
        one["request"]
        for one in desk.playground.workspace.inspector.after(0)
        if one["what"] == "views.publish"
    ]
    assert [one.get("hash") for one in publishings] == [None, home["hash"], None]


async def test_what_slack_does_not_take_of_home_is_said_in_a_modal(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    desk.playground.workspace.faults.order({"method": "views.publish", "error": "not_enabled"})
    await turns_to(desk, home, "channels", by=ADMIN)
    await modal_saying(desk, "Slack refused this", by=ADMIN)


async def test_home_waits_for_slack_where_it_asks_for_a_pause(http_desk: Desk) -> None:
    desk = http_desk
    desk.playground.workspace.faults.order(
        {"method": "views.publish", "status": 429, "retry_after": 1}
    )
    await opens_home(desk, saying="Looked at last")


async def test_a_german_speaking_member_reads_home_in_german(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, by="U0LENA", saying="Zuletzt angesehen")
    assert "Looked at last" not in text_of(home)


async def test_many_pairs_and_tags_are_paged(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    for batch in range(3):
        tags = ", ".join(f"t{batch}{number:02}" for number in range(10))
        await desk.types(f"/customer tag ana@acme.example: {tags}")
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "tags", by=ADMIN)
    home = await home_saying(desk, "Tags in use", by=ADMIN)
    assert buttons_of(home).count("Change") == 20
    await presses_in_home(desk, home, "home:show#101", by=ADMIN)
    home = await home_saying(desk, "After the first 20:", by=ADMIN)
    total = (await desk.store.tag_page()).total
    assert buttons_of(home).count("Change") == min(20, total - 20)
    assert "Previous" in buttons_of(home)
    await presses_in_home(desk, home, "home:show#100", by=ADMIN)
    await home_without(desk, "After the first", by=ADMIN)


async def test_a_home_that_shows_the_same_is_not_published_again(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, saying="Looked at last")
    await opens_home(desk)
    await desk.quiet()
    assert (await home_saying(desk, ""))["hash"] == home["hash"]


def tag_number(home: dict[str, object], tag: str) -> int:
    """The place of a tag on the page."""
    blocks = home["blocks"]
    assert isinstance(blocks, list)
    lines = [b["text"]["text"] for b in blocks if b.get("accessory")]
    return next(number for number, line in enumerate(lines) if f"`{tag}`" in line)
