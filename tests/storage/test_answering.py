"""What the team said stays with the message that it was said to; and the third time about one thing is known as that."""

from asyncio import gather
from datetime import datetime, timedelta

from storage.message import Answer
from storage.outcomes import Moved
from storage.redis.answering import ANSWERS_KEPT
from storage.redis.places import RedisProfileStore
from tests.storage.desk import ANA, ANA_MAIL, MINUTE, NOW, by, writes

DAY = timedelta(days=1)


def says(text: str, *, at: datetime = NOW, source: str = "C1/900") -> Answer:
    """A colleague's answer."""
    return Answer(by="U0KIM", at=at, text=text, source=source, link="https://slack.example/a")


async def test_an_answer_stays_with_the_newest_message_before_it(store: RedisProfileStore) -> None:
    first = await store.record(writes(ANA, text="late", thread="C1/1"), now=NOW, region="US")
    await store.record(
        writes(ANA, text="very late", thread="C1/1", at=NOW + MINUTE), now=NOW, region="US"
    )
    await store.record(
        writes(ANA, text="hello?", thread="C1/1", at=NOW + 3 * MINUTE), now=NOW, region="US"
    )
    answer = says("it comes on Friday", at=NOW + 2 * MINUTE)

    assert await store.answered("C1/1", answer, change=by()) is True
    found = await store.profile(first.contact_id)
    assert found is not None
    assert [(one.text, one.answers) for one in found.messages] == [
        ("hello?", ()),
        ("very late", (answer,)),
        ("late", ()),
    ]


async def test_an_answer_is_kept_once(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    assert await store.answered("C1/1", says("yes", at=NOW + MINUTE), change=by()) is True
    assert await store.answered("C1/1", says("yes", at=NOW + MINUTE), change=by()) is False


async def test_what_is_said_in_nobodys_thread_is_not_kept(store: RedisProfileStore) -> None:
    assert await store.answered("C1/77", says("lunch?"), change=by()) is False


async def test_two_who_answer_at_once_are_both_kept(real_store: RedisProfileStore) -> None:
    told = await real_store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    answers = [says(f"answer {n}", at=NOW + MINUTE, source=f"C1/said {n}") for n in range(4)]
    await gather(*(real_store.answered("C1/1", answer, change=by()) for answer in answers))
    found = await real_store.profile(told.contact_id)
    assert found is not None
    assert {one.text for one in found.messages[0].answers} == {one.text for one in answers}


async def test_of_many_answers_the_first_and_the_newest_are_kept(store: RedisProfileStore) -> None:
    told = await store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    for n in range(9):
        answer = says(f"{n}", at=NOW + n * MINUTE, source=f"C1/said {n}")
        await store.answered("C1/1", answer, change=by())
    found = await store.profile(told.contact_id)
    assert found is not None
    assert [one.text for one in found.messages[0].answers] == ["0", "6", "7", "8"]
    assert found.messages[0].answer_count == 9
    assert len(found.messages[0].answers) == ANSWERS_KEPT


async def test_an_answer_that_is_edited_or_deleted_in_slack_follows(
    store: RedisProfileStore,
) -> None:
    told = await store.record(writes(ANA, text="late", thread="C1/1"), now=NOW, region="US")
    await store.answered("C1/1", says("on Fryday"), change=by())
    assert await store.amend("C1/900", text="on Friday", change=by()) is True
    found = await store.profile(told.contact_id)
    assert found is not None
    assert [one.text for one in found.messages[0].answers] == ["on Friday"]

    assert await store.forget_text("C1/900", change=by()) is True
    found = await store.profile(told.contact_id)
    assert found is not None
    assert (found.messages[0].text, found.messages[0].answers) == ("late", ())


async def test_who_is_erased_leaves_no_way_to_an_answer(store: RedisProfileStore) -> None:
    told = await store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    await store.answered("C1/1", says("yes"), change=by())
    assert await store.erase(told.contact_id, change=by()) is True
    assert await store.customer_of("C1/900", "C1/none") is None


async def test_the_third_time_about_one_thing_is_known_on_any_channel(
    store: RedisProfileStore,
) -> None:
    texts = [
        ("my parcel has not arrived yet", NOW - 6 * DAY),
        ("do you have the blue tent in XL?", NOW - 3 * DAY),
        ("the parcel still hasn't arrived", NOW - 2 * DAY),
        ("where is my parcel? it has not arrived", NOW),
    ]
    recorded = [
        await store.record(writes(ANA, text=text, at=at), now=at, region="US") for text, at in texts
    ]
    found = await store.profile(recorded[0].contact_id, messages=10)
    assert found is not None
    first = recorded[0].message_id
    assert [one.topic for one in found.messages] == [first, first, None, None]


async def test_another_customers_words_say_nothing(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, text="my parcel has not arrived"), now=NOW, region="US")
    other = await store.record(
        writes(ANA_MAIL, text="my parcel has not arrived"), now=NOW, region="US"
    )
    assert other.profile.messages[0].topic is None


async def test_what_an_agent_sets_apart_is_a_thing_of_its_own(store: RedisProfileStore) -> None:
    await store.record(
        writes(ANA, text="my parcel has not arrived", at=NOW - DAY), now=NOW, region="US"
    )
    second = await store.record(
        writes(ANA, text="the parcel has not arrived"), now=NOW, region="US"
    )
    assert second.profile.messages[0].topic is not None

    assert await store.set_apart(second.contact_id, second.message_id, change=by()) is True
    assert await store.set_apart(second.contact_id, second.message_id, change=by()) is False
    third = await store.record(
        writes(ANA, text="the parcel has not arrived", at=NOW + DAY), now=NOW, region="US"
    )
    assert third.profile.messages[0].topic == second.message_id


async def test_an_answer_goes_where_its_conversation_goes(store: RedisProfileStore) -> None:
    told = await store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    other = await store.record(writes(ANA_MAIL, thread="C1/2"), now=NOW, region="US")
    await store.merge(told.contact_id, other.contact_id, change=by())
    await store.answered("C1/1", says("yes"), change=by())
    moved = Moved(kind="conversation", id="C1/1", source=told.contact_id, target=other.contact_id)
    await store.part([other.contact_id], move=[moved], change=by())
    found = await store.customer_of("C1/900", "C1/none")
    assert found is not None
    assert found.contact_id == other.contact_id
    assert [answer.text for one in found.messages for answer in one.answers] == ["yes"]
