"""Numbers, times, money, languages and codes, in words."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.numbers import UnknownCurrencyError, format_currency

from bot.wording.counting import in_english
from bot.wording.german import measures as german
from bot.wording.likeness import LIKENESS
from bot.wording.speaking import Language, Table, spoken, spoken_now, words
from storage.message import Channel
from storage.second_look import NEWLY

CHANNELS: Final = Table(
    {
        Channel.WHATSAPP: ("WhatsApp", "WhatsApp"),
        Channel.SMS: ("SMS", "SMS"),
        Channel.VOICE: ("phone", "Telefon"),
        Channel.EMAIL: ("e-mail", "E-Mail"),
        Channel.INSTAGRAM: ("Instagram", "Instagram"),
        Channel.MESSENGER: ("Messenger", "Messenger"),
        Channel.TELEGRAM: ("Telegram", "Telegram"),
        Channel.X: ("X", "X"),
        Channel.WEB: ("web chat", "Webchat"),
    }
)
STATUSES: Final = Table(
    {
        "in_transit": ("in transit", "unterwegs"),
        "out_for_delivery": ("out for delivery", "in Zustellung"),
        "delivered": ("delivered", "zugestellt"),
        "pending": ("pending", "offen"),
        "paid": ("paid", "bezahlt"),
        "processing": ("being prepared", "in Bearbeitung"),
        "cancelled": ("cancelled", "storniert"),
        "canceled": ("cancelled", "storniert"),
        "refunded": ("refunded", "erstattet"),
        "returned": ("returned", "zurückgesandt"),
        "shipped": ("shipped", "versandt"),
        "ready_for_pickup": ("ready for pickup", "abholbereit"),
        "attempted_delivery": (
            "in delivery, one attempt failed",
            "in Zustellung, ein Versuch schlug fehl",
        ),
        "failed": ("undeliverable", "unzustellbar"),
        "deleted": ("deleted", "gelöscht"),
        "unknown": ("status unknown", "mit unbekanntem Stand"),
    }
)
_MOST_DIGITS: Final = 15
UNDONE: Final = frozenset(["cancelled", "canceled", "voided", "refunded", "returned", "deleted"])
"""An order of which nothing is bought in the end."""
CLOSED: Final = UNDONE | {"delivered", "picked_up", "collected", "completed", "closed"}
"""What becomes of an order at its end; nothing that stands here is late."""
REASONS: Final = Table(
    {
        "same_name": ("same name", "gleicher Name"),
        "similar_name": ("similar name", "ähnlicher Name"),
        "same_company": ("same company", "gleiche Firma"),
        "same_city": ("same place", "gleicher Ort"),
        "same_birthday": ("same birthday", "gleicher Geburtstag"),
        "same_address": ("same address", "gleiche Adresse"),
        "same_phone": ("same phone number", "gleiche Telefonnummer"),
        "same_email": ("same e-mail address", "gleiche E-Mail-Adresse"),
        "same_handle": ("same handle", "gleicher Benutzername"),
        "changed_number": ("changed number", "neue Telefonnummer"),
        "email_alike": ("similar e-mail address", "ähnliche E-Mail-Adresse"),
        "phone_alike": ("similar phone number", "ähnliche Telefonnummer"),
        "phone_mentioned": ("wrote this phone number", "schrieb diese Telefonnummer"),
        "email_mentioned": ("wrote this e-mail address", "schrieb diese E-Mail-Adresse"),
        "handle_mentioned": ("wrote this handle", "schrieb diesen Benutzernamen"),
        "email_unverified": (
            "mail from this address, sender not verified",
            "E-Mail von dieser Adresse, Absender nicht geprüft",
        ),
        "phone_unverified": ("number not verified", "Nummer nicht geprüft"),
        "email_shared": ("a shared mailbox", "ein Sammelpostfach"),
        "phone_shared": ("a shared phone", "ein gemeinsames Telefon"),
        "same_phone_other_name": (
            "same phone number, but another name",
            "gleiche Telefonnummer, aber anderer Name",
        ),
        "same_email_other_name": (
            "same e-mail address, but another name",
            "gleiche E-Mail-Adresse, aber anderer Name",
        ),
        "same_handle_other_name": (
            "same handle, but another name",
            "gleicher Benutzername, aber anderer Name",
        ),
        "same_username": (
            "same WhatsApp user name, which may change hands",
            "gleicher WhatsApp-Benutzername, der den Besitzer wechseln kann",
        ),
        "handle_shared": ("a shared handle", "ein gemeinsamer Benutzername"),
        "handle_unverified": ("handle not verified", "Benutzername nicht geprüft"),
        "lookalike_domain": (
            "the address imitates a well-known domain",
            "die Adresse ahmt eine bekannte Domain nach",
        ),
        "nameless": (
            "but one of the two tells no name, and the address may be somebody else's",
            "aber eines von beiden nennt keinen Namen, und die Adresse kann jemand anderem gehören",
        ),
        "other_account": (
            "the channel says that it is another account",
            "laut Kanal ein anderes Konto",
        ),
        "other_address": ("but at another address", "aber an einer anderen Adresse"),
        "other_mailbox": ("but another e-mail address", "aber eine andere E-Mail-Adresse"),
        "perhaps_namesakes": (
            "but it may be a family's, with two of one name",
            "aber es kann einer Familie gehören, mit zweien eines Namens",
        ),
        "other_birthday": ("but another birthday", "aber ein anderer Geburtstag"),
        "other_id": (
            "but another id in your own system",
            "aber eine andere Nummer in Ihrem eigenen System",
        ),
        "several_have_it": ("but others have it as well", "aber andere haben das auch"),
        "no_address": (
            "but no address says that it is one place",
            "aber keine Adresse sagt, dass es ein Ort ist",
        ),
        "too_many_contacts": (
            "but together very many contacts",
            "aber zusammen sehr viele Kontakte",
        ),
        "too_many_identifiers": (
            "but together more numbers, addresses or handles than one person has",
            "aber zusammen mehr Nummern, Adressen oder Namen, als jemand hat",
        ),
        "person_and_company": (
            "one is a person, the other a company",
            "eins ist eine Person, das andere eine Firma",
        ),
    }
)


@spoken(german.span)
def span(length: timedelta) -> str:
    """A length of time in its largest unit: `2 days`, `3 h 30 min`."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 1:
        return "a moment"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return in_english(hours, "hour") if not rest else f"{hours} h {rest} min"
    days = minutes // (24 * 60)
    if days < 60:
        return in_english(days, "day")
    return in_english(days // 30, "month") if days < 730 else in_english(days // 365, "year")


@spoken(german.ago)
def ago(length: timedelta) -> str:
    """`2 days ago`"""
    return "just now" if abs(length) < timedelta(minutes=1) else f"{span(length)} ago"


@spoken(german.within)
def within(length: timedelta) -> str:
    """`in 6 days`: of what happened several times"""
    return "within a minute" if abs(length) < timedelta(minutes=1) else f"in {span(length)}"


def distance(theirs: ZoneInfo, viewers: ZoneInfo, now: datetime, *, whose: str | None) -> str:
    """How far a customer's clock is from the reader's, or from a place's: `12 hours ahead of you`."""
    gap = (now.astimezone(theirs).utcoffset() or timedelta()) - (
        now.astimezone(viewers).utcoffset() or timedelta()
    )
    return apart(gap, whose)


@spoken(german.apart)
def apart(gap: timedelta, whose: str | None) -> str:
    """`12 hours ahead of you`; `whose` is the place, None for the reader."""
    if not gap:
        return f"same time as {whose or 'you'}"
    return f"{span(gap)} {'ahead of' if gap > timedelta() else 'behind'} {whose or 'you'}"


@spoken(german.clock)
def clock(moment: datetime) -> str:
    """`03:12 on Tuesday`"""
    return f"{moment:%H:%M} on {moment:%A}"


day_and_time = words("{date_short_pretty} at {time}", "{date_short_pretty} um {time}")
"""The form of Slack's date tokens; Slack itself writes the day in its reader's language and zone."""


def city(zone: str) -> str:
    """The place that a zone is named for: `Sao Paulo`."""
    return zone.rpartition("/")[2].replace("_", " ")


def money(amount: Decimal, currency: str | None, locale: str | None = None) -> str:
    """`R$1,240.50`, as it is written in this locale, or where none is known in the language that is spoken."""
    return _money(amount, currency, locale or spoken_now().value)


@lru_cache(maxsize=1_000)
def _money(amount: Decimal, currency: str | None, locale: str) -> str:
    if amount.adjusted() > _MOST_DIGITS:
        return f"{amount:.2e} {currency or ''}".strip()
    if not currency:
        return f"{amount:,}"
    try:
        return format_currency(amount, currency, locale=locale)
    except (UnknownCurrencyError, UnknownLocaleError, ValueError):
        return f"{amount:,} {currency}"


def language(tag: str) -> str:
    """`Portuguese (Brazil)`; the tag itself where it is none that is known."""
    return _language(tag, spoken_now().value)


@lru_cache(maxsize=1_000)
def _language(tag: str, spoken_in: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(spoken_in) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def own_name(spoken_here: Language) -> str:
    """`Deutsch`: a language as those call it who speak it."""
    named = Locale(spoken_here.value).get_display_name(spoken_here.value)
    return (named or spoken_here.value).capitalize()


def country(code: str) -> str:
    """`Brazil`; the code itself where it is none that is known."""
    return str(_territories(spoken_now().value).get(code.upper(), code))


@cache
def _territories(spoken_in: str) -> Mapping[str, str]:
    return Locale(spoken_in).territories


def channel(name: str) -> str:
    """A channel as people call it."""
    try:
        return CHANNELS[Channel(name)]
    except ValueError:
        return name


def status(code: str) -> str:
    """An order's status as people say it."""
    return STATUSES.get(code, code.replace("_", " "))


def lateness(expected: datetime, promised: datetime | None, now: datetime) -> str:
    """How late an open order is by now or will be, against what was promised first; empty when it is not."""
    due = promised or expected
    if due.astimezone(UTC).time() == time():
        # A day without a time: it is late when that day is over, and counted in days.
        days = (max(now, expected).astimezone(UTC).date() - due.astimezone(UTC).date()).days
        return late(timedelta(days=days)) if days > 0 else ""
    length = max(now, expected) - due
    return late(length) if length >= timedelta(minutes=1) else ""


@spoken(german.late)
def late(length: timedelta) -> str:
    """`2 days late`"""
    return f"{span(length)} late"


@spoken(german.newly)
def newly(reason: str) -> str:
    """A reason that was not there when somebody said that two are not the same"""
    return f"new since \u201cNot the same\u201d: {reason}"


def reason(code: str) -> str:
    """Why two may be one, in words; what was not known when they were told apart is said to be new."""
    if code.startswith(NEWLY):
        return newly(reason(code.removeprefix(NEWLY)))
    return REASONS.get(code) or LIKENESS.get(code, code.replace("_", " "))
