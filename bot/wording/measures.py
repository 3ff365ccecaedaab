"""Numbers, times, money, languages and codes, in words."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.numbers import UnknownCurrencyError, format_currency

from bot.wording.likeness import LIKENESS
from storage.message import Channel

CHANNELS: Final = {
    Channel.WHATSAPP: "WhatsApp",
    Channel.SMS: "SMS",
    Channel.VOICE: "phone",
    Channel.EMAIL: "e-mail",
    Channel.INSTAGRAM: "Instagram",
    Channel.MESSENGER: "Messenger",
    Channel.TELEGRAM: "Telegram",
    Channel.X: "X",
    Channel.WEB: "web chat",
}
STATUSES: Final = {
    "in_transit": "in transit",
    "out_for_delivery": "out for delivery",
    "delivered": "delivered",
    "pending": "pending",
    "paid": "paid",
    "processing": "being prepared",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "refunded": "refunded",
    "returned": "returned",
    "unknown": "status unknown",
}
_MOST_DIGITS: Final = 15
CLOSED: Final = frozenset({"delivered", "cancelled", "canceled", "refunded", "returned"})
REASONS: Final = {
    "same_name": "same name",
    "similar_name": "similar name",
    "same_company": "same company",
    "same_city": "same place",
    "same_birthday": "same birthday",
    "same_address": "same address",
    "same_phone": "same phone number",
    "same_email": "same e-mail address",
    "same_handle": "same handle",
    "email_alike": "similar e-mail address",
    "phone_alike": "similar phone number",
    "phone_mentioned": "wrote this phone number",
    "email_mentioned": "wrote this e-mail address",
    "handle_mentioned": "wrote this handle",
    "email_unverified": "mail from this address, sender not verified",
    "phone_unverified": "number not verified",
    "email_shared": "a shared mailbox",
    "phone_shared": "a shared phone",
    "same_phone_other_name": "same phone number, but another name",
    "same_email_other_name": "same e-mail address, but another name",
    "same_handle_other_name": "same handle, but another name",
    "same_username": "same WhatsApp user name, which may change hands",
    "handle_shared": "a shared handle",
    "handle_unverified": "handle not verified",
    "lookalike_domain": "the address imitates a well-known domain",
    "other_account": "the channel says that it is another account",
    "other_address": "but at another address",
    "other_birthday": "but another birthday",
    "other_id": "but another id in your own system",
    "person_and_company": "one is a person, the other a company",
}


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 order`, `4 orders`"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: `2 days`, `3 h 30 min`."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 1:
        return "a moment"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return count(hours, "hour") if not rest else f"{hours} h {rest} min"
    days = minutes // (24 * 60)
    if days < 60:
        return count(days, "day")
    return count(days // 30, "month") if days < 730 else count(days // 365, "year")


def ago(length: timedelta) -> str:
    """`2 days ago`"""
    return "just now" if abs(length) < timedelta(minutes=1) else f"{span(length)} ago"


def distance(theirs: ZoneInfo, viewers: ZoneInfo, now: datetime, *, whose: str) -> str:
    """How far a customer's clock is from the reader's: `12 hours ahead of you`."""
    gap = (now.astimezone(theirs).utcoffset() or timedelta()) - (
        now.astimezone(viewers).utcoffset() or timedelta()
    )
    if not gap:
        return f"same time as {whose}"
    return f"{span(gap)} {'ahead of' if gap > timedelta() else 'behind'} {whose}"


def clock(moment: datetime) -> str:
    """`03:12 on Tuesday`"""
    return f"{moment:%H:%M} on {moment:%A}"


def city(zone: str) -> str:
    """The place that a zone is named for: `Sao Paulo`."""
    return zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=1_000)
def money(amount: Decimal, currency: str | None, locale: str = "en") -> str:
    """`R$1,240.50`"""
    if amount.adjusted() > _MOST_DIGITS:
        return f"{amount:.2e} {currency or ''}".strip()
    if not currency:
        return f"{amount:,}"
    try:
        return format_currency(amount, currency, locale=locale)
    except (UnknownCurrencyError, UnknownLocaleError, ValueError):
        return f"{amount:,} {currency}"


@lru_cache(maxsize=1_000)
def language(tag: str) -> str:
    """`Portuguese (Brazil)`; the tag itself where it is none that is known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


@lru_cache(maxsize=300)
def country(code: str) -> str:
    """`Brazil`; the code itself where it is none that is known."""
    return str(Locale("en").territories.get(code.upper(), code))


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
        return f"{span(timedelta(days=days))} late" if days > 0 else ""
    late = max(now, expected) - due
    return f"{span(late)} late" if late >= timedelta(minutes=1) else ""


def reason(code: str) -> str:
    """Why two may be one, in words."""
    return REASONS.get(code) or LIKENESS.get(code, code.replace("_", " "))
