"""What is typed after `/customer`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.commands import (
    USAGE,
    Command,
    Duplicates,
    EditOne,
    Help,
    Look,
    Mark,
    Marks,
    MergeOne,
    MergeTwo,
    Mistyped,
    New,
    NoteFor,
    OrdersOf,
    SplitOne,
    TagFor,
    Tags,
    TimelineOf,
    UntagFor,
    Unwatch,
    Watch,
    corrected,
    parse_command,
)
from bot.parse.commands.meant import CALLED_OTHERWISE

TAGS_USAGE = (USAGE["tags"], "tags retire TAG", USAGE["tag"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Help()),
        ("  help ", Help()),
        ("?", Help()),
        ("ana@acme.example", Look("ana@acme.example")),
        ("<mailto:ana@acme.example|ana@acme.example>", Look("ana@acme.example")),
        ("<tel:+442079460123|020 7946 0123>", Look("020 7946 0123")),
        ("+55 11 91234-5678", Look("+55 11 91234-5678")),
        ("Ana Souza", Look("Ana Souza")),
        ("find watch", Look("watch")),
        ("find", Mistyped("find", (USAGE["find"],))),
        ("new Pat Doyle", New("Pat Doyle")),
        ("new", New("")),
        ("note ana@acme.example: calls back", NoteFor("ana@acme.example", "calls back")),
        ("note crm:42: calls back", NoteFor("crm:42", "calls back")),
        ("note Ana Souza", NoteFor("Ana Souza", None)),
        ("note \u201cAna: Souza\u201d: hi", NoteFor("Ana: Souza", "hi")),
        ('note "Ana"', NoteFor("Ana", None)),
        ("note", Mistyped("note", (USAGE["note"],))),
        ("tag Ana Souza: vip, late, vip", TagFor("Ana Souza", ("vip", "late"))),
        ("tag ana vip", TagFor("ana", ("vip",))),
        ('tag "Ana Souza" vip', TagFor("Ana Souza", ("vip",))),
        ("tag ana", TagFor("ana", ())),
        ("tag", Mistyped("tag", (USAGE["tag"],))),
        ("tags", Tags()),
        ("tags rename late to running  late", Tags("late", "running late")),
        ('tags merge "a to b" into "c"', Tags("a to b", "c")),
        ("tags rename a -> b", Tags("a", "b")),
        ("tags RETIRE old one", Tags("old one")),
        ("tags rename late", Mistyped("tags", TAGS_USAGE, "tags rename late")),
        ("tags retire", Mistyped("tags", TAGS_USAGE, "tags retire")),
        ("tags rename to b", Mistyped("tags", TAGS_USAGE, "tags rename to b")),
        ("tags ana vip", Mistyped("tags", TAGS_USAGE, "tags ana vip")),
        ("untag ana: late", UntagFor("ana", ("late",))),
        ("untag ana", Mistyped("untag", (USAGE["untag"],))),
        ("split Ana Souza", SplitOne("Ana Souza")),
        ("split", Mistyped("split", (USAGE["split"],))),
        ("duplicates", Duplicates()),
        ("duplicates of Ana", Look("duplicates of Ana")),
        ("mark +44 20 7946 0123 shared", Mark("+44 20 7946 0123", "shared")),
        ("mark info@acme.example: Blocked", Mark("info@acme.example", "blocked")),
        ("mark info@acme.example own", Mark("info@acme.example", "own")),
        ("mark +44 20 7946 0123", Mistyped("mark", (USAGE["mark"],))),
        ("mark @ana.s share", Mistyped("mark", (USAGE["mark"],))),
        ("mark", Mistyped("mark", (USAGE["mark"],), "mark")),
        ("Mark Smith", Look("Mark Smith")),
        ("Mary Jones", Look("Mary Jones")),
        ("Marko Polo", Look("Marko Polo")),
        ("Marks Ltd", Look("Marks Ltd")),
        ("marks", Marks()),
        ("unmark info@acme.example", Mark("info@acme.example", "")),
        ("unmark", Mistyped("unmark", (USAGE["unmark"],))),
        ("merge Ana Souza with A. Souza", MergeTwo("Ana Souza", "A. Souza")),
        ('merge "Ana S" "A. Souza"', MergeTwo("Ana S", "A. Souza")),
        ("merge c_1 c_2", MergeTwo("c_1", "c_2", "c_1 c_2")),
        ("merge Ana Souza mit A. Souza", MergeTwo("Ana Souza", "A. Souza")),
        ("merge ana with", Mistyped("merge", (USAGE["merge"],))),
        ("merge with ana", Mistyped("merge", (USAGE["merge"],))),
        ("merge", Mistyped("merge", (USAGE["merge"],))),
        ("merge ana", MergeOne("ana")),
        ("merge Ana Maria Souza", MergeOne("Ana Maria Souza")),
        ('merge "Ana Maria Souza"', MergeOne("Ana Maria Souza")),
        ("watch", Watch()),
        ("UNWATCH", Unwatch()),
        ("tga ana vip", Mistyped("tga", (USAGE["tag"],), "tga ana vip")),
        ("nota bene", Mistyped("nota", (USAGE["note"],), "nota bene")),
        ("ordesr Ana", Mistyped("ordesr", (USAGE["orders"],), "ordesr Ana")),
        ("tiemlnie Ana", Mistyped("tiemlnie", (USAGE["timeline"],), "tiemlnie Ana")),
        ("delete Ana", Mistyped("delete", (USAGE["erase"],), "delete Ana")),
        ("Suchen", Mistyped("Suchen", (USAGE["find"],), "Suchen")),
        ("segment", Mistyped("segment", (USAGE["segments"],), "segment")),
        ("Edith Moss", Look("Edith Moss")),
        ("tagg", Look("tagg")),
        ("wacth", Mistyped("wacth", (USAGE["watch"],), "wacth")),
        ("Dupilcates", Mistyped("Dupilcates", (USAGE["duplicates"],), "Dupilcates")),
        ("Edy", Look("Edy")),
        ("edit Ana Souza", EditOne("Ana Souza")),
        ("edit", Mistyped("edit", (USAGE["edit"],))),
        ("orders crm:42", OrdersOf("crm:42")),
        ("orders", Mistyped("orders", (USAGE["orders"],))),
        ("Timeline Ana Souza", TimelineOf("Ana Souza")),
        ("timeline", Mistyped("timeline", (USAGE["timeline"],))),
        ("<@U1|maya> &amp; &lt;b&gt;", Look("@maya & <b>")),
    ],
)
def test_a_command_is_understood(text: str, expected: Command) -> None:
    assert parse_command(text) == expected


@given(
    st.text(max_size=200)
    | st.sampled_from(list(USAGE)).flatmap(
        lambda word: st.text(max_size=80).map(lambda t: f"{word} {t}")
    )
)
def test_nothing_that_is_typed_raises(text: str) -> None:
    parse_command(text)


WHO = st.from_regex(
    r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}|[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True
)
TAG = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@given(WHO, WHO, st.lists(TAG, min_size=1, unique=True))
def test_what_is_written_as_the_help_says_means_what_it_says(
    who: str, other: str, tags: list[str]
) -> None:
    listed = ", ".join(tags)
    assert parse_command(f"find {who}") == Look(who)
    assert parse_command(f"new {who}") == New(who)
    assert parse_command(f"note {who}: {listed}") == NoteFor(who, listed)
    assert parse_command(f"tag {who}: {listed}") == TagFor(who, tuple(tags))
    assert parse_command(f"untag {who}: {listed}") == UntagFor(who, tuple(tags))
    assert parse_command(f"merge {who} with {other}") == MergeTwo(who, other)
    assert parse_command(f'merge "{who}" "{other}"') == MergeTwo(who, other)


def test_what_is_called_otherwise_names_a_command_and_is_none_itself() -> None:
    assert set(CALLED_OTHERWISE.values()) <= set(USAGE)
    for word in CALLED_OTHERWISE:
        assert isinstance(parse_command(word), Mistyped), word


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("histoyr Ana Souza", ("history Ana Souza",)),
        ("tga ana: vip", ("tag ana: vip",)),
        ("delete Ana", ("erase Ana",)),
        ("dupes", ("duplicates",)),
        ("search tag:vip", ("find tag:vip",)),
        ("mrege ana with kim", ("merge ana with kim",)),
        ("mrege ana", ("merge ana",)),
        ("rule ana", ()),
        ("delete", ()),
    ],
)
def test_what_was_meant_is_one_click_away_where_it_is_whole(
    typed: str, instead: tuple[str, ...]
) -> None:
    command = parse_command(typed)
    assert isinstance(command, Mistyped)
    assert corrected(command) == instead
    assert not any(isinstance(parse_command(one), Mistyped) for one in instead)
