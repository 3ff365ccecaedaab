"""What stands on a card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.wording.counting import in_english
from bot.wording.german import card as german
from bot.wording.measures import CHANNELS, channel, clock
from bot.wording.speaking import Table, spoken, words
from storage.message import Channel

FIELDS: Final = Table(
    {
        "name": ("Name", "Name"),
        "company": ("Company", "Firma"),
        "title": ("Title", "Position"),
        "plan": ("Plan", "Tarif"),
        "location": ("Location", "Ort"),
        "address": ("Address", "Adresse"),
        "born": ("Born", "Geboren"),
        "timezone": ("Time zone", "Zeitzone"),
        "language": ("Language", "Sprache"),
        "preferred_channel": ("Prefers", "Bevorzugt"),
        "owner": ("Owner", "Zuständig"),
        "priority": ("Priority", "Priorität"),
        "emails": ("E-mail", "E-Mail"),
        "phones": ("Phone", "Telefon"),
    }
)


local_time_label = words("Local time", "Ortszeit")
first_contact = words(
    "First contact: nothing was written anywhere else.",
    "Erster Kontakt: bisher kam nirgendwo sonst etwas an.",
)
no_name = words("Somebody new", "Jemand Neues")
no_text = words("(no text)", "(ohne Text)")
inferred = words("(from the number)", "(aus der Nummer)")
from_address = words("(from the address)", "(aus der Adresse)")
within_hours = words("within usual hours", "innerhalb üblicher Zeiten")
outside_hours = words("outside usual hours", "außerhalb üblicher Zeiten")
never_both = words(
    "which never meet the usual hours here", "die sich nie mit den hiesigen überschneiden"
)
unverified = words(
    "Sender not verified: anybody can write this address into a mail.",
    "Absender nicht geprüft: diese Adresse kann jeder in eine E-Mail schreiben.",
)
sender_not_verified = words("(sender not verified)", "(Absender nicht geprüft)")
not_verified = words("(not verified)", "(nicht geprüft)")
SHARED: Final = Table(
    {
        "shared": ("(shared by several)", "(von mehreren genutzt)"),
        "blocked": ("(blocked: says nothing of anybody)", "(gesperrt: sagt über niemanden etwas)"),
        "blocked_value": ("(a placeholder)", "(ein Platzhalter)"),
        "lookalike_domain": ("(imitates a known domain)", "(ahmt eine bekannte Domain nach)"),
        "role_mailbox": ("(a shared mailbox)", "(ein Sammelpostfach)"),
        "switchboard": ("(a switchboard)", "(eine Telefonzentrale)"),
        "machine_address": ("(a machine's address)", "(die Adresse einer Maschine)"),
    }
)
"""Why an identifier is not one person's own."""
of_this_one = words("This customer's", "Von diesem Kunden")
of_the_other = words("The other's", "Vom anderen")
hidden = words("This name contains hidden characters.", "Dieser Name enthält unsichtbare Zeichen.")
note_source = words("message", "Nachricht")
tag = words("Tag", "Schlagwort")
note = words("Note", "Notiz")
edit = words("Edit", "Bearbeiten")
merge = words("Merge", "Zusammenführen")
merge_these = words("Merge these two", "Beide zusammenführen")
show = words("Show", "Zeigen")
show_all = words("Show all", "Alles zeigen")
undo = words("Undo merge", "Zusammenführung aufheben")
not_same = words("Not the same", "Nicht dieselbe Person")
wrong_person = words("Wrong person?", "Falsche Person?")
outside = words(
    "A customer's message. This channel is shared with another company, so nothing about them"
    " is shown here.",
    "Die Nachricht eines Kunden. Diesen Channel liest auch eine andere Firma, deshalb steht"
    " hier nichts über ihn.",
)


@spoken(german.plan)
def plan(name: str) -> str:
    """`enterprise plan`"""
    return name if name.casefold().endswith("plan") else f"{name} plan"


@spoken(german.local_time)
def local_time(now_there: datetime, apart: str) -> str:
    """`03:12 on Tuesday, 12 hours ahead of you`"""
    return f"{clock(now_there)}, {apart}"


@spoken(german.with_extension)
def with_extension(number: str, extension: str) -> str:
    """A phone number with the extension behind it."""
    return f"{number} ext. {extension}"


@spoken(german.quoted)
def quoted(words: str) -> str:
    """What somebody wrote, in quotation marks."""
    return f"\u201c{words}\u201d"


