"""The language that a customer writes in is suggested, and taken over with one click."""

from tests.scenarios.desk import Desk, text_of

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def test_the_language_of_the_messages_is_taken_over_with_a_click(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("Hallo, wo bleibt meine Bestellung?", **PAT)
    assert "Writes" not in text_of(await desk.card(place, saying="Pat Doyle"))
    await desk.customer_writes("Ich warte seit zwei Wochen darauf.", thread_ts=place["ts"], **PAT)
    second = await desk.customer_writes("Bitte antworte mir doch bald.", **PAT)
    card = await desk.card(second, saying="Writes German; the profile says English")
    await desk.clicks(card, "card:use_language")

    async def taken() -> bool:
        (profile,) = await desk.store.contacts()
        return profile.value("language") == "de"

    await desk.until(taken, "German in the profile")
    await desk.quiet()
    assert "Writes German" not in text_of(await desk.card(second))
