"""Who may do what: refused at the click and again at the submit, and every refusal is told."""

from storage.retention import Retention, Words
from tests.scenarios.desk import MAYA, SAM, WORKSPACE, Desk, text_of
from tests.scenarios.test_agents_work import PAT

KIM = "U0KIM"
"""The admin."""
GUEST = "U0GUEST"


async def an_admin_names_the_leads(desk: Desk) -> None:
    modal = await desk.opens("/customer settings", by=KIM)
    lead = {"text": {"type": "plain_text", "text": "Support leads"}, "value": "S0LEADS"}
    assert await desk.submits(modal, {"policy_leads": lead}, by=KIM) == {"ok": True}
    await desk.no_modal(KIM)


async def deeds(desk: Desk, *, by: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.what, entry.why) for entry in await desk.store.told(by=by)]


async def test_a_lead_reads_who_did_what_and_an_agent_does_not(desk: Desk) -> None:
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    await desk.types("/customer note +442079460123: calls in the morning")
    refused = text_of(await desk.types("/customer history +442079460123", by=SAM))
    assert "Only leads and admins" in refused
    await an_admin_names_the_leads(desk)
    told = text_of(await desk.types("/customer history +442079460123", by=SAM))
    assert "<@U0MAYA>: added a note" in told
    assert "<@U0MAYA>: looked at the whole profile" in told
    assert "calls in the morning" not in told
    assert "Only leads and admins" in text_of(await desk.types("/customer history pat", by=MAYA))


async def test_an_agent_is_refused_what_admins_set_and_that_is_told(http_desk: Desk) -> None:
    desk = http_desk
    said = text_of(await desk.types("/customer settings"))
    assert "Only admins of this workspace may change these settings." in said
    assert ("refused", ("configure", "agent")) in await deeds(desk, by=MAYA)


async def test_a_guest_is_refused_everything_and_that_is_told(http_desk: Desk) -> None:
    desk = http_desk
    await desk.types("/customer pat", by=GUEST)
    assert await deeds(desk, by=GUEST) == [("refused", ("see", "guest"))]


async def test_whoever_lost_their_role_while_a_form_was_open_is_refused_at_the_submit(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.clicks(await desk.card(place), "card:note")
    modal = await desk.top_modal()
    await desk.post("/ui/role", user=MAYA, role="guest")
    await desk.until(lambda: forgotten(desk), "the bot to hear of it")
    outcome = await desk.submits(modal, {"note_text": "too late"})
    assert "full members" in str(outcome["errors"])
    profile = (await desk.store.search("pat"))[0]
    assert (await desk.store.profile(profile.contact_id)).note_count == 0  # type: ignore[union-attr]
    assert ("refused", ("change", "guest")) in await deeds(desk, by=MAYA)
    last, *_ = await desk.store.told_of([profile.contact_id])
    assert last.what == "refused"


async def forgotten(desk: Desk) -> bool:
    found = await desk.rapport.members.find(
        MAYA, workspace=WORKSPACE, team_id=WORKSPACE, enterprise_id=None, token="xoxb-desk"
    )
    return found.role.value == "guest"


async def test_a_second_admin_is_asked_only_where_the_bot_is(http_desk: Desk) -> None:
    desk = http_desk
    second = {"text": {"type": "plain_text", "text": "A second admin has to agree"}}
    typed = {"policy_second_person": [{**second, "value": "second"}]}
    modal = await desk.opens("/customer settings", by=KIM)
    assert await desk.submits(modal, typed, by=KIM) == {
        "errors": {"policy_asked_in": "Say where the second admin is asked."}
    }
    outcome = await desk.submits(modal, {**typed, "policy_asked_in": "C0GENERAL"}, by=KIM)
    assert "invite it there first" in outcome["errors"]["policy_asked_in"]
    outcome = await desk.submits(modal, {**typed, "policy_asked_in": "C0SMS"}, by=KIM)
    assert outcome == {"ok": True}
    policy = await desk.store.policy()
    assert (policy.second_person, policy.asked_in) == (True, "C0SMS")


async def test_an_admin_sets_how_long_things_are_kept_and_is_told_what_is_no_number(
    http_desk: Desk,
) -> None:
    desk = http_desk
    modal = await desk.opens("/customer settings", by=KIM)
    outcome = await desk.submits(
        modal, {"policy_message_days": "soon", "policy_audit_days": "0"}, by=KIM
    )
    said = "Type a whole number from 1 to 3650, or nothing."
    assert outcome["errors"] == {"policy_message_days": said, "policy_audit_days": said}
    excerpt = {"text": {"type": "plain_text", "text": "The first 200 characters"}}
    typed = {"policy_words": {**excerpt, "value": "excerpt"}, "policy_message_days": "30"}
    assert await desk.submits(modal, typed, by=KIM) == {"ok": True}
    kept = (await desk.store.policy()).retention
    assert kept == Retention(words=Words.EXCERPT, messages=30)
