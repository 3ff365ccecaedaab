"""What the preview of a merge promises is what the merge does."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.merge_form import preview
from bot.clicks import MergeForm
from storage.contact import Fact, FactSource
from storage.folding import fold
from storage.profile import Shelf
from tests.bot.cards.people import NOW, contact

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
