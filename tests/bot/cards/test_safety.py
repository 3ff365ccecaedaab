"""No profile makes a card that Slack would refuse, and no text of a customer is ever markup."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import options, results
from bot.cards.block import MESSAGE_CHARS, actions, button, divider, message, mrkdwn, plain, section
from bot.cards.language import language_suggestion
from bot.cards.profile_card import Size, profile_card
from bot.cards.text import (
    badge,
    bold,
    cleaned,
    escaped,
    excerpt,
    has_hidden,
    link,
    shortened,
    units,
    web_address,
)
from bot.clicks import OpenTag
from playground.validation import (
    problems_in_message,
    problems_in_options,
    text_size,
    utf16_length,
)
from storage.contact import Contact, Fact, FactSource, Note, Order, Tag
from storage.folding import fold
from storage.message import Channel
from storage.profile import Profile, Shelf, Suggestion
from storage.store import Hit
from tests.bot.cards.people import NOW, contact, fact, wrote
from tests.bot.cards.reading import person

NASTY = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="<>&!@#|^*_~`\u202e\u200b\u00ad\n\t \U0001f680x", max_size=300),
    st.sampled_from(
        [
            "<!channel>", "<!here|x>", "<@U0MAYA>", "<#C1|x>", "<!subteam^S1>", "<https://e.example|bank>",
            "<!date^1^{date}|x>", "&lt;!channel&gt;", "<<!channel>>", "<!chan\u200bnel>", "\uff1c!channel\uff1e",
            " " * 50, "\n\n", "\u202e\u202e", "x" * 5000, "&" * 4000, "<" * 4000, "\ud800", "e" + "\u0301" * 500,
        ]
    ),
)  # fmt: skip


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile whatever, with hostile text wherever a customer or a colleague can write."""
    fields = [
        "name",
        "company",
        "title",
        "plan",
        "location",
        "timezone",
        "language",
        "preferred_channel",
        "field:x",
    ]
    facts = tuple(
        Fact(
            field=draw(st.sampled_from(fields)),
            value=value,
            source=draw(st.sampled_from(FactSource)),
            at=NOW,
        )
        for value in draw(st.lists(NASTY, max_size=12))
    )
    when = st.timedeltas(timedelta(-3000), timedelta(3000)).map(lambda length: NOW + length)
    orders = st.builds(
        Order,
        id=NASTY,
        status=st.one_of(NASTY, st.just("in_transit")),
        total=st.none() | st.decimals(-(10**9), 10**9, places=2).map(Decimal),
        currency=st.none() | st.sampled_from(["EUR", "JPY", "XAU", "zzz"]),
        placed_at=st.none() | when,
        eta=st.none() | when,
        promised_at=st.none() | when,
        tracking_url=st.none() | NASTY | st.just("https://ok.example/?a=1&b=<x>"),
        country=st.none() | NASTY,
    )
    shelf = Shelf(
        contact=Contact(
            **contact("x").model_dump(exclude={"facts", "tags"}),
            facts=facts,
            tags=tuple(Tag(name=name, at=NOW) for name in draw(st.lists(NASTY, max_size=20))),
        ),
        revision=1,
        messages=tuple(
            wrote(text, number, draw(st.sampled_from(Channel)), number)
            for number, text in enumerate(draw(st.lists(NASTY, max_size=5)))
        ),
        notes=tuple(
            Note(
                id=str(number), contact_id="c_1", text=text, at=NOW,
                by=draw(st.none() | NASTY), link=draw(st.none() | NASTY),
            )
            for number, text in enumerate(draw(st.lists(NASTY, max_size=5)))
        ),
        orders=tuple(draw(st.lists(orders, max_size=5))),
        suggestions=tuple(
            Suggestion(contact_id="c_1", other_id="c_2", score=0.5, reasons=(text,), other_name=text, at=NOW)
            for text in draw(st.lists(NASTY, max_size=1))
        ),
    )  # fmt: skip
    return fold([shelf], contact_id="c_1")


OURS = re.compile(r"<(?:!date\^\d+\^[^<>|]*\|[^<>]*|@[UW][A-Z0-9]*|https?://[^<>|\s]+\|[^<>]*)>")


def live_markup(part: Any) -> list[str]:
    """What Slack would read as a mention, a link or a token, other than those that we write ourselves."""
    if isinstance(part, dict):
        own = part.get("text") if part.get("type") == "mrkdwn" else None
        found = re.findall(r"<[^>]*>?", OURS.sub("", own)) if isinstance(own, str) else []
        return found + [hit for value in part.values() for hit in live_markup(value)]
    if isinstance(part, (list, tuple)):
        return [hit for value in part for hit in live_markup(value)]
    return []


@given(profile=profiles(), size=st.sampled_from(Size))
def test_no_profile_makes_a_card_that_slack_refuses_or_that_says_what_it_should_not(
    profile: Profile, size: Size
) -> None:
    card = profile_card(profile, now=NOW, zone="Europe/Berlin", size=size, unverified=True)
    blocks = list(card.blocks)
    assert problems_in_message(blocks) == []
    assert text_size(blocks) <= MESSAGE_CHARS
    assert live_markup(blocks) == []
    assert card.text.strip()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", str(blocks))


@given(name=NASTY, company=NASTY)
def test_no_name_makes_a_list_or_a_menu_that_slack_refuses(name: str, company: str) -> None:
    hit = Hit(contact_id="c_1", name=name, company=company)
    listed = results.results([hit], searched=name, now=NOW)
    assert problems_in_message(list(listed.blocks)) == []
    assert live_markup(list(listed.blocks)) == []
    assert problems_in_options({"options": options.customer_options([hit], now=NOW)}) == []
    assert problems_in_options({"options": options.tag_options(["vip"], typed=name)}) == []


