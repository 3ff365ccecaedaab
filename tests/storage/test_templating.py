"""Replies that the team keeps ready are kept, changed and dropped once."""

import pytest

from storage.redis import templating
from storage.redis.places import RedisProfileStore
from storage.templating import Template
from tests.storage.desk import NOW, by


def ready(name: str, *, at: str = "t_1") -> Template:
    """A template."""
    return Template(id=at, name=name, texts={"en": "Hi", "de": "Hallo"}, by="U0MAYA", at=NOW)


async def test_templates_are_kept_by_name(store: RedisProfileStore) -> None:
    late, hello = ready("late order"), ready("Hello", at="t_2")
    assert await store.keep_template(late, change=by()) is True
    assert await store.keep_template(hello, change=by()) is True
    assert await store.templates() == [hello, late]
    assert await store.template("t_1") == late


async def test_a_changed_one_takes_the_place_of_the_old(store: RedisProfileStore) -> None:
    await store.keep_template(ready("late"), change=by())
    await store.keep_template(ready("very late"), change=by())
    assert [one.name for one in await store.templates()] == ["very late"]


async def test_one_that_is_gone_is_gone_once(store: RedisProfileStore) -> None:
    await store.keep_template(ready("late"), change=by())
    assert await store.drop_template("t_1", change=by()) is True
    assert await store.drop_template("t_1", change=by()) is False
    assert await store.template("t_1") is None


async def test_there_are_not_more_than_anybody_can_choose_from(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templating, "MOST_TEMPLATES", 1)
    assert await store.keep_template(ready("one"), change=by()) is True
    assert await store.keep_template(ready("two", at="t_2"), change=by()) is False
    assert await store.keep_template(ready("one, changed"), change=by()) is True


async def test_what_is_done_is_told_without_its_words(store: RedisProfileStore) -> None:
    await store.keep_template(ready("late"), change=by())
    (entry,) = await store.told(on=["t_1"])
    assert (entry.what, entry.by, entry.on) == ("template.kept", "U0MAYA", ("t_1",))
