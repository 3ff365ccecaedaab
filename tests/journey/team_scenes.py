"""Scenes of the documents in which a team decides together, and looks back at what it did."""

from playwright.async_api import expect

from tests.journey.keeping import SMALL, TALL, keep, whispered
from tests.journey.workplace import Workplace

ANA = "ana@acme.example"


async def rule(maya: Workplace) -> None:
    """The form of a rule, and the rule tried on what came before it is switched on."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    await maya.page.set_viewport_size(TALL)
    await maya.types("/customer rules")
    await maya.whispers.last.get_by_role("button", name="New rule").click()
    for label, said in (
        ("What is it called?", "Late wholesale orders"),
        ("When a customer writes who fits", "tag:wholesale orders:>0"),
        ("Put these tags on", "late"),
    ):
        await maya.modal.get_by_label(label).fill(said)
    await keep(maya.modal, "rule-form")
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal).to_have_count(0)
    await expect(maya.whispers.last).to_contain_text("would have fired on")
    await keep(maya.whispers.last, "rule")


async def duplicates(maya: Workplace) -> None:
    """Who may be one person, the likeliest first, with why."""
    await maya.sits_down(channel="C0GENERAL")
    await whispered(maya, "/customer duplicates", "may be one person", "duplicates")


async def history(maya: Workplace) -> None:
    """Who looked at a customer, and who changed what."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    await whispered(maya, f"/customer history {ANA}", "Who did what", "history")


async def split(maya: Workplace) -> None:
    """Two who were joined, and what leaves when one of them goes."""
    await maya.sits_down(channel="C0GENERAL")
    await maya.types("/customer duplicates")
    await maya.whispers.last.get_by_role("button", name="Merge these two").first.click()
    await maya.modal.get_by_role("button", name="Merge", exact=True).click()
    await expect(maya.modal).to_have_count(0)
    await maya.types(f"/customer split {ANA}")
    await expect(maya.modal).to_contain_text("Why they are one customer")
    await keep(maya.modal, "split")
    await maya.modal.get_by_role("button", name="Cancel").click()


async def fields(maya: Workplace) -> None:
    """The page of Home on which admins define what the team wants to know."""
    await maya.page.set_viewport_size(SMALL)
    await maya.sits_down("U0KIM", channel="D0KIM")
    shown = maya.page.get_by_role("region", name="Rapport home")
    await shown.get_by_role("button", name="Fields").click()
    await shown.get_by_role("button", name="New field").click()
    await maya.modal.get_by_label("What is it called?").fill("Support level")
    await maya.modal.get_by_label("What stands in it?").click()
    await maya.page.get_by_role("option", name="One of several", exact=True).click()
    await maya.modal.get_by_label("What is there to choose from?").fill("Gold\nSilver")
    await maya.modal.get_by_label("What is it kept for?").fill("who answers first")
    await keep(maya.modal, "fields")
    await maya.modal.get_by_role("button", name="Cancel").click()
