"""What customers ask to be told is kept until it is answered, once, and goes when it was long ago."""

from storage.data_requests import KEPT, DataRequest
from storage.redis.places import RedisProfileStore
from tests.storage.desk import MINUTE, NOW, by

ASKED = DataRequest(id="w_1", at=NOW, source="shopify/a.example", number="9001", contacts=("c_1",))


async def test_one_is_kept_once(store: RedisProfileStore) -> None:
    assert await store.keep_data_request(ASKED, change=by()) is True
    assert await store.keep_data_request(ASKED, change=by()) is False
    assert await store.data_requests() == [ASKED]
    (entry,) = await store.told(on=["w_1"])
    assert entry.what == "data_request"


async def test_one_is_answered_once(store: RedisProfileStore) -> None:
    await store.keep_data_request(ASKED, change=by())
    assert await store.answer_data_request("w_1", change=by()) is True
    assert await store.answer_data_request("w_1", change=by()) is False
    assert await store.answer_data_request("w_9", change=by()) is False
    (done,) = await store.data_requests()
    assert (done.answered_by, done.is_open) == ("U0MAYA", False)


async def test_what_was_answered_long_ago_goes_with_the_next(store: RedisProfileStore) -> None:
    await store.keep_data_request(ASKED, change=by())
    await store.answer_data_request("w_1", change=by())
    later = by().model_copy(update={"at": NOW + KEPT + 2 * MINUTE, "key": "later"})
    await store.keep_data_request(ASKED.model_copy(update={"id": "w_2"}), change=later)
    assert [one.id for one in await store.data_requests()] == ["w_2"]
