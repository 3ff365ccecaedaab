"""Steps of the team's own workflows: each ends once, in what was found or a sentence that says why not."""

import pytest

from bot.app import now
from playground import steps
from storage.identifiers import Identifier
from storage.store import Change, NewContact
from tests.scenarios.desk import PUBLIC_URL, Desk, text_of
from tests.scenarios.flows import offers, runs
from tests.scenarios.panes import contact_of
from tests.scenarios.test_first_contact import imported


def endings(desk: Desk) -> list[str]:
    """How often the bot said that a step ended, and how."""
    seen = desk.playground.workspace.inspector.after(0)
    return [one["what"] for one in seen if one["what"].startswith("functions.")]


async def test_a_customer_is_looked_up_for_the_next_steps(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    run = await runs(desk, "look_up_customer", customer="+55 11 91234-5678")
    assert (run["state"], run["error"]) == ("completed", None)
    assert run["outputs"] == {
        "customer": contact_id,
        "name": "Ana Souza",
        "email": "ana@acme.example",
        "phone": "+55 11 91234-5678",
        "company": "Acme Outfitters",
        "plan": "enterprise",
        "tags": "vip, wholesale",
        "owner": "",
        "link": f"{PUBLIC_URL}/c/{contact_id}",
    }
    assert endings(desk) == ["functions.completeSuccess"]
    (entry, *_) = await desk.store.told(on=[contact_id])
    assert (entry.what, entry.by) == ("read", "workflow step")


async def test_whoever_wrote_a_message_is_found_by_its_link(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("Hello?", phone="+44 20 7946 0123", name="Pat Doyle")
    await desk.card(place)
    link = (
        f"https://tidewater.slack.com/archives/{place['channel']}/p{place['ts'].replace('.', '')}"
    )
    run = await runs(desk, "look_up_customer", customer=f"<{link}>")
    assert run["outputs"]["name"] == "Pat Doyle"


async def test_a_step_takes_up_the_customer_that_another_gave(desk: Desk) -> None:
    await imported(desk)
    found = await runs(desk, "look_up_customer", customer="shop:ana")
    whom = found["outputs"]["customer"]
    tagged = await runs(desk, "tag_customer", customer=whom, tags=["from a form", "vip"])
    assert tagged["outputs"]["tags"] == "from a form, vip, wholesale"
    noted = await runs(desk, "add_note", customer=whom, note="Asked for a *quote* in the form")
    assert noted["state"] == "completed"
    answer = await desk.types("/customer ana@acme.example")
    assert "Asked for a *quote* in the form" in text_of(answer)
    assert "`from a form`" in text_of(answer)


@pytest.mark.parametrize(
    ("step", "inputs", "told"),
    [
        ("look_up_customer", {"customer": "zebulon"}, "Nobody fits \u201czebulon\u201d."),
        ("look_up_customer", {"customer": "orders:>"}, "Nobody fits"),
        ("look_up_customer", {"customer": "   "}, "was given no customer"),
        ("tag_customer", {"customer": "shop:ana", "tags": [" ", ""]}, "was given no tag"),
        ("tag_customer", {"customer": "shop:ana", "tags": ["x" * 76]}, "too long for a tag"),
        ("add_note", {"customer": "shop:ana", "note": "x" * 3001}, "3,000 characters"),
        ("add_note", {"customer": "shop:ana", "note": "  "}, "no words for the note"),
        ("add_note", {"customer": "shop:nobody", "note": "hello"}, "Nobody fits"),
    ],
)
async def test_a_step_that_cannot_be_done_says_why(
    http_desk: Desk, step: str, inputs: dict[str, object], told: str
) -> None:
    desk = http_desk
    await imported(desk)
    run = await runs(desk, step, **inputs)
    assert run["state"] == "failed"
    assert told in run["error"]
    assert endings(desk) == ["functions.completeError"]


async def test_several_who_fit_are_no_answer_for_a_workflow(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    for phone in ("+44 20 7946 0123", "+44 20 7946 0999"):
        await desk.card(await desk.customer_writes("hi", phone=phone, name="Kit Moss"))
    run = await runs(desk, "tag_customer", customer="kit moss", tags=["vip"])
    assert run["error"].startswith("2 customers or more fit \u201ckit moss\u201d.")
    assert await desk.store.tags() == []


async def test_a_step_acts_with_the_rights_of_whom_it_runs_for(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    refused = await runs(desk, "add_note", customer="shop:ana", note="hello", acting_user="U0GUEST")
    assert "full members of this workspace" in refused["error"]
    refused = await runs(desk, "look_up_customer", customer="shop:ana", acting_user="U0STRANGER")
    assert (refused["outputs"], "members of this" in refused["error"]) == (None, True)
    done = await runs(desk, "add_note", customer="shop:ana", note="hello", acting_user="U0SAM")
    assert done["state"] == "completed"
    entries = await desk.store.told(on=[contact_id])
    assert next((one.what, one.by) for one in entries) == ("note.add", "U0SAM")


async def test_an_answer_that_was_lost_is_given_again_and_nothing_is_done_twice(
    desk: Desk,
) -> None:
    await imported(desk)
    desk.playground.workspace.faults.order(
        {"method": "functions.completeSuccess", "lose_reply": True}
    )
    run = await runs(desk, "add_note", customer="shop:ana", note="Only once")
    assert run["state"] == "completed"
    await desk.quiet()
    profile = await desk.store.profile(run["outputs"]["customer"])
    assert profile
    assert [note.text for note in profile.notes].count("Only once") == 1
    assert await desk.store.inbox.dead_letters() == []


async def test_slacks_trouble_while_a_step_ends_is_waited_out(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    desk.playground.workspace.faults.order({"method": "functions.completeSuccess", "status": 503})
    run = await runs(desk, "tag_customer", customer="shop:ana", tags="vip, from a form")
    assert run["outputs"]["tags"] == "from a form, vip, wholesale"


async def test_the_steps_token_is_used_for_its_end_alone(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await runs(desk, "look_up_customer", customer="shop:ana", acting_user="U0SAM")
    for one in desk.playground.workspace.inspector.after(0):
        token = (one["request"] or {}).get("token", "") if isinstance(one["request"], dict) else ""
        if one["direction"] == "to_slack":
            assert token.startswith("xwfp-") == one["what"].startswith("functions."), one["what"]


async def test_tags_are_offered_while_a_step_is_set_up(desk: Desk) -> None:
    await imported(desk)
    assert await offers(desk, "whole") == ["wholesale", "whole"]
    assert "vip" in await offers(desk, "")
    assert await desk.store.inbox.dead_letters() == []


async def test_no_tag_is_offered_to_whoever_may_not_see_customers(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    answer = await desk.post(
        "/ui/step_options", **{"as": "U0GUEST"}, step="tag_customer", parameter="tags", query="v"
    )
    assert answer["options"] == []
    assert "full members" in answer["error"]


async def test_nothing_that_a_step_gives_can_ring_anybody(http_desk: Desk) -> None:
    """A workflow posts what it is given as Slack's own markup."""
    desk = http_desk
    phone = Identifier(kind="phone", value="+442079460123")
    named = NewContact(identifiers=(phone,), fields={"name": "<!channel> Kit & Co"})
    change = Change(by="a list", at=now(), key="made")
    await desk.store.create(named, change=change, origin="import")
    run = await runs(desk, "look_up_customer", customer="+44 20 7946 0123")
    assert run["outputs"]["name"] == "\u2039!channel\u203a Kit & Co"


async def test_a_step_that_this_version_does_not_have_ends_with_a_sentence(
    http_desk: Desk,
) -> None:
    desk = http_desk
    workspace = desk.playground.workspace
    run = steps._begun(workspace, "add_note", {"customer": "shop:ana", "note": "x"})
    event = steps._event(run)
    event["function"]["callback_id"] = "step_of_last_year"
    workspace.courier.event(event)

    async def look() -> str | None:
        told: str | None = workspace.runs[run["id"]]["error"]
        return told

    assert "no such step" in await desk.until(look, "the step to end")
