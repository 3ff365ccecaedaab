"""Answers, refusals and problems."""

from typing import Final

from bot.permissions import Action, Role
from bot.wording.measures import count


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
        "expired_trigger_id": "That took too long for Slack. Do it once more.",
        "exchanged_trigger_id": "That came twice. Do it once more.",
        "ratelimited": "Slack asks for a pause. Try again in a minute.",
    }
    return mends.get(
        code, f"Slack refused this (`{code}`). Nothing was changed; try again in a minute."
    )


def unexpected(reference: str) -> str:
    """What nobody foresaw."""
    return (
        "Something went wrong, and it is our fault. Look the customer up again to see what was saved."
        f" Whoever runs Rapport finds the cause in the log under `{reference}`."
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
    return (
        "Try a phone number with its country code, an e-mail address, an @handle, the number of an"
        " order, the link of a message, or part of a name."
    )


OPEN_FORM: Final = "Open the form"


def opens_on_click() -> str:
    """A form was asked for in words."""
    return "This needs a form, and Slack opens forms only on a click."


def an_order(number: str) -> str:
    """`order 1001`"""
    return f"order {number}"


def message_of_nobody() -> str:
    """The link of a message that no customer is known for."""
    return (
        "No customer is known for this message. On the message itself, \u22ee > *Link message to customer*"
        " says whose it is."
    )


def names_nobody() -> str:
    """A message that names no customer."""
    return (
        "Nothing in this message names a customer: no phone number, no e-mail address, no handle."
        " On it, \u22ee > *Link message to customer* says whose it is."
    )


def several(number: int, searched: str) -> str:
    """More than one fits."""
    about = f" \u201c{searched}\u201d" if searched else ""
    return f"{count(number, 'customer')} fit{'s' if number == 1 else ''}{about}. Which one?"


def last_wrote(when: str) -> str:
    """`last wrote 2 days ago`"""
    return f"last wrote {when}"


def narrow_down() -> str:
    """There may be more."""
    return "There may be more. Type more of the name, or add the company."


def found_in_message() -> str:
    """Candidates in a message that names nobody."""
    return "This message does not say which customer it is from. It mentions:"


def look_up(what: str) -> str:
    """A button beside something that a message mentions."""
    return f"Look up {what}"


def already_one(name: str) -> str:
    """A merge with itself."""
    return f"These are one customer already: {name}. Nothing was changed."


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


def note_too_long(most: int) -> str:
    """A note that is too long."""
    return f"A note has at most {most:,} characters. Nothing was saved; shorten it, or write two."


def file_unreadable() -> str:
    """A file that Slack does not hand over."""
    return (
        "Slack does not let Rapport read this mail, so it cannot say who wrote it. The app needs the"
        " permission files:read: an admin can add it by installing the app again."
    )


def watch_needs_invitation() -> str:
    """The bot is not in the channel that is to be watched."""
    return (
        "Rapport is not in this channel, so it cannot read it. Type `/invite @rapport` here first."
    )


def watch_needs_permission() -> str:
    """The app lacks a scope."""
    return (
        "Slack does not let Rapport look at this channel. For private channels the app needs the"
        " permission groups:read: an admin can add it by installing the app again."
    )


def watch_is_for_channels() -> str:
    """`watch` in a direct message."""
    return "Customers' messages arrive in channels: type `/customer watch` in one."


def watch_outside() -> str:
    """A warning."""
    return "This channel is shared with another company: cards will not show anything about your customers here."


def did_you_mean(word: str, usages: tuple[str, ...]) -> str:
    """A typing mistake."""
    ways = " or ".join(f"`/customer {usage}`" for usage in usages)
    return f"\u201c{word}\u201d is not complete, or not a command. Did you mean {ways}?"


HELP: Final = (
    ("WHO", "who is this? A phone number, e-mail, @handle, name, order number or message link"),
    ("find WHO", "the same, for names that are commands"),
    ("timeline WHO", "all that was written, noted and ordered; `orders` shows the orders"),
    ("new WHO", "a customer who never wrote"),
    ("edit WHO", "change what is known"),
    ("note WHO: text", "keep a note; without a text a form opens"),
    ("tag WHO: vip, late", "put tags on; `untag` takes them off"),
    ("merge WHO with WHO", "two profiles that are one person, side by side first"),
    ("split WHO", "one of a profile's contacts is somebody else"),
    (
        "duplicates",
        "who may be one person, for you to decide; also: `marks`, and for admins `mark`",
    ),
    ("watch", "read customers' messages in this channel; `unwatch` stops"),
)
HELP_TITLE: Final = "What `/customer` can do"
HELP_MORE: Final = (
    "On any message: \u22ee > *Show customer*. On a card: Tag, Note, Edit, Merge."
    " Every merge can be undone.\nMention me, or write to me directly: the same, without `/customer`."
)
