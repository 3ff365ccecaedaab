"""Answers, refusals and problems."""

from typing import Final

from bot.permissions import Action, Role, least
from bot.wording.counting import in_english
from bot.wording.german import answers as german
from bot.wording.speaking import spoken, words


@spoken(german.still_working)
def still_working() -> str:
    """The answer takes longer than Slack waits."""
    return "This takes a moment longer; the answer follows."


@spoken(german.not_saved_yet)
def not_saved_yet() -> str:
    """A form that is not written in time."""
    return (
        "This is taking longer than usual and is not saved yet. Press the button again in a moment."
    )


_DONE_BY: Final[dict[Role, str]] = {
    Role.ADMIN: "Only admins of this workspace",
    Role.LEAD: "Only leads and admins of this workspace",
    Role.AGENT: "Only full members of this workspace",
}
_MAY: Final[dict[Action, str]] = {
    Action.SEE: "look at customers",
    Action.CHANGE: "change customers",
    Action.JOIN: "merge and split customers",
    Action.WATCH: "say which channels are read",
    Action.POST: "have a card posted here",
    Action.SEGMENT: "save searches",
    Action.HISTORY: "read who did what to a customer",
    Action.EDIT_SEGMENTS: "change the saved searches of others",
    Action.EDIT_TAGS: "rename or retire tags",
    Action.EDIT_RULES: "change rules",
    Action.MARK: "say which numbers and addresses are nobody's own",
    Action.EXPORT: "export customers",
    Action.ANSWER_REQUESTS: "see who asks for their data",
    Action.ERASE: "erase customers",
    Action.DEFINE: "say which custom fields there are",
    Action.CONFIGURE: "change these settings",
    Action.HELP: "ask for help",
}


@spoken(german.refused)
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
        case Role.AGENT | Role.LEAD | Role.ADMIN:
            return (
                f"{_DONE_BY[least(action)]} may {_MAY[action]}. Nothing was done; ask one of them."
            )


@spoken(german.store_unreachable)
def store_unreachable() -> str:
    """The store is out of reach."""
    return "The storage is unreachable. Nothing was changed; try again in a minute."


@spoken(german.store_refused)
def store_refused() -> str:
    """The store takes no writes."""
    return (
        "The storage takes no changes at the moment. Nothing was changed; try again in a minute,"
        " or tell whoever runs Rapport."
    )


@spoken(german.conflict)
def conflict() -> str:
    """Others change the same profile."""
    return (
        "Colleagues are changing this customer at the same moment. Nothing was changed; try again."
    )


@spoken(german.gone)
def gone() -> str:
    """A customer that is there no more."""
    return "This customer is no longer there: the profile was deleted."


@spoken(german.slack_silent)
def slack_silent() -> str:
    """Slack does not answer us."""
    return (
        "Slack does not answer Rapport at the moment. Nothing was changed; try again in a minute."
    )


@spoken(german.slack_refused)
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


@spoken(german.unexpected)
def unexpected(reference: str) -> str:
    """What nobody foresaw."""
    return (
        "Something went wrong, and it is our fault. Look the customer up again to see what"
        " was saved."
        f" Whoever runs Rapport finds the cause in the log under `{reference}`."
    )


@spoken(german.outdated)
def outdated() -> str:
    """A button of an old version."""
    return "This card is too old for its buttons. Look the customer up again with `/customer`."


@spoken(german.unknown_shortcut)
def unknown_shortcut() -> str:
    """A shortcut or step of another version of the app."""
    return (
        "This version of Rapport does not know that shortcut. An admin installs the app again to be rid"
        " of it; `/customer help` is what there is."
    )


@spoken(german.not_changed_here)
def not_changed_here() -> str:
    """A field was written over where it is only shown."""
    return "Nothing was changed: this is only shown here. Press Edit, and change it in the form."


@spoken(german.nobody_found)
def nobody_found(searched: str) -> str:
    """Nobody fits."""
    return f"Nobody fits \u201c{searched}\u201d." if searched else "Nobody fits."


@spoken(german.understood_as)
def understood_as(values: str) -> str:
    """What was looked for."""
    return f"Looked for {values}."