@spoken(german.both_at_work)
def both_at_work(begins: datetime, ends: datetime, whose: str | None) -> str:
    """When it is next a usual hour here and there; `whose` is the place, None for the reader."""
    where = f"{whose} time" if whose else "your time"
    return f"both at work {begins:%H:%M}\u2013{ends:%H:%M} on {begins:%A}, {where}"


@spoken(german.writes_in)
def writes_in(language: str, known: str) -> str:
    """The language of somebody's messages, where the profile knows none or another."""
    return f"Writes {language}; the profile says {known}." if known else f"Writes {language}."


@spoken(german.use_language)
def use_language(language: str) -> str:
    """Takes the language over into the profile."""
    return f"Use {language}"


@spoken(german.prefers)
def prefers(channel_name: str) -> str:
    """`prefers WhatsApp`"""
    return f"Prefers {channel(channel_name)}"


@spoken(german.seen)
def seen(first: str, last: str) -> str:
    """When somebody wrote first and last."""
    return f"Last seen: {last}  \u00b7  First seen: {first}"


@spoken(german.wrote_on)
def wrote_on(counts: Sequence[tuple[Channel, int]]) -> str:
    """`WhatsApp (6 messages), e-mail (1)`"""
    told = [
        f"{CHANNELS[where]} ({number:,})"
        if place
        else f"{CHANNELS[where]} ({in_english(number, 'message')})"
        for place, (where, number) in enumerate(counts)
    ]
    return ", ".join(told)


@spoken(german.before_that)
def before_that(place: str, when: str, words: str) -> str:
    """The newest message that was written elsewhere."""
    return f"Before that, on {place}, {when}: \u201c{words}\u201d"


@spoken(german.more_notes)
def more_notes(number: int) -> str:
    """`and 3 older notes`"""
    return f"and {in_english(number, 'older note')}"


@spoken(german.order)
def order(number: str, state: str) -> str:
    """`Order 1001 is in transit`"""
    return f"Order {number} is {state}"


@spoken(german.not_counted)
def not_counted(number: int) -> str:
    """Orders that are left out of what all come to"""
    return f"without {number:,} cancelled or returned"


@spoken(german.more_open_orders)
def more_open_orders(number: int) -> str:
    """`and 3 more open orders`"""
    return f"and {in_english(number, 'more open order')}"


@spoken(german.expected)
def expected(when: str) -> str:
    """When an order is expected."""
    return f"expected {when}"


@spoken(german.promised)
def promised(first: str, now_expected: str) -> str:
    """When an order was promised, and when it is expected by now."""
    return f"promised {first}, now expected {now_expected}"


@spoken(german.only_promised)
def only_promised(when: str) -> str:
    """When an order was promised, where nothing newer is known"""
    return f"promised {when}"


@spoken(german.carried_by)
def carried_by(carrier: str, number: str) -> str:
    """Who brings an order, and the number that it has there."""
    return f"with {carrier}, no. {number}" if number else f"with {carrier}"


@spoken(german.undelivered)
def undelivered(reason: str) -> str:
    """A message to a customer that did not arrive."""
    told = f" ({reason})" if reason else ""
    return f"A message to this customer was not delivered{told}."


@spoken(german.bound_for)
def bound_for(place: str) -> str:
    """`to Brazil`"""
    return f"to {place}"


@spoken(german.track_at)
def track_at(host: str) -> str:
    """Where an order is followed; other people's hosts are named."""
    return f"track at {host}"


@spoken(german.since)
def since(when: str) -> str:
    """Since when somebody buys."""
    return f"since {when}"


@spoken(german.also)
def also(values: str) -> str:
    """Values kept beside the one shown."""
    return f"also: {values}"


@spoken(german.possibly_related)
def possibly_related(name: str, how: str, reasons: str) -> str:
    """Somebody who is not the same person, and perhaps not a stranger."""
    where = {"household": "same household", "company": "same company"}.get(how, how)
    return f"Possibly related ({where}): {name} ({reasons})"


@spoken(german.perhaps)
def perhaps(name: str, reasons: str, percent: int) -> str:
    """A possible duplicate."""
    return f"Perhaps the same person: {name} ({percent}% likely: {reasons})"


@spoken(german.has_it_too)
def has_it_too(other: str, identifier: str) -> str:
    """An identifier that two are vouched for by; the name is marked up."""
    return f"{other} has {identifier} too, so it joins nobody. Whose is it?"
