"""What goes wrong is said in a sentence; nothing is lost, nothing is half done."""

import json
import os
import signal
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.app import now
from bot.importing import import_lines
from tests.scenarios.desk import Desk, Found, open_desk, text_of

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def known(desk: Desk) -> dict[str, str]:
    """A customer who wrote, with a card: the place of the message."""
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.card(place)
    return place


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/customer", "What `/customer` can do"),
        ("/customer help", "merge WHO with WHO"),
        ("/customer qwertyuiop", "Nobody fits"),
        ("/customer +1 000 000", "Nobody fits"),
        ("/customer 7946 0123", "with its country code"),
        ("/customer note +442079460123: " + "x" * 10_000, "at most 3,000 characters"),
        ("/customer note nobody@nowhere.example: hello", "Nobody fits"),
        ("/customer tga +442079460123 vip", "Did you mean"),
        ("/customer merge +442079460123 with", "Did you mean"),
        ("/customer merge +442079460123 with +442079460123", "one customer already"),
        ("/customer untag", "Did you mean"),
        ("/customer unwatch", "Nothing more is read"),
        ("/customer <!channel> <https://evil.example|x>", "Nobody fits"),
    ],
)
async def test_what_was_typed_wrong_gets_a_sentence(http_desk: Desk, typed: str, said: str) -> None:
    await known(http_desk)
    assert said in text_of(await http_desk.types(typed))


async def test_a_note_that_is_too_long_is_given_back_whole(http_desk: Desk) -> None:
    desk = http_desk
    await known(desk)
    typed = " ".join(f"word{number} & more" for number in range(400))
    told = await desk.types(f"/customer note +442079460123: {typed}")
    paragraphs = [block["text"]["text"] for block in told["blocks"][1:]]
    assert " ".join(paragraphs).split() == typed.split()
    (pat,) = await desk.store.contacts()
    assert pat.notes == ()


@pytest.mark.parametrize(
    ("doing", "kept"),
    [
        ("note pat: calls on\nFridays & <later>", "calls on Fridays &amp; &lt;later&gt;"),
        ("tag pat: vip", ""),
        ("untag pat: vip", ""),
        ("edit pat", ""),
        ("split pat", ""),
        ("merge pat with pat", ""),
    ],
)
async def test_what_is_to_be_done_with_one_of_several_is_said_not_to_be_done(
    http_desk: Desk, doing: str, kept: str
) -> None:
    """Several were listed as if they had been looked for, and what was typed for a note was gone."""
    desk = http_desk
    await known(desk)
    place = await desk.customer_writes("Hi", phone="+44 20 7946 0124", name="Pat Moss")
    await desk.card(place)
    told = " ".join(text_of(await desk.types(f"/customer {doing}")).split())
    assert "Nothing was done yet" in told
    assert "Pat Moss" in told
    assert ("The note was not kept" in told) == bool(kept)
    assert kept in told


async def test_a_note_on_whom_nobody_is_called_so_is_not_lost(http_desk: Desk) -> None:
    told = text_of(await http_desk.types("/customer note zebulon: calls on Fridays"))
    assert "Nobody fits" in told
    assert "Nothing was done yet" not in told
    assert "calls on Fridays" in told


async def test_of_a_number_that_a_list_has_in_every_line_is_told_how_many_have_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    lines = [
        json.dumps({"name": f"{given} {family}", "phones": ["+44 20 7946 0123"]})
        for given in ("Kit", "Ana", "Bo", "Uma", "Per", "Zoe", "Ida")
        for family in ("Moss", "Lima", "Hill", "Ward", "Reed", "Nash", "Page", "Cole")
    ]
    await import_lines(desk.store, lines, region="GB", by="import:crm", now=now())
    told = text_of(await desk.types("/customer +442079460123"))
    assert "56 contacts have \u201c+442079460123\u201d. Some of them:" in told
    assert "names nobody, and joins no two of them" in told


async def test_a_click_on_a_card_of_somebody_who_is_gone_says_so(http_desk: Desk) -> None:
    desk = http_desk
    place = await known(desk)
    card = await desk.card(place)
    (profile,) = await desk.store.contacts()
    await desk.rewrite(card, profile.contact_id, "c_00000000000000000000000000")
    await desk.clicks(await desk.card(place), "card:note")
    assert "no longer there" in await desk.told(place)


