"""What the preview of a merge promises is what the merge does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.merge_form import preview
from bot.clicks import MergeForm
from playground.validation import problems_in_view
from storage.contact import Fact, FactSource
from storage.folding import fold
from storage.identifiers import Identifier
from storage.outcomes import ToldApart
from storage.profile import Profile, Shelf
from tests.bot.cards.people import DAY, NOW, ana, contact, fact

FACTS = st.lists(
    st.builds(
        Fact,
        field=st.sampled_from(["name", "company", "plan"]),
        value=st.sampled_from(["Ana", "Bo", "Cy"]),
        source=st.sampled_from(FactSource),
        at=st.integers(0, 2).map(lambda days: NOW - timedelta(days=days)),
    ),
    max_size=6,
)


@given(kept=FACTS, joined=FACTS)
def test_the_value_marked_in_the_preview_is_the_one_shown_after_the_merge(
    kept: list[Fact], joined: list[Fact]
) -> None:
    shelves = [
        Shelf(contact=contact("", id=contact_id, facts=tuple(facts)), revision=1)
        for contact_id, facts in (("c_1", kept), ("c_2", joined))
    ]
    sides = [fold([shelf], contact_id=shelf.contact.id) for shelf in shelves]
    view = preview(MergeForm("c_1", "c_2"), *sides)
    cells = [cell["text"] for block in view["blocks"] for cell in block.get("fields", ())]
    marked = [cell.split("\n") for cell in cells if cell.endswith(" _(shown afterwards)_")]
    promised = {label.strip("*").casefold(): told.split(" ")[0] for label, told in marked}
    after = {name: field.value for name, field in fold(shelves, contact_id="c_1").fields.items()}
    alike = {
        name
        for name, field in sides[0].fields.items()
        if name in sides[1].fields and sides[1].fields[name].value == field.value
    }
    assert promised == {name: value for name, value in after.items() if name not in alike}


def read(view: Mapping[str, Any]) -> str:
    """All the words of a form, a block a line."""
    texts = []
    for block in view["blocks"]:
        parts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        texts.append(" | ".join(part["text"] for part in parts if part))
    return "\n".join(texts)


def two(*facts: Fact, external: str = "", **shelf: Any) -> Profile:
    identifier = Identifier(kind="external:hubspot", value=external) if external else None
    told = contact("", id="c_2", facts=facts, external_id=identifier)
    return fold([Shelf(contact=told, revision=1, **shelf)], contact_id="c_2")


def one(*facts: Fact, external: str = "") -> Profile:
    identifier = Identifier(kind="external:hubspot", value=external) if external else None
    told = contact("", facts=facts, external_id=identifier)
    return fold([Shelf(contact=told, revision=1)], contact_id="c_1")


def previewed(kept: Profile, other: Profile, *told: ToldApart) -> str:
    view = preview(MergeForm("c_1", "c_2"), kept, other, told=told)
    assert problems_in_view(view) == []
    return read(view)


def test_two_names_that_cannot_be_one_persons_are_warned_of() -> None:
    shown = previewed(one(fact("name", "Ana Souza")), two(fact("name", "Bruno Lima")))
    assert ":warning: The names differ: Ana Souza and Bruno Lima." in shown
    shown = previewed(one(fact("name", "Bob Lima")), two(fact("name", "Robert Lima")))
    assert "warning" not in shown


def test_ids_of_one_system_birthdays_and_many_contacts_are_warned_of() -> None:
    born = fact("born", "1990-02-01"), fact("born", "1990-02-02")
    shown = previewed(one(born[0], external="41"), two(born[1], external="42"))
    assert ":warning: Your hubspot holds two customers: 41 and 42." in shown
    assert ":warning: The birthdays differ: 1990-02-01 and 1990-02-02." in shown
    assert "warning" not in previewed(one(born[0], external="41"), two(born[0], external="41"))
    crowd = [Shelf(contact=contact("Ana", id=f"c_{n}"), revision=1) for n in range(10, 21)]
    shown = previewed(one(), fold(crowd, contact_id="c_10"))
    assert ":warning: Together these are 12 contacts, more than one person usually has." in shown


def test_who_told_them_apart_before_is_named_with_the_day() -> None:
    apart = ToldApart(one="c_1", other="c_2", by="U0SAM", at=NOW)
    shown = previewed(one(), two(), apart, apart.model_copy(update={"by": "<!channel>"}))
    assert ":warning: <@U0SAM> said on <!date^" in shown
    assert "that these two are not the same person. Merging takes that back." in shown
    assert "&lt;!channel&gt; said on" in shown
    assert "Somebody said" in previewed(one(), two(), apart.model_copy(update={"by": None}))


def test_the_value_that_does_not_stay_is_said_to_be_kept_beside_it() -> None:
    older = Fact(field="plan", value="basic", source=FactSource.IMPORT, at=NOW - 40 * DAY)
    shown = previewed(one(fact("plan", "pro"), fact("company", "Acme")), two(older))
    assert "*Plan*\npro _(shown afterwards)_ | *Plan*\nbasic _(kept beside it)_" in shown
    assert "*Company*\nAcme _(shown afterwards)_ | *Company*\n\u2014" in shown


def test_a_colleague_a_level_and_a_channel_are_called_as_people_call_them() -> None:
    told = fact("owner", "U0MAYA"), fact("priority", "high"), fact("preferred_channel", "email")
    shown = previewed(one(*told), two())
    for cell in ("*Owner*\n<@U0MAYA> _(", "*Priority*\nHigh _(", "*Prefers*\ne-mail _("):
        assert cell in shown


def test_fields_that_do_not_fit_into_the_form_are_counted() -> None:
    many = [fact(f"field:f{number:03}", "x") for number in range(120)]
    shown = previewed(one(*many), two())
    assert "35 more fields differ; their values are all kept." in shown
    assert "One more field differs" in previewed(one(*many[:86]), two())


def test_what_both_bring_is_counted_together() -> None:
    shown = previewed(ana(), two(message_count=3, note_count=1))
    assert "Together: 2 contacts, 2 identifiers, 2 tags, 10 messages, 5 notes, 2 orders" in shown