@spoken(german.try_otherwise)
def try_otherwise() -> str:
    """How to find somebody."""
    return (
        "Try a phone number with its country code, an e-mail address, an @handle, the number of an"
        " order, the link of a message, or part of a name."
    )


@spoken(german.an_order)
def an_order(number: str) -> str:
    """`order 1001`"""
    return f"order {number}"


@spoken(german.message_of_nobody)
def message_of_nobody() -> str:
    """The link of a message that no customer is known for."""
    return (
        "No customer is known for this message. On the message itself, \u22ee > *Link message"
        " to customer*"
        " says whose it is."
    )


@spoken(german.names_nobody)
def names_nobody() -> str:
    """A message that names no customer."""
    return (
        "Nothing in this message names a customer: no phone number, no e-mail address, no handle."
        " On it, \u22ee > *Link message to customer* says whose it is."
    )


@spoken(german.several)
def several(number: int, searched: str) -> str:
    """More than one fits."""
    about = f" \u201c{searched}\u201d" if searched else ""
    return f"{in_english(number, 'customer')} fit{'s' if number == 1 else ''}{about}. Which one?"


@spoken(german.crowd)
def crowd(contacts: int, searched: str) -> str:
    """One number or address that very many have."""
    return f"{in_english(contacts, 'contact')} have \u201c{searched}\u201d. Some of them:"


@spoken(german.crowd_hint)
def crowd_hint() -> str:
    """What to do about a number that very many have."""
    return "What so many have names nobody, and joins no two of them. Look for the name instead."


@spoken(german.last_wrote)
def last_wrote(when: str) -> str:
    """`last wrote 2 days ago`"""
    return f"last wrote {when}"


@spoken(german.narrow_down)
def narrow_down() -> str:
    """There may be more."""
    return "There may be more. Type more of the name, or add the company."


@spoken(german.found_in_message)
def found_in_message() -> str:
    """Candidates in a message that names nobody."""
    return "This message does not say which customer it is from. It mentions:"


@spoken(german.look_up)
def look_up(what: str) -> str:
    """A button beside something that a message mentions."""
    return f"Look up {what}"


@spoken(german.already_one)
def already_one(name: str) -> str:
    """A merge with itself."""
    return f"These are one customer already: {name}. Nothing was changed."


@spoken(german.parted)
def parted(*, still: bool) -> str:
    """After a split."""
    if still:
        return "That link is removed, but other links still hold the two together."
    return "Taken apart: these are two customers again, each with what was theirs."


@spoken(german.nothing_to_part)
def nothing_to_part() -> str:
    """A split of what is not joined."""
    return "There was nothing to take apart: this was undone before, or never joined."


nothing_done_yet = words(
    "Nothing was done yet: type it again with a number, an address or an id that only one customer has.",
    "Noch wurde nichts getan: bitte noch einmal mit einer Nummer, Adresse oder Kennung, die nur ein Kunde hat.",
)
note_not_kept = words(
    "The note was not kept. This is what you typed:",
    "Die Notiz wurde nicht gespeichert. Das haben Sie getippt:",
)


@spoken(german.note_too_long)
def note_too_long(most: int) -> str:
    """A note that is too long."""
    return f"A note has at most {most:,} characters. Nothing was saved; shorten it, or write two."


@spoken(german.why_closed)
def why_closed(code: str) -> str:
    """Why Slack lets nothing be said in a channel, and the mend."""
    return {
        "is_archived": "The channel is archived: unarchive it, or `/customer unwatch` it.",
        "restricted_action": "Only some members may post there: let the app post too.",
    }.get(code, "Rapport is not in it (any more): invite it there with `/invite @rapport`.")


@spoken(german.closed)
def closed(channel: str, why: str) -> str:
    """Cards that wait, told to the member who has a channel read."""
    return (
        f"Rapport cannot post in {channel}. {why} What customers write there is kept;"
        " their cards wait for a day and follow as soon as they can."
    )


@spoken(german.file_unreadable)
def file_unreadable() -> str:
    """A file that Slack does not hand over."""
    return (
        "Slack does not let Rapport read this mail, so it cannot say who wrote it. The app"
        " needs the"
        " permission files:read: an admin can add it by installing the app again."
    )
