"""Sentences about who is who: what waits for a decision, what is marked, and taking apart."""

from collections.abc import Sequence
from typing import Final

from bot.wording.counting import in_english, listing
from bot.wording.german import deciding as german
from bot.wording.speaking import Table, spoken, words

split = words("Split", "Trennen")
split_title = words("Take apart", "Trennen")
parting_label = words("Which of these are somebody else?", "Welche davon sind jemand anderes?")
parting_hint = words(
    "They become a customer of their own; you see first what that does.",
    "Sie werden ein eigener Kunde; Sie sehen vorher, was das bewirkt.",
)
split_note = words(
    "All that is not ticked stays with the contact that it came to. The two sides are"
    " remembered as not the same person, and no rule joins them again; you can merge them"
    " again at any time.",
    "Was nicht angekreuzt ist, bleibt bei dem Kontakt, zu dem es kam. Die beiden"
    " Seiten gelten danach als verschiedene Personen, und keine Regel führt sie wieder"
    " zusammen; Sie selbst können das jederzeit.",
)
why_one = words("Why they are one customer", "Warum sie ein Kunde sind")
leaves = words("Becomes a customer of its own", "Wird ein eigener Kunde")
stays = words("Stays", "Bleibt")
moving_label = words(
    "Written while they were one: what belongs to the other side?",
    "Geschrieben, als sie ein Kunde waren: was gehört zur anderen Seite?",
)
more_moving = words(
    "More that was written while they were one", "Mehr aus der Zeit, als sie ein Kunde waren"
)
nothing_written = words(
    "Nothing was written, noted or tagged while they were one.",
    "Als sie ein Kunde waren, wurde nichts geschrieben und notiert und kein Schlagwort vergeben.",
)
one_by_now = words("Nothing changed: they were merged.", "Nichts geändert: schon zusammengeführt.")
marked_before = words("It was so before.", "Das war schon so.")
marked_afterwards = words(
    "Those who are one customer by it stay so: take them apart by *Split*, where they are several.",
    "Wer dadurch schon ein Kunde ist, bleibt es: wo es mehrere sind, hilft *Trennen*.",
)
decided_last = words("Last decisions", "Letzte Entscheidungen")
more = words("More", "Mehr")
take_back = words("Take back", "Zurücknehmen")
merge_again = words("Merge again", "Wieder zusammenführen")
a_shop = words("a shop", "ein Shop")
ORIGINS: Final = Table(
    {
        "import": ("a list", "eine Liste"),
        "agent": ("made by a colleague", "von einem Kollegen angelegt"),
        "channel": ("a channel", "ein Kanal"),
    }
)
MARKS: Final = Table(
    {
        "shared": (
            "shared by several, joins nobody by itself",
            "von mehreren genutzt, führt von selbst niemanden zusammen",
        ),
        "blocked": ("blocked, says nothing of anybody", "gesperrt, sagt über niemanden etwas"),
        "own": ("one person's own", "gehört einer einzelnen Person"),
        "none": ("no longer marked", "nicht mehr markiert"),
    }
)
marks_hint = words(
    "Admins change this by `/customer mark WHO shared`, `blocked` or `own`, and `/customer unmark WHO`.",
    "Admins ändern das mit `/customer mark WER shared`, `blocked` oder `own`, und `/customer unmark WER`.",
)


@spoken(german.nothing_waits)
def nothing_waits() -> str:
    """No suggestion is open, or none beyond those that were seen."""
    return "No two customers wait for a decision."


@spoken(german.waits)
def waits(number: int, after: int) -> str:
    """The head of the list."""
    told = f"{in_english(number, 'pair')} may be one person, the likeliest first"
    return f"{told} (after the first {after:,}):" if after else f"{told}:"


@spoken(german.asked_as)
def asked_as(percent: int) -> str:
    """`in Slack 62%`: at which score a pair waits there, until a look over the whole store is put up"""
    return f"in Slack {percent}%, until this is run without --dry-run"


@spoken(german.likely)
def likely(percent: int, reasons: str) -> str:
    """`92% likely: same name, same birthday`"""
    return f"{percent}% likely: {reasons}" if reasons else f"{percent}% likely"


@spoken(german.decided)
def decided(what: str, one: str, other: str) -> str:
    """What somebody decided about two customers."""
    match what:
        case "merge":
            return f"Merged: {one} and {other}"
        case "split":
            return f"Taken apart: {one} and {other}"
        case "settled":
            return f"A number or address is {one}'s, and not {other}'s"
        case _:
            return f"Not the same: {one} and {other}"


@spoken(german.decided_by)
def decided_by(who: str, when: str) -> str:
    """`by Maya, 2 days ago`"""
    return f"by {who}, {when}"


@spoken(german.told_apart_again)
def told_apart_again() -> str:
    """*Not the same* in a list."""
    return "Remembered: not the same person."


