"""What was done and taken back is as if it had never been done, whatever happened in between."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.outcomes import NewContact
from storage.redis.embedded import EmbeddedServer
from tests.storage.desk import by
from tests.storage.invariants.replaying import (
    PEOPLE,
    Book,
    Step,
    fives,
    known_by,
    numbered,
    pairs,
    steps,
)

pytestmark = pytest.mark.timeout(300)  # thorough runs look long; the usual ones take a second each
Numbered = list[tuple[int, Step]]
own = ("writes", "note", "tag", "edit")


def fewer() -> settings:
    """A fifth of the usual: each example is two workspaces."""
    usual = settings.default
    assert usual is not None
    return settings(usual, max_examples=max(10, usual.max_examples // 5))


@pytest.fixture
def url(server: EmbeddedServer) -> str:
    return server.url


def test_links_taken_back_in_any_order_leave_what_was_there(url: str) -> None:
    @fewer()
    @given(people=fives, joins=st.lists(pairs, min_size=1, max_size=6), data=st.data())
    def holds(people: Numbered, joins: list[tuple[int, int]], data: st.DataObject) -> None:
        with Book(url) as book:
            book.play(people)
            stood, shown = book.stands(), book.shows()
            book.play(numbered([Step("merge", *pair) for pair in joins]))
            for step in data.draw(st.permutations(sorted(book.links))):
                book.split(step)
            assert book.stands() == stood
            assert book.shows() == shown

    holds()


def test_merges_come_to_the_same_in_any_order_and_more_than_once(url: str) -> None:
    @fewer()
    @given(people=fives, joins=st.lists(pairs, min_size=2, max_size=5), data=st.data())
    def holds(people: Numbered, joins: list[tuple[int, int]], data: st.DataObject) -> None:
        turned = [data.draw(st.permutations(pair)) for pair in joins]
        others = data.draw(st.permutations([*turned, *joins]))
        with Book(url) as book, Book(url) as other:
            book.play([*people, *numbered([Step("merge", *pair) for pair in joins])])
            other.play([*people, *numbered([Step("merge", *pair) for pair in others])])
            assert book.stands() == other.stands()
            assert book.shows() == other.shows()

    holds()


def test_a_split_is_as_if_the_link_had_never_been(url: str) -> None:
    """Whatever was written, noted, tagged, edited and merged while it was there."""

    @fewer()
    @given(
        people=fives,
        log=st.lists(steps("merge", "merge", *own), min_size=1, max_size=12),
        data=st.data(),
    )
    def holds(people: Numbered, log: list[Step], data: st.DataObject) -> None:
        with Book(url) as book, Book(url) as other:
            book.play([*people, *numbered(log)])
            if not book.links:
                return
            gone = data.draw(st.sampled_from(sorted(book.links)))
            book.split(gone)
            # Merging what was one already did nothing, so it is no part of what is played again.
            left = [
                (n, step) for n, step in numbered(log) if step.kind != "merge" or n in book.links
            ]
            other.play([*people, *left])
            assert book.stands() == other.stands()
            assert book.shows() == other.shows()

    holds()


def test_no_value_of_the_other_is_left_after_a_split(url: str) -> None:
    @fewer()
    @given(people=fives, log=st.lists(steps(*own), max_size=10))
    def holds(people: Numbered, log: list[Step]) -> None:
        with Book(url) as book:
            book.play([*people, (90, Step("merge", 0, 1)), *numbered(log)])
            book.split(90)
            shown = book.shows()
        for ours, theirs in ((0, 1), (1, 0)):
            told: Any = shown[book.people[ours]]
            secret = (f"of {theirs}", f"tag of {theirs}", str(known_by(theirs)[0].value))
            assert not any(word in str(told) for word in secret)
            assert told["id"] == book.people[ours]

    holds()


def test_erasing_somebody_is_as_if_they_had_never_been(url: str) -> None:
    @fewer()
    @given(
        people=fives,
        log=st.lists(steps("merge", *own), max_size=12),
        who=st.integers(0, PEOPLE - 1),
    )
    def holds(people: Numbered, log: list[Step], who: int) -> None:
        with Book(url) as book, Book(url) as other:
            book.play([*people, *numbered(log)])
            book.erase(who)
            # Whom an agent or a file made is no contact of the channel: who writes is another one.
            writes_as = {step.one: step.kind == "channel" for _, step in people}
            left = [
                (n, step)
                for n, step in [*people, *numbered(log)]
                if (step.one != who or (step.kind == "writes" and not writes_as[who]))
                and (step.kind != "merge" or (n in book.links and step.other != who))
            ]
            other.play(left)
            assert book.stands() == other.stands()
            assert book.shows() == other.shows()

    holds()


def test_an_import_taken_back_leaves_what_was_there_but_for_whom_somebody_worked_on(
    url: str,
) -> None:
    @fewer()
    @given(
        people=fives,
        log=st.lists(steps("merge", *own), max_size=6),
        lines=st.lists(st.tuples(st.integers(0, PEOPLE + 1), st.booleans()), max_size=6),
        touched=st.sets(st.integers(0, 5), max_size=2),
    )
    def holds(
        people: Numbered, log: list[Step], lines: list[tuple[int, bool]], touched: set[int]
    ) -> None:
        rows = [
            NewContact(
                identifiers=known_by(who),
                fields={"company": f"Company {n}"} if more else {},
                notes=(f"line {n}",),
            )
            for n, (who, more) in enumerate(lines)
        ]
        with Book(url) as book:
            book.play([*people, *numbered(log)])
            stood, shown = book.stands("row:", "batch:"), book.shows()
            book.step = 90
            taken = book.run(book.store.take_in(rows, change=by("june.csv")))
            names = [one.contact_id for one in taken]
            worked_on = {names[n] for n in touched if n < len(names)}
            for name in sorted(worked_on):
                book.run(book.store.add_note(name, "called", change=by()))
            undone = book.run(book.store.undo_import("june.csv", change=by("U0MAYA")))
            assert (undone.gone, undone.kept) == (len(names) - len(worked_on), len(worked_on))
            left = book.shows()
            assert set(left) == set(shown) | worked_on
            if not worked_on:
                assert book.stands("row:", "batch:") == stood
                assert left == shown

    holds()
