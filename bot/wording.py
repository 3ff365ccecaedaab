"""Every sentence a person can read. Plain, short, in one voice; arguments typed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.numbers import UnknownCurrencyError, format_currency

from bot.permissions import Action, Role
from storage.message import Channel
from storage.profile import LinkReason

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
}
FIELDS: Final = {
    "name": "Name",
    "company": "Company",
    "title": "Title",
    "plan": "Plan",
    "location": "Location",
    "address": "Address",
    "born": "Born",
    "timezone": "Time zone",
    "language": "Language",
    "preferred_channel": "Prefers",
    "owner": "Owner",
    "priority": "Priority",
    "emails": "E-mail",
    "phones": "Phone",
}

# ------------------------------------------------------------ numbers, times, money


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


def money(amount: Decimal, currency: str | None, locale: str = "en") -> str:
    """`R$1,240.50`"""
    if not currency:
        return f"{amount:,}"
    try:
        return format_currency(amount, currency, locale=locale)
    except (UnknownCurrencyError, UnknownLocaleError, ValueError):
        return f"{amount:,} {currency}"


def language(tag: str) -> str:
    """`Portuguese (Brazil)`; the tag itself where it is none that is known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


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
    """How late an order is: against what was promised, else against what is expected; empty when it is not."""
    if promised and expected > promised:
        return f"{span(expected - promised)} late"
    if now > expected:
        return f"{span(now - expected)} late"
    return ""


def reason(code: str) -> str:
    """Why two may be one, in words."""
    return REASONS.get(code, code.replace("_", " "))


# ------------------------------------------------------------ the card

FIRST_CONTACT: Final = "First contact: nothing was written anywhere else."
NO_NAME: Final = "Somebody new"
INFERRED: Final = "(from the number)"
UNVERIFIED: Final = "Sender not verified: anybody can write this address into a mail."
ASKS: Final = "Several customers share this number or mailbox. Who is it?"
HIDDEN: Final = "This name contains hidden characters."
TAG, NOTE, EDIT, MERGE = "Tag", "Note", "Edit", "Merge"
SHOW, SHOW_ALL, UNDO, NOT_SAME = "Show", "Show all", "Undo merge", "Not the same"
WRONG_PERSON: Final = "Wrong person?"
WRONG_PERSON_TITLE: Final = "Wrong person?"
WRONG_PERSON_ASK: Final = (
    "What was written here is taken out of this profile and becomes a profile of its own."
    " Nothing is lost, and no rule joins the two again."
)
WRONG_PERSON_YES, CANCEL = "Take it out", "Cancel"
OUTSIDE: Final = (
    "A customer's message. This channel is shared with another company, so nothing about them is"
    " shown here."
)


def customer_title(name: str | None) -> str:
    """Who the card is about."""
    return name or NO_NAME


def local_time(now_there: datetime, apart: str) -> str:
    """`03:12 on Tuesday, 12 hours ahead of you`"""
    return f"{clock(now_there)}, {apart}"


def prefers(channel_name: str) -> str:
    """`prefers WhatsApp`"""
    return f"Prefers {channel(channel_name)}"


def seen(first: str, last: str, channels: str) -> str:
    """When and where somebody wrote."""
    return f"First seen {first}, last {last} \u00b7 {channels}"


def also(values: str) -> str:
    """Values kept beside the one shown."""
    return f"also: {values}"


def perhaps(name: str | None, reasons: str, percent: int) -> str:
    """A possible duplicate."""
    return f"Perhaps the same person: *{name or NO_NAME}* ({percent} % likely: {reasons})"


def linked_by(reason_: LinkReason, detail: str) -> str:
    """How contacts came to be one profile."""
    match reason_:
        case LinkReason.SAME_IDENTIFIER:
            return detail or "same identifier"
        case LinkReason.AGENT:
            return "merged by a colleague"
        case LinkReason.SUGGESTION:
            return "merged from a suggestion"


# ------------------------------------------------------------ answers


def still_working() -> str:
    """The answer takes longer than Slack waits."""
    return "Still looking; the answer follows in a moment."


def not_saved_yet() -> str:
    """A form that is not written in time."""
    return (
        "This is taking longer than usual and is not saved yet. Press the button again in a moment."
    )


def refused(role: Role, action: Action) -> str:
    """Somebody may not do this."""
    match role:
        case Role.GUEST:
            return "Customers' profiles are for full members of this workspace. Ask a colleague who is one."
        case Role.STRANGER:
            return "Customers' profiles are for members of this workspace only."
        case Role.MACHINE:
            return "Apps and bots cannot use customers' profiles."
        case Role.UNKNOWN:
            return "Slack does not say who you are, so nothing is shown. Try again in a minute."
        case Role.AGENT | Role.ADMIN:
            return f"You may not do this ({action.value}). Ask an admin of this workspace."


