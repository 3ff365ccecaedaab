"""Who looks after a customer, by what they are known, and what the menu behind three dots holds."""

from typing import Final

from bot.wording.german import owning as german
from bot.wording.speaking import Table, spoken, words

timeline_item = words("Timeline", "Verlauf")
orders_item = words("Orders", "Bestellungen")
identifiers_item = words("Numbers and addresses", "Nummern und Adressen")
owner_item = words("Owner and priority", "Zuständig, Priorität")
history_item = words("Who did what", "Wer was getan hat")
export_item = words("Export", "Exportieren")
erase_item = words("Erase", "Löschen")
all_that_is_held = words(
    "All that is held of this customer", "Alles, was zu diesem Kunden vorliegt"
)
owner_title = words("Owner and priority", "Zuständig, Priorität")
owner_hint = words(
    "The colleague who looks after this customer.", "Wer sich um diesen Kunden kümmert."
)
LEVELS: Final = Table(
    {
        "urgent": ("Urgent", "Dringend"),
        "high": ("High", "Hoch"),
        "normal": ("Normal", "Üblich"),
        "low": ("Low", "Niedrig"),
    }
)
identifiers_title = words("Numbers, addresses", "Nummern, Adressen")
no_longer_label = words("No longer theirs, or never was", "Nicht mehr seine, oder nie gewesen")
no_longer_hint = words(
    "Taken off this customer. Whoever writes from it next may be somebody else.",
    "Wird von diesem Kunden entfernt. Wer als Nächstes davon schreibt, kann jemand anderes sein.",
)
shared_label = words("Shared by several", "Teilen sich mehrere")
shared_hint = words(
    "A family's phone, a switchboard: it joins nobody, and a message from it asks who it is.",
    "Das Telefon einer Familie, eine Zentrale: verbindet niemanden, und eine Nachricht davon fragt, wer es ist.",
)
more_emails = words("More e-mail addresses", "Weitere E-Mail-Adressen")
more_phones = words("More phone numbers", "Weitere Telefonnummern")
more_handles = words("More handles", "Weitere Benutzernamen")


@spoken(german.changed_by_another)
def changed_by_another(who: str, field: str, now: str, before: str) -> str:
    """A colleague changed a field while a form was open."""
    was = f" (it was {before})" if before else ""
    to = f"to {now}" if now else "to nothing"
    return f"{who} changed *{field}* {to} meanwhile{was}."


@spoken(german.yours_stays)
def yours_stays() -> str:
    """What becomes of what was typed."""
    return "What you typed still stands below: *Save* puts it in the place of that."


@spoken(german.nearly_in_use)
def nearly_in_use(typed: str, known: str) -> str:
    """A new tag that is nearly one in use."""
    return f"\u201c{typed}\u201d is nearly \u201c{known}\u201d, which is in use."


@spoken(german.meant_anew)
def meant_anew() -> str:
    """What to do about it."""
    return "Pick that one above, or press *Save* again if you mean a new one."


@spoken(german.nothing_put_on)
def nothing_put_on() -> str:
    """Before it is said which is meant."""
    return "Nothing is put on yet: which do you mean?"


@spoken(german.put_on)
def put_on(tags: str) -> str:
    """A button that puts these on."""
    return f"Put on {tags}"
