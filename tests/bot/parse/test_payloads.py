"""Commands, clicks, forms and shortcuts: who, where, and what was chosen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clicks
from bot.parse import payloads
from bot.parse.forms import (
    MOST_TAGS,
    Enrichment,
    FieldErrors,
    MergeEntry,
    NoteEntry,
    TagEntry,
    WatchEntry,
    entry,
    shown_in,
)
from bot.parse.payloads import Actor, Place, State
from bot.parse.text import body_of, of_blocks, plain
from storage.identifiers import Identifier
from storage.message import Channel
from tests.bot.parse.test_shapes import ANYTHING

CLICK = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "enterprise": {"id": "E1"},
    "trigger_id": "t",
    "response_url": "https://hooks.slack.com/x",
    "container": {
        "message_ts": "1.2",
        "thread_ts": "1.1",
        "channel_id": "C1",
        "is_ephemeral": True,
    },
    "channel": {"id": "C1"},
    "actions": [{"action_id": "card:note", "value": "1|c_1"}],
}


def test_a_click_says_who_where_and_what() -> None:
    assert payloads.actor_of(CLICK) == Actor(user_id="U1", team_id="T1", enterprise_id="E1")
    assert payloads.team_of(CLICK) == ("T1", "E1")
    assert payloads.place_of(CLICK) == Place(
        channel_id="C1", message_ts="1.2", thread_ts="1.1", is_ephemeral=True
    )
    assert payloads.click_of(CLICK) == ("card:note", "1|c_1")
    assert payloads.trigger_of(CLICK) == "t"
    assert payloads.response_url_of(CLICK) == "https://hooks.slack.com/x"


def test_a_menu_on_a_message_says_what_was_picked() -> None:
    picked = {"actions": [{"action_id": "a", "selected_option": {"value": "v"}}]}
    assert payloads.click_of(picked) == ("a", "v")


def test_in_a_shared_channel_a_forms_workspace_is_where_the_app_is_installed() -> None:
    body = {
        "team": {"id": "T2"},
        "view": {"app_installed_team_id": "T1", "callback_id": "form:note"},
    }
    assert payloads.team_of(body) == ("T1", None)
    assert payloads.callback_id_of(body) == "form:note"


def test_an_events_workspace_is_the_one_it_was_authorised_for() -> None:
    body = {"team_id": "T2", "authorizations": [{"team_id": "T1", "enterprise_id": None}]}
    assert payloads.team_of(body) == ("T1", None)
    org = {"team_id": None, "authorizations": [{"team_id": None, "enterprise_id": "E1"}]}
    assert payloads.team_of(org) == (None, "E1")


def test_a_command_says_who_and_where() -> None:
    body = {"user_id": "U1", "team_id": "T1", "channel_id": "C1", "enterprise_id": "E1"}
    assert payloads.actor_of(body) == Actor(user_id="U1", team_id=None, enterprise_id="E1")
    assert payloads.place_of(body).channel_id == "C1"


def test_a_shortcut_carries_the_message_with_its_channel() -> None:
    body = {
        "callback_id": "show_customer",
        "channel": {"id": "C1"},
        "message": {"ts": "1.2", "text": "x"},
    }
    assert payloads.shared_message(body) == {"ts": "1.2", "text": "x", "channel": "C1"}
    assert payloads.callback_id_of(body) == "show_customer"


def test_a_searching_menu_says_what_was_typed() -> None:
    assert payloads.query_of({"action_id": "pick:tag", "value": "vi"}) == ("pick:tag", "vi")


def test_what_a_form_holds_is_flat() -> None:
    values = {
        "a": {"a": {"type": "plain_text_input", "value": "words"}},
        "b": {"b": {"type": "static_select", "selected_option": {"value": "sms"}}},
        "c": {"c": {"type": "multi_external_select", "selected_options": [{"value": "vip"}]}},
        "d": {"d": {"type": "datepicker", "selected_date": "2026-01-01"}},
        "e": {"e": {"type": "users_select", "selected_user": "U1"}},
        "f": {"f": {"type": "plain_text_input", "value": None}},
    }
    assert payloads.state_of({"state": {"values": values}}) == {
        "a": "words", "b": "sms", "c": ["vip"], "d": "2026-01-01", "e": "U1", "f": "",
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from([*CLICK, "view", "message", "authorizations"]), ANYTHING))
def test_no_payload_raises(body: dict[str, Any]) -> None:
    for read in (
        payloads.actor_of, payloads.team_of, payloads.place_of, payloads.click_of, payloads.query_of,
        payloads.shared_message, payloads.callback_id_of, payloads.trigger_of, payloads.response_url_of, payloads.state_of,
    ):  # fmt: skip
        read(body)


PHONE = Identifier(kind="phone", value="+442079460123")


@pytest.mark.parametrize(
    ("context", "state", "expected"),
    [
        (clicks.NoteForm("c_1"), {"note_text": " hello "}, NoteEntry("hello")),
        (clicks.TagForm("c_1"), {"pick:tag": ["vip"], "new_tags": "late,  two  words ,vip"}, TagEntry(("vip", "late", "two words"))),
        (clicks.MergeForm("c_1"), {"pick:customer": "c_2"}, MergeEntry("c_2")),
        (
            clicks.WatchForm("C1"),
            {"feed_kind": "sms", "feed_region": "de", "feed_own_domains": "@A.example, b.example"},
            WatchEntry(channel=Channel.SMS, region="DE", own_domains=("a.example", "b.example")),
        ),
        (clicks.WatchForm("C1"), {"feed_kind": "any", "feed_region": ""}, WatchEntry(channel=None, region=None, own_domains=())),
        (
            clicks.EditForm("c_1"),
            {"name": "Ana", "company": "", "phones": "+44 20 7946 0123", "handles": "instagram: @Ana.S", "timezone": "Europe/Berlin", "language": "pt-BR"},
            Enrichment(
                fields={"name": "Ana", "timezone": "Europe/Berlin", "language": "pt-BR"},
                add=(PHONE, Identifier(kind="instagram", value="ana.s")),
            ),
        ),
        (clicks.NewForm(), {"emails": "a@b.example\nA@b.example"}, Enrichment(add=(Identifier(kind="email", value="a@b.example"),))),
    ],
)  # fmt: skip
def test_a_form_is_read(context: clicks.FormContext, state: State, expected: object) -> None:
    assert entry(context, state, shown={}, region="US") == expected


@pytest.mark.parametrize(
    ("context", "state", "field"),
    [
        (clicks.NoteForm("c_1"), {"note_text": "  "}, "note_text"),
        (clicks.NoteForm("c_1"), {"note_text": "x" * 3001}, "note_text"),
        (clicks.TagForm("c_1"), {"new_tags": ",".join(map(str, range(MOST_TAGS + 1)))}, "new_tags"),
        (clicks.TagForm("c_1"), {"new_tags": "x" * 76}, "new_tags"),
        (clicks.EditForm("c_1"), {"emails": "pat at doyle"}, "emails"),
        (clicks.EditForm("c_1"), {"phones": "12"}, "phones"),
        (clicks.EditForm("c_1"), {"handles": "@ana"}, "handles"),
        (clicks.EditForm("c_1"), {"timezone": "Mars/Olympus"}, "timezone"),
        (clicks.EditForm("c_1"), {"language": "gibberish"}, "language"),
        (clicks.NewForm(), {"company": "Acme"}, "name"),
        (clicks.WatchForm("C1"), {"feed_region": "XX"}, "feed_region"),
        (clicks.WatchForm("C1"), {"feed_own_domains": "not a domain"}, "feed_own_domains"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    context: clicks.FormContext, state: State, field: str
) -> None:
    found = entry(context, state, shown={}, region="US")
    assert isinstance(found, FieldErrors)
    assert list(found.errors) == [field]
    assert found.errors[field].endswith((".", "U.S."))


def test_slacks_ways_of_writing_become_plain_text() -> None:
    assert plain(
        "<@U1|maya> in <#C1|general> <!here> <!date^1^{date}|today> <https://x.example|site>"
    ) == ("@maya in #general @here today site (https://x.example)")
    assert plain("<https://x.example> &amp;lt; &lt;b&gt;") == "https://x.example &lt; <b>"
    assert plain(None) == ""


def test_blocks_become_lines() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [
                {"type": "text", "text": "Hi "}, {"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "wave"},
                {"type": "link", "url": "mailto:a@b.example", "text": "mail"}, {"type": "link", "url": "https://x", "text": "x"},
            ]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "before"}]},
        ],
    }  # fmt: skip
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Title"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
        {"type": "markdown", "text": "*m*"},
        {"type": "divider"},
        rich,
    ]
    assert of_blocks(blocks) == "Title\nsmall\n*m*\nHi @U1:wave:a@b.examplex\n> before\n"
    assert body_of({"text": "", "blocks": blocks}).startswith("Title")
    assert (
        body_of({"text": "short", "blocks": [{"type": "markdown", "text": "x" * 50}]}) == "x" * 50
    )
    deep: dict[str, Any] = {"type": "text", "text": "bottom"}
    for _ in range(50):
        deep = {"type": "rich_text_section", "elements": [deep]}
    assert "bottom" not in of_blocks([{"type": "rich_text", "elements": [deep]}])


def test_what_a_form_held_when_it_was_opened_is_told_as_what_it_holds_now() -> None:
    tags = {"type": "multi_external_select", "action_id": "pick:tag"}
    blocks = [
        {"element": {"action_id": "name", "initial_value": "Ana"}},
        {"element": {"action_id": "feed_kind", "initial_option": {"value": "sms"}}},
        {"element": {**tags, "initial_options": [{"value": "vip"}]}},
        {"element": {"action_id": "company"}},
    ]
    assert shown_in({"blocks": blocks}) == {
        "name": "Ana",
        "feed_kind": "sms",
        "pick:tag": ["vip"],
        "company": "",
    }
