"""Tags by command: near ones pointed out, and one renamed, put together with another or retired on everybody."""

from bot import wording
from bot.app import now
from storage.store import Change, NewContact
from tests.scenarios.desk import SAM, Desk, Found, text_of
from tests.scenarios.homes import home_saying, opens_home

ADMIN = "U0KIM"


async def tagged(desk: Desk, name: str, *tags: str) -> str:
    new = NewContact(fields={"name": name}, tags=tags)
    change = Change(by="a list", at=now(), key=name)
    return (await desk.store.create(new, change=change, origin="import")).contact_id


async def tags_of(desk: Desk, contact_id: str) -> list[str]:
    profile = await desk.store.profile(contact_id)
    assert profile
    return sorted(tag.name for tag in profile.tags)


def buttons(answer: Found) -> list[str]:
    parts = [part for block in answer["blocks"] for part in block.get("elements", ())]
    return [part["text"]["text"] for part in parts if part.get("type") == "button"]


async def test_a_new_tag_that_is_nearly_one_in_use_is_pointed_out(http_desk: Desk) -> None:
    desk = http_desk
    await tagged(desk, "Ana", "vip")
    pat = await tagged(desk, "Pat")
    for place, wanted in ((0, ["late", "vip"]), (1, ["VIPs", "late", "vip"])):
        answer = await desk.types("/customer tag Pat: VIPs, late")
        assert "\u201cVIPs\u201d is nearly \u201cvip\u201d, which is in use." in text_of(answer)
        assert buttons(answer)[:2] == ["Put on vip, late", "Put on VIPs, late"]
        await desk.clicks(answer, f"tags:put#{place}")

        async def put(wanted: list[str] = wanted) -> bool:
            return await tags_of(desk, pat) == wanted

        await desk.until(put, f"{wanted}")


async def test_what_is_put_on_whoever_is_gone_is_said(http_desk: Desk) -> None:
    desk = http_desk
    await tagged(desk, "Ana", "vip")
    pat = await tagged(desk, "Pat")
    answer = await desk.types("/customer tag Pat: VIPs")
    await desk.store.erase_person(pat, change=Change(by=ADMIN, at=now(), key="gone"))
    await desk.clicks(answer, "tags:put#0")

    async def said() -> bool:
        shown = await desk.messages("C0WHATSAPP")
        return any(wording.gone() in text_of(one) for one in shown)

    await desk.until(said, "that nobody is there")


async def test_more_new_tags_than_a_button_carries_are_put_on_as_they_were_typed(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await tagged(desk, "Ana", "vip")
    pat = await tagged(desk, "Pat")
    many = ["VIPs", *(f"\u00fc{number} " + "\u00fc" * 60 for number in range(40))]
    await desk.types(f"/customer tag Pat: {', '.join(many)}")
    assert len(await tags_of(desk, pat)) == 41


async def test_a_tag_is_renamed_put_together_and_retired_by_command(desk: Desk) -> None:
    ana = await tagged(desk, "Ana", "late", "v.i.p.")
    pat = await tagged(desk, "Pat", "vip")
    listed = text_of(await desk.types("/customer tags", by=ADMIN))
    assert "`v.i.p.`" in listed
    told = await desk.types('/customer tags rename "Late" to running late', by=ADMIN)
    assert "`late` is becoming `running late`" in text_of(told)
    told = await desk.types("/customer tags merge v.i.p. into VIP", by=ADMIN)
    assert "`v.i.p.` is becoming `vip`" in text_of(told)

    async def done(wanted: list[str]) -> bool:
        return await tags_of(desk, ana) == wanted

    await desk.until(lambda: done(["running late", "vip"]), "both to be renamed")
    assert "is being taken off everybody" in text_of(
        await desk.types("/customer tags retire vip", by=ADMIN)
    )
    await desk.until(lambda: done(["running late"]), "the tag to be retired")
    assert await tags_of(desk, pat) == []
    await opens_home(desk, by=ADMIN)
    await home_saying(desk, "Tags in use", by=ADMIN)


async def test_what_cannot_be_is_said(http_desk: Desk) -> None:
    desk = http_desk
    await tagged(desk, "Ana", "vip")
    for typed, said in (
        ("tags rename vips to key account", "No customer has the tag `vips`. Did you mean `vip`?"),
        ("tags rename zebra to x", "`/customer tags` shows those in use"),
        ("tags rename vip to VIP", "That is its name already."),
        (f"tags rename vip to {'x' * 80}", "is too long for a tag"),
        ("tags rename vip", "tags rename TAG to TAG"),
        ("tags Ana", "tag WHO: vip, late"),
    ):
        assert said in text_of(await desk.types(f"/customer {typed}", by=ADMIN)), typed
    refused = await desk.types("/customer tags retire vip", by=SAM)
    assert "rename or retire tags" in text_of(refused)


async def test_a_tag_is_changed_from_the_list_that_a_command_brought(http_desk: Desk) -> None:
    desk = http_desk
    ana = await tagged(desk, "Ana", "late")
    listed = await desk.types("/customer tags", by=ADMIN)
    await desk.clicks(listed, "home:tag#0", by=ADMIN)
    form = await desk.top_modal(by=ADMIN)
    assert await desk.submits(form, {"new_tag": "delayed"}, by=ADMIN) == {"ok": True}

    async def done() -> bool:
        return await tags_of(desk, ana) == ["delayed"]

    await desk.until(done, "the tag to be renamed")