@spoken(german.may_be_one_again)
def may_be_one_again() -> str:
    """*Not the same* taken back."""
    return "Taken back: they may be one person again."


@spoken(german.contested_again)
def contested_again() -> str:
    """Whose an identifier is, taken back."""
    return "Taken back: both have it again, and it joins nobody."


@spoken(german.one_again)
def one_again() -> str:
    """A split taken back."""
    return "Taken back: they are one customer again."


@spoken(german.taken_back_before)
def taken_back_before() -> str:
    """A decision that stands no more."""
    return "That was taken back before, or decided otherwise. Nothing was changed."


@spoken(german.one_contact)
def one_contact(name: str) -> str:
    """A profile of one contact."""
    return f"{name} is one contact: there is nothing to take apart."


@spoken(german.these_two)
def these_two(one: int, other: int) -> str:
    """Two contacts by their numbers on a form."""
    return f"{one} and {other}"


@spoken(german.listed)
def listed(names: Sequence[str]) -> str:
    """`1, 2 and 4`"""
    return listing(names)


@spoken(german.by_rule)
def by_rule(detail: str) -> str:
    """`same phone number, by rule`"""
    return f"{detail}, by rule" if detail else "by rule"


@spoken(german.merged_by)
def merged_by(who: str) -> str:
    """Who joined two by hand."""
    return f"merged by {who}"


@spoken(german.merged_as_suggested_by)
def merged_as_suggested_by(who: str) -> str:
    """Who said yes to a suggestion."""
    return f"merged by {who}, as suggested"


@spoken(german.more_links)
def more_links(number: int) -> str:
    """Links that are not told one by one."""
    return f"and {in_english(number, 'more link')}"


@spoken(german.all_cut)
def all_cut(number: int) -> str:
    """The head of the links between the two sides."""
    if number == 1:
        return "This link is cut"
    return f"These {number} links are cut; while one is left, they would still be one"


@spoken(german.leave_apart)
def leave_apart(number: int, groups: str) -> str:
    """Those that leave do not hang together."""
    return f"Nothing but those who stay held these together, so they become {number} customers: {groups}."


@spoken(german.stay_apart)
def stay_apart(number: int, groups: str) -> str:
    """Those that stay do not hang together."""
    return f"Nothing but those who leave held these together, so they become {number} customers: {groups}."


@spoken(german.written_note)
def written_note(text: str) -> str:
    """A note that may change sides."""
    return f"Note: {text}"


@spoken(german.written_tag)
def written_tag(name: str) -> str:
    """A tag that may change sides."""
    return f"Tag: {name}"


@spoken(german.written_order)
def written_order(number: str) -> str:
    """An order that may change sides."""
    return f"Order {number}"


@spoken(german.written_conversation)
def written_conversation(text: str, number: int) -> str:
    """A conversation that may change sides, by its last words."""
    return f"{in_english(number, 'message')} of one conversation, the last: {text}"


@spoken(german.moves)
def moves(day: str, source: int, target: int) -> str:
    """From which contact to which other something would go."""
    return f"{day}, on {source}; would go to {target}"


@spoken(german.older_stay)
def older_stay(number: int) -> str:
    """More was written than there are boxes for."""
    return f"{number:,} older ones stay where they are." if number > 1 else "One more stays."


@spoken(german.changed_meanwhile)
def changed_meanwhile() -> str:
    """A profile that is another by now."""
    return "A colleague has changed this customer meanwhile. Close this, and begin again."


@spoken(german.all_picked)
def all_picked() -> str:
    """Nobody would stay."""
    return "These are all of them. Leave at least one that stays."


@spoken(german.taken_apart)
def taken_apart(one: str, other: str) -> str:
    """After a split."""
    return f"Taken apart: {one} and {other} are two customers now."


@spoken(german.nothing_marked)
def nothing_marked() -> str:
    """No identifier is marked."""
    return "No number or address is marked. " + marks_hint()


@spoken(german.marked_so_far)
def marked_so_far(number: int) -> str:
    """The head of the list."""
    return f"{in_english(number, 'number or address', 'numbers and addresses')} marked, the newest first:"


@spoken(german.older_marks)
def older_marks(number: int) -> str:
    """More is marked than is told."""
    return f"and {number:,} that were marked before"


@spoken(german.marked_by)
def marked_by(who: str, when: str) -> str:
    """Who marked an identifier."""
    return f"by {who}, {when}"


@spoken(german.mark_one_only)
def mark_one_only(names: str) -> str:
    """What was typed can be read in several ways."""
    return f"That may be {names}. Name one, a handle with its kind, such as `instagram:@ana.s`."


@spoken(german.mark_needs_identifier)
def mark_needs_identifier() -> str:
    """What was typed is no identifier."""
    return "Only a number, an e-mail address or a handle can be marked. " + marks_hint()