async def test_a_card_of_another_version_says_that_it_is_too_old(http_desk: Desk) -> None:
    desk = http_desk
    place = await known(desk)
    await desk.rewrite(await desk.card(place), '"value": "1|', '"value": "0|')
    await desk.clicks(await desk.card(place), "card:note")
    assert "too old" in await desk.told(place)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"lose_reply": True},
        {"error": "internal_error"},
        {"error": "ratelimited", "status": 429, "retry_after": 1},
        {"error": "invalid_blocks"},
        {"error": "msg_blocks_too_long"},
    ],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_whatever_slack_does_to_a_post_there_is_one_card(
    http_desk: Desk, fault: dict[str, object]
) -> None:
    desk = http_desk
    await desk.watch()
    await desk.post("/ui/fault", method="chat.postMessage", times=1, **fault)
    place = await desk.customer_writes("Hello?", **PAT)
    card = await desk.card(place, saying="Pat Doyle")
    await desk.quiet()
    assert [one["ts"] for one in await desk.cards(place)] == [card["ts"]]


async def test_a_post_that_slack_refuses_for_good_is_kept_as_a_dead_letter(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.post("/ui/fault", method="chat.postMessage", times=1, error="as_user_not_supported")
    await desk.customer_writes("Hello?", **PAT)

    async def dead() -> bool:
        return bool(await desk.store.outbox.dead_letters())

    await desk.until(dead, "a dead letter")
    (letter,) = await desk.store.outbox.dead_letters()
    assert letter.error == "as_user_not_supported"
    assert len(await desk.store.contacts()) == 1  # the message itself is not lost


async def test_cards_wait_for_a_channel_that_is_closed_and_who_watches_it_is_told_once(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    await desk.post("/ui/fault", method="chat.postMessage", times=1, error="is_archived")
    await desk.customer_writes("Hello?", **PAT)
    await desk.customer_writes("Anybody?", **PAT)

    async def told() -> list[Found]:
        return [m for m in await desk.messages("D0MAYA") if "cannot post" in text_of(m)]

    (notice,) = await desk.until(told, "a word to whom the channel belongs")
    assert "The channel is archived: unarchive it" in text_of(notice)
    depth = await desk.store.outbox.depth(now=now())
    assert (depth.waiting, depth.dead) == (2, 0)


async def test_while_the_store_is_gone_nothing_is_lost_and_agents_are_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path, retries=(0.2, 1.5, 3.0)) as desk:
        await known(desk)
        pid = int((tmp_path / "store" / "valkey.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        shown = text_of(await desk.types("/customer +442079460123"))
        assert "storage is unreachable" in shown
        place = await desk.customer_writes("Are you there?", **PAT)
        # Slack was not told 200, so it sends the message again; by then the store is back, with its data.
        await desk.card(place, saying="Pat Doyle")
        assert len(await desk.store.contacts()) == 1


async def test_when_slack_does_not_say_who_asks_nothing_is_shown(http_desk: Desk) -> None:
    desk = http_desk
    await known(desk)
    await desk.post("/ui/fault", method="users.info", times=5, status=500)
    shown = text_of(await desk.types("/customer +442079460123", by="U0LENA"))
    assert "Slack does not answer" in shown
    assert "Pat Doyle" not in shown


async def test_a_modal_whose_trigger_died_is_explained(http_desk: Desk) -> None:
    desk = http_desk
    place = await known(desk)
    card = await desk.card(place)
    await desk.post("/ui/fault", method="views.open", times=1, error="expired_trigger_id")
    await desk.clicks(card, "card:note")
    assert "Do it once more" in await desk.told(place)


async def test_a_form_that_cannot_be_saved_keeps_what_was_typed(
    http_desk: Desk,
) -> None:
    desk = http_desk
    card = await desk.card(await known(desk))
    await desk.clicks(card, "card:note")
    modal = await desk.top_modal()
    await desk.post("/ui/fault", method="users.info", times=5, status=500)
    desk.rapport.members.forget("U0MAYA", workspace="T0RAPPORT")
    outcome = await desk.submits(modal, {"note_text": "a long thought"})
    assert "Slack does not answer" in outcome["errors"]["note_text"]
    await desk.post("/ui/fault", clear=True)
    assert await desk.submits(modal, {"note_text": "a long thought"}) == {"ok": True}


async def test_a_forged_request_is_refused_and_shows_nothing(http_desk: Desk) -> None:
    desk = http_desk
    await known(desk)
    url = str(desk.playground.workspace.config.bot_url)
    body = urlencode(
        {"command": "/customer", "text": "pat", "user_id": "U0MAYA", "team_id": "T0RAPPORT"}
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": "1",
        "X-Slack-Signature": "v0=" + "0" * 64,
    }
    async with desk.session.post(url, data=body, headers=headers) as answer:
        assert answer.status == 401
        assert "Pat" not in await answer.text()
