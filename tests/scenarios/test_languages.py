"""Each agent is answered in their own language; what all of them read is in the workspace's."""

from typing import Final

from tests.scenarios.desk import MAYA, WHATSAPP, Desk, Found, text_of
from tests.scenarios.surfaces import modal_saying, uses
from tests.scenarios.test_asking_the_bot import answer, says
from tests.scenarios.test_first_contact import imported
from tests.scenarios.test_who_may_do_what import KIM

LENA: Final = "U0LENA"
"""Her Slack is set to German."""
ANA: Final = "+55 11 91234-5678"


async def test_a_card_is_in_the_language_of_whoever_asked(desk: Desk) -> None:
    await imported(desk)
    hers = text_of(await desk.types(f"/customer {ANA}", by=LENA))
    assert "Bestellung 1001: unterwegs, *2 Tage verspätet*" in hers
    assert "Portugiesisch (Brasilien)" in hers
    assert "Zusammenführen" in hers
    his = text_of(await desk.types(f"/customer {ANA}", by=MAYA))
    assert "Order 1001 is in transit, *2 days late*" in his
    assert "Portuguese (Brazil)" in his


async def test_two_who_ask_at_once_are_not_mixed_up(desk: Desk) -> None:
    for _ in range(3):
        assert "Was `/customer` kann" in text_of(await desk.types("/customer help", by=LENA))
        assert "What `/customer` can do" in text_of(await desk.types("/customer help", by=MAYA))


async def test_a_form_and_what_is_wrong_in_it_are_in_german(desk: Desk) -> None:
    await imported(desk)
    form = await desk.opens(f"/customer edit {ANA}", by=LENA)
    assert form["title"]["text"] == "Kunde bearbeiten"
    assert form["submit"]["text"] == "Speichern"
    outcome = await desk.submits(form, {"emails": "nobody at home"}, by=LENA)
    assert "ist keine E-Mail-Adresse" in str(outcome)


async def test_a_language_may_be_typed_by_its_german_name(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    form = await desk.opens(f"/customer edit {ANA}", by=LENA)
    await desk.submits(form, {"language": "Niederländisch"}, by=LENA)
    assert "Dutch" in text_of(await desk.types(f"/customer {ANA}", by=MAYA))


async def test_the_card_that_all_read_is_in_the_workspaces_language(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    form = await desk.opens("/customer watch", by=LENA)
    assert form["title"]["text"] == "Diesen Channel mitlesen"
    await desk.submits(form, {}, by=LENA)
    place = await desk.customer_writes("my order is late", phone=ANA, name="Ana Souza")
    assert "2 days late" in text_of(await desk.card(place, saying="Ana Souza"))


async def test_an_admin_says_in_which_language_all_read(desk: Desk) -> None:
    await imported(desk)
    await desk.watch()
    form = await desk.opens("/customer settings", by=KIM)
    german = {"text": {"type": "plain_text", "text": "Deutsch"}, "value": "de"}
    await desk.submits(form, {"policy_language": german}, by=KIM)
    place = await desk.customer_writes("my order is late", phone=ANA, name="Ana Souza")
    assert "2 Tage verspätet" in text_of(await desk.card(place, saying="Ana Souza"))
    assert "2 days late" in text_of(await desk.types(f"/customer {ANA}", by=MAYA))


async def test_what_is_written_to_the_bot_directly_stays_in_the_writers_language(
    desk: Desk,
) -> None:
    await imported(desk)
    await says(desk, ANA, channel="D0LENA", by=LENA)
    await answer(desk, "D0LENA", "2 Tage verspätet", by=LENA)
    await desk.types(f"/customer tag {ANA}: dringend", by=MAYA)
    followed = await answer(desk, "D0LENA", "dringend", by=LENA)
    assert "2 Tage verspätet" in text_of(followed)


async def test_a_modal_from_nowhere_is_in_german(desk: Desk) -> None:
    await imported(desk)
    await uses(desk, "find_customer", by=LENA)
    shown: Found = await modal_saying(desk, "Wen suchen Sie?", by=LENA)
    assert shown["title"]["text"] == "Kunden finden"


async def test_whoever_mistypes_is_told_so_in_german(http_desk: Desk) -> None:
    told = await http_desk.types("/customer merge", by=LENA, channel=WHATSAPP)
    assert "Meinten Sie" in text_of(told)