@given(text=NASTY)
def test_escaped_text_reads_as_what_was_written(text: str) -> None:
    safe = escaped(text)
    assert not re.search("[<>]", safe)
    undone = safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert undone == cleaned(text)
    assert escaped(undone) == safe


@given(text=NASTY, limit=st.integers(2, 100))
def test_a_shortened_text_fits_and_cuts_no_entity_token_or_pair(text: str, limit: int) -> None:
    safe = escaped(text)
    short = shortened(safe, limit)
    assert utf16_length(short) <= limit
    assert not re.search(r"&(?:a|am|amp|l|lt|g|gt)?(?:…|$)", short)
    short.encode("utf-8")


@given(text=NASTY)
def test_units_are_what_slack_counts(text: str) -> None:
    assert units(text) == utf16_length(text)


def test_markup_of_our_own_is_not_cut_in_half() -> None:
    token = "<!date^1700000000^{date_short}|2023-11-14 22:13 UTC>"
    assert shortened(f"seen {token} and later", 30) == "seen…"
    assert shortened(f"seen {token}", 100) == f"seen {token}"


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://x.example/?a=1&b=2") == "https://x.example/?a=1&amp;b=2"
    assert link("https://x.example/a", "here & now") == "<https://x.example/a|here &amp; now>"
    for bad in (
        "javascript:alert(1)",
        "https://x.example/|y",
        "https://a b",
        "ftp://x",
        "http://[",
        "//x",
        "https://x/>",
        "https://bank.example@evil.example/",
        "https://evil.example\\@bank.example/",
        "https://x.example/\u202egnp.exe",
        "https://b\u0430nk.example/",
        "https://x.example/" + "x" * 1000,
    ):
        assert web_address(bad) is None
        assert link(bad, "here") == ""


def test_hidden_characters_are_taken_out_and_told() -> None:
    assert cleaned("\u202egnp.exe\u200b") == "gnp.exe"
    assert has_hidden("\u202egnp.exe")
    assert not has_hidden("Ana")
    assert cleaned("a\x00b\r\nc\ud800") == "ab\nc"


def test_an_empty_text_is_a_dash_since_slack_refuses_nothing() -> None:
    assert mrkdwn(escaped(" \u200b\n"))["text"] == "—"
    assert plain("\u202e", 10)["text"] == "—"
    assert bold(escaped("  ")) == ""
    assert badge(escaped("\u200b")) == ""


def test_a_message_without_any_text_still_has_one_for_notifications() -> None:
    assert message(escaped(" "), []).text == "\u2014"


def test_what_does_not_fit_into_a_message_goes_from_its_end_and_its_buttons_stay() -> None:
    parts = [section(escaped(letter * 2900)) for letter in "abcdefgh"]
    told = message(escaped("a"), [*parts, actions("card", button("Tag", OpenTag("c_1")))])
    assert [str(block.get("text", {}).get("text", ""))[:1] for block in told.blocks] == [
        *("a", "b", "c", "")
    ]
    many = message(escaped("a"), [divider()] * 60)
    assert len(many.blocks) == 45


def test_text_that_is_written_in_marks_nobody_sees_is_found_out() -> None:
    smuggled = "Ana" + "".join(chr(0xE0000 + ord(letter)) for letter in "ring all")
    assert cleaned(smuggled) == "Ana"
    assert has_hidden(smuggled)
    assert cleaned("\u2800\u3164") == ""


def test_accents_are_kept_and_piles_of_them_are_not() -> None:
    assert cleaned("Sa\u0303o") == "S\u00e3o"
    assert cleaned("z" + "\u0335" * 40 + "!") == "z" + "\u0335" * 3 + "!"


def test_emoji_and_other_scripts_stay_as_they_are() -> None:
    for text in (
        "\u2764\ufe0f",
        "\U0001f44d\U0001f3fd",
        "\u05d3\u05e0\u05d4",
        "\u0e2a\u0e27\u0e31",
        "\u0939\u093f",
    ):
        assert cleaned(text) == text


def test_text_that_is_passed_without_a_closer_look_would_pass_one() -> None:
    looked_at = (
        "\ue000"  # a character of nobody's: it is taken out, after a look at each of the text
    )
    differing = [
        hex(code)
        for code in range(0x20000)
        if cleaned(f"a{chr(code)}b") != cleaned(f"a{chr(code)}b{looked_at}")
    ]
    assert differing == []


@given(text=NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


def test_a_text_of_any_length_costs_the_same() -> None:
    assert len(cleaned("x" * 10**7)) == 8000
    assert excerpt("\u200b" * 10**7 + "x", 50) == ""
    assert excerpt("&" * 10**7, 50) == "&amp;" * 9 + "\u2026"


def test_a_language_that_a_file_brought_is_no_markup() -> None:
    """Beside the language that the messages are in stands what the profile says, whoever wrote that."""
    texts = (
        "Bonjour, ma commande n'est toujours pas arriv\u00e9e, pouvez-vous regarder ?",
        "Je vous \u00e9cris encore une fois parce que personne ne m'a r\u00e9pondu hier.",
        "Nous ouvrons le magasin samedi matin, il nous faut vraiment les rames.",
    )
    said = [wrote(text, days_ago=number, number=number) for number, text in enumerate(texts, 1)]
    profile = person(fact("language", "<!channel>"), messages=tuple(said))
    block = language_suggestion(profile)
    assert block is not None
    assert "&lt;!channel&gt;" in block["text"]["text"]
    assert "<" not in block["text"]["text"]
