"""Which fields are candidates to drop: seldom or never read, once it was counted for long enough."""

from datetime import UTC, datetime, timedelta

from storage.contact import Fact, FactSource
from storage.profile import Folded
from storage.searching.parsing import parse
from storage.searching.reading import Mistake
from storage.templating import fields_in
from storage.usage import SOONEST, Usage, Use, asked_in, counted, seldom, shown_in
from tests.bot.cards.people import ana

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LONG_AGO = NOW - SOONEST - timedelta(days=1)


def usage(since: datetime | None = LONG_AGO, **counts: int) -> Usage:
    told = {name.replace("__", " ").replace("_own_", ":"): n for name, n in counts.items()}
    return Usage(since=since, counts=told)


def names(found: object) -> list[str]:
    assert isinstance(found, list)
    return [one.field for one in found]


def test_before_it_was_counted_for_long_nothing_is_said_of_anybodys_not_reading() -> None:
    assert seldom(usage(since=None), (), now=NOW) is None
    assert seldom(usage(since=NOW), (), now=NOW) is None


def test_what_is_never_read_comes_before_what_is_seldom_read() -> None:
    found = seldom(usage(shown__company=9, searched__plan=1, said__plan=1), ["Tier"], now=NOW)
    assert found is not None
    assert "company" not in names(found)
    assert names(found)[-1] == "plan"
    assert dict(found[-1].times) == {Use.SEARCHED: 1, Use.SAID: 1}
    assert "field:Tier" in names(found)
    assert "name" not in names(found), "whom it is about is always needed"


def test_a_custom_field_is_counted_in_whichever_writing() -> None:
    assert counted(Use.SHOWN, "field:Account  Manager") == counted(
        Use.SHOWN, "field:account manager"
    )
    assert counted(Use.SHOWN, "company") == "shown company"
    used = Usage(since=LONG_AGO, counts={counted(Use.SAID, "field:tier"): 5})
    assert "field:Tier" not in names(seldom(used, ["Tier"], now=NOW))


def test_a_card_shows_what_was_told_and_not_what_was_inferred() -> None:
    profile = ana()
    assert {"company", "plan"} <= shown_in(profile)
    guessed = Folded(
        field="born", value="1990", source=FactSource.INFERRED, at=NOW, contact_id="c_1"
    )
    fields = {**profile.fields, "born": guessed}
    assert "born" not in shown_in(profile.model_copy(update={"fields": fields}))
    assert Fact(field="x", value="y", source=FactSource.AGENT, at=NOW).value


def test_a_query_asks_for_fields() -> None:
    query = parse("souza plan:gold -company:acme (tag:vip OR field:seats>3)")
    assert not isinstance(query, Mistake)
    assert asked_in(query) == {"plan", "company", "field:seats"}


def test_a_template_says_fields() -> None:
    text = "Hi {{ customer.first_name }}, {{ customer.fields.Tier }} {{ order.number }}"
    assert fields_in(text) == {"name", "field:Tier"}
    assert fields_in("{% if %}") == frozenset()