def store_unreachable() -> str:
    """The store is out of reach."""
    return "The storage is unreachable. Nothing was changed; try again in a minute."


def store_refused() -> str:
    """The store takes no writes."""
    return (
        "The storage takes no changes at the moment. Nothing was changed; try again in a minute,"
        " or tell whoever runs Rapport."
    )


def conflict() -> str:
    """Others change the same profile."""
    return (
        "Colleagues are changing this customer at the same moment. Nothing was changed; try again."
    )


def gone() -> str:
    """A customer that is there no more."""
    return "This customer is no longer there: the profile was deleted."


def slack_silent() -> str:
    """Slack does not answer us."""
    return (
        "Slack does not answer Rapport at the moment. Nothing was changed; try again in a minute."
    )


def slack_refused(code: str) -> str:
    """Slack refused what we asked."""
    mends = {
        "not_in_channel": "Invite the bot to this channel first: `/invite @rapport`.",
        "channel_not_found": "Invite the bot to this channel first: `/invite @rapport`.",
        "missing_scope": "An admin must reinstall the app: a permission is missing.",
        "expired_trigger_id": "That took too long. Press the button once more.",
        "exchanged_trigger_id": "That was pressed twice. Press the button once more.",
        "ratelimited": "Slack asks for a pause. Try again in a minute.",
    }
    return mends.get(
        code, f"Slack refused this (`{code}`). Nothing was changed; try again in a minute."
    )


def unexpected(reference: str) -> str:
    """What nobody foresaw."""
    return (
        f"Something went wrong, and it is our fault. Nothing was changed. Reference `{reference}`:"
        " whoever runs Rapport finds the cause under it in the log."
    )


def outdated() -> str:
    """A button of an old version."""
    return "This card is too old for its buttons. Look the customer up again with `/customer`."


def nobody_found(searched: str) -> str:
    """Nobody fits."""
    return f"Nobody fits \u201c{searched}\u201d." if searched else "Nobody fits."


def understood_as(values: str) -> str:
    """What was looked for."""
    return f"Looked for {values}."


def try_otherwise() -> str:
    """How to find somebody."""
    return "Try a phone number with its country code, an e-mail address, an @handle, or part of a name."


def names_nobody() -> str:
    """A message that names no customer."""
    return (
        "Nothing in this message names a customer: no phone number, no e-mail address, no handle."
    )


def several(number: int, searched: str) -> str:
    """More than one fits."""
    about = f" \u201c{searched}\u201d" if searched else ""
    return f"{count(number, 'customer')} fit{'s' if number == 1 else ''}{about}. Which one?"


def narrow_down() -> str:
    """There may be more."""
    return "There may be more. Type more of the name, or add the company."


def found_in_message() -> str:
    """Candidates in a message that names nobody."""
    return "This message does not say which customer it is from. It mentions:"


def already_one(name: str | None) -> str:
    """A merge with itself."""
    return f"These are one customer already: {customer_title(name)}. Nothing was changed."


def parted(*, still: bool) -> str:
    """After a split."""
    if still:
        return "That link is removed, but other links still hold the two together."
    return "Taken apart: these are two customers again, each with what was theirs."


def nothing_to_part() -> str:
    """A split of what is not joined."""
    return "There was nothing to take apart: this was undone before, or never joined."


def greeting() -> str:
    """After an invitation."""
    return (
        "Hello! I show who is writing to you. Nothing is read here yet."
        " Type `/customer watch` in this channel when customers' messages arrive in it."
    )


def watching(kind: str | None) -> str:
    """A channel is watched."""
    what = f"{kind} messages" if kind else "customers' messages"
    return f"From now on {what} in this channel get a card. `/customer unwatch` stops it."


def unwatched(*, was: bool) -> str:
    """A channel is no longer watched."""
    if was:
        return "Nothing more is read in this channel. What is known of your customers stays."
    return "This channel was not watched."


def watch_outside() -> str:
    """A warning."""
    return "This channel is shared with another company: cards will not show anything about your customers here."


def did_you_mean(word: str, usages: tuple[str, ...]) -> str:
    """A typing mistake."""
    ways = " or ".join(f"`/customer {usage}`" for usage in usages)
    return f"\u201c{word}\u201d is not complete, or not a command. Did you mean {ways}?"


HELP: Final = (
    ("WHO", "who is this? A phone number, e-mail, @handle, name or company"),
    ("find WHO", "the same, for names that are commands"),
    ("new WHO", "a customer who never wrote"),
    ("note WHO: text", "keep a note; without a text a form opens"),
    ("tag WHO: vip, late", "put tags on; `untag` takes them off"),
    ("merge WHO with WHO", "two profiles that are one person, side by side first"),
    ("watch", "read customers' messages in this channel; `unwatch` stops"),
)
HELP_TITLE: Final = "What `/customer` can do"
HELP_MORE: Final = (
    "On any message: \u22ee > *Show customer*. On a card: Tag, Note, Edit, Merge."
    " Every merge can be undone."
)

# ------------------------------------------------------------ forms

SAVE, CLOSE, NEXT, CREATE, START = "Save", "Cancel", "Next", "Create", "Start"
NOTE_TITLE, TAGS_TITLE, EDIT_TITLE = "Note", "Tags", "Edit customer"
NEW_TITLE, MERGE_TITLE, WATCH_TITLE = "New customer", "Merge customers", "Watch this channel"
NOTE_LABEL: Final = "What should colleagues know?"
NOTE_LIMIT_CHARS: Final = 3000
NOTE_HINT: Final = (
    "At most 3,000 characters. Everybody in this workspace who uses Rapport can read it."
)
TAGS_LABEL, TAGS_HINT = "Tags", "Type to find tags that are in use."
NEW_TAGS_LABEL, NEW_TAGS_HINT = "New tags", "Separated by commas."
EMAILS_LABEL, EMAILS_HINT = "E-mail addresses", "Separated by commas."
PHONES_LABEL: Final = "Phone numbers"
PHONES_HINT: Final = "Separated by commas; with the country code, such as +44 20 7946 0123."
HANDLES_LABEL: Final = "Handles"
HANDLES_HINT: Final = "Such as instagram: @ana.s, telegram: @ana"
TIMEZONE_HINT: Final = "Such as America/Sao_Paulo"
LANGUAGE_HINT: Final = "Such as pt-BR"
OTHER_LABEL: Final = "Who is the same person?"
OTHER_PLACEHOLDER: Final = "Type a name, a number or an address"
MERGE_NOTE: Final = (
    "Nothing is lost: what is not shown is kept beside it, and the merge can be undone at any time."
)
KIND_LABEL: Final = "What arrives here?"
KIND_HINT: Final = "For messages that do not say themselves which channel they came by."
REGION_LABEL: Final = "Country of numbers without a country code"
REGION_HINT: Final = "Two letters, such as US, GB or DE."
OWN_DOMAINS_LABEL: Final = "Your own mail domains"
OWN_DOMAINS_HINT: Final = "Separated by commas: addresses in them are never a customer's."
ANY_KIND: Final = "Several, or something else"


def wrong_email(text: str) -> str:
    """An address that is none."""
    return f"\u201c{text}\u201d is not an e-mail address. It should look like ana@example.com."


def wrong_phone(text: str) -> str:
    """A number that is none."""
    return f"\u201c{text}\u201d is not a phone number. Write it with the country code, such as +44 20 7946 0123."


def wrong_handle(text: str) -> str:
    """A handle that is none."""
    return f"\u201c{text}\u201d is not a handle. Write the kind first, such as instagram: @ana.s."


def wrong_zone(text: str) -> str:
    """A zone that is none."""
    return (
        f"\u201c{text}\u201d is not a time zone. Write it like Europe/Berlin or America/Sao_Paulo."
    )


def wrong_language(text: str) -> str:
    """A language tag that is none."""
    return f"\u201c{text}\u201d is not a language. Write it like en, de or pt-BR."


def wrong_region(text: str) -> str:
    """A country that is none."""
    return f"\u201c{text}\u201d is not a country. Two letters are, such as US, GB or DE."


def wrong_domain(text: str) -> str:
    """A domain that is none."""
    return f"\u201c{text}\u201d is not a mail domain. It should look like example.com."


def too_long(most: int) -> str:
    """More than fits."""
    return f"At most {most:,} characters; shorten it, or write two."


def empty_note() -> str:
    """A note without a text."""
    return "A note needs some words."


def too_many_tags(most: int) -> str:
    """More tags than fit."""
    return f"At most {most} tags."


def nothing_given() -> str:
    """A customer of whom nothing is said."""
    return "Say at least a name, an e-mail address, a phone number or a handle."


def pick_another() -> str:
    """The same one was picked."""
    return "That is the customer you are looking at. Pick the other one."


def side_by_side(name: str | None) -> str:
    """The heading of a preview."""
    return customer_title(name)
