"""What was typed after `/customer`."""

import re
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from bot.parse.commands.asked import (
    Changing,
    Command,
    Deciding,
    Duplicates,
    Help,
    Look,
    Mark,
    Marks,
    MergeTwo,
    Mistyped,
    New,
    NoteFor,
    SplitOne,
    TagFor,
    UntagFor,
    Unwatch,
    Watch,
)

LONGEST_CHARS: Final = 12_000
_QUOTES: Final = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00a0": " ", "\u2018": "'", "\u2019": "'"}
)
_TOKEN: Final = re.compile(r"<(mailto:|tel:)?([^<>\n|]{1,500})(?:\|([^<>\n]{0,500}))?>")
_QUOTED_PAIR: Final = re.compile(r'^"([^"]{1,200})"\s*(?:with|and|into|,)?\s*"([^"]{1,200})"$')


USAGE: Final = {
    "help": "help",
    "find": "find WHO",
    "new": "new WHO",
    "note": "note WHO: text",
    "tag": "tag WHO: vip, late",
    "untag": "untag WHO: late",
    "merge": "merge WHO with WHO",
    "split": "split WHO",
    "duplicates": "duplicates",
    "mark": "mark WHO shared",
    "unmark": "unmark WHO",
    "marks": "marks",
    "watch": "watch",
    "unwatch": "unwatch",
}


_LIKE_NAMES: Final = frozenset(["help", "mark", "marks", "unmark"])
"""Commands that many names are nearly: Mary, Marc, Marko."""


def parse_command(text: str) -> Command:
    """The command that a text is. Never raises; what is no command is a WHO."""
    text = _undone(text[:LONGEST_CHARS]).strip()
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    match word.casefold():
        case "" | "help" | "?":
            return Help()
        case "find" | "show":
            return Look(rest) if rest else _lacking("find")
        case "new":
            return New(rest)
        case "note":
            return _note(rest)
        case "tag":
            return _tags(rest, TagFor) if rest else _lacking("tag")
        case "untag":
            found = _tags(rest, UntagFor)
            return found if found.who and found.tags else _lacking("untag")
        case "merge":
            return _merge(rest)
        case "split" | "duplicates" | "mark" | "unmark" | "marks":
            return _deciding(word.casefold(), rest) or Look(text)
        case "watch" | "unwatch" if not rest:
            return Watch() if word.casefold() == "watch" else Unwatch()
        case _:
            return _mistyped(word, rest) or Look(text)


def _deciding(word: str, rest: str) -> Command | None:
    """What says who is who, or None for a name that begins so."""
    match word:
        case "split":
            return SplitOne(rest) if rest else _lacking("split")
        case "duplicates":
            return None if rest else Duplicates()
        case "marks":
            return None if rest else Marks()
        case "unmark":
            return Mark(rest, "") if rest else _lacking("unmark")
        case _:
            who, _, mark = rest.rpartition(" ")
            if who and mark.casefold() in ("shared", "blocked"):
                return Mark(who.strip(" :"), mark.casefold())
            names_one = any(sign.isdecimal() or sign == "@" for sign in rest)
            return _lacking("mark") if names_one else None


def _undone(text: str) -> str:
    """What Slack made of what was typed, undone: links, escapes, curly quotes."""

    def written(found: "re.Match[str]") -> str:
        kind, target, label = found.groups()
        if kind:
            return target if kind == "mailto:" else label or target
        return f"@{label}" if target.startswith("@") and label else label or target

    text = _TOKEN.sub(written, text).translate(_QUOTES)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _note(rest: str) -> Command:
    who, text = _who_and(rest)
    if not who:
        return _lacking("note")
    return NoteFor(who, text or None)


def _tags(rest: str, kind: type[TagFor] | type[UntagFor]) -> TagFor | UntagFor:
    who, text = _who_and(rest)
    if text is None:
        first, _, more = rest.partition(" ")
        if rest.startswith('"') and '"' in rest[1:]:
            first, _, more = rest[1:].partition('"')
        who, text = first.strip(), more
    tags = tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
    return kind(who, tags)


def _who_and(rest: str) -> tuple[str, str | None]:
    """WHO and what follows the colon; a colon within an id, as in `crm:42`, is followed by no space."""
    if rest.startswith('"') and '"' in rest[1:]:
        who, _, after = rest[1:].partition('"')
        after = after.strip()
        return who.strip(), after[1:].strip() if after.startswith(":") else None
    found = re.search(r":(?=\s|$)", rest)
    if found is None:
        return rest, None
    return rest[: found.start()].strip(), rest[found.end() :].strip()


def _merge(rest: str) -> Command:
    quoted = _QUOTED_PAIR.match(rest)
    if quoted:
        return MergeTwo(quoted.group(1).strip(), quoted.group(2).strip())
    for between in (" with ", " into ", " and "):
        kept, found, joined = rest.partition(between)
        if found and kept.strip() and joined.strip():
            return MergeTwo(kept.strip().strip('"'), joined.strip().strip('"'))
    words = rest.split()
    whole = len(words) == 2 and not {"with", "into", "and"} & set(words)
    return MergeTwo(words[0], words[1]) if whole else _lacking("merge")


def _lacking(command: str) -> Mistyped:
    return Mistyped(command, (USAGE[command],))


def _mistyped(word: str, rest: str) -> Mistyped | None:
    """A near miss of a command that is followed by something; a name alone is never one."""
    if not rest or len(word) < 3 or not word.isalpha():
        return None
    near = [
        usage
        for command, usage in USAGE.items()
        if command not in _LIKE_NAMES and DamerauLevenshtein.distance(word.casefold(), command) == 1
    ]
    return Mistyped(word, tuple(near)) if near else None


__all__ = [
    "LONGEST_CHARS",
    "USAGE",
    "Changing",
    "Command",
    "Deciding",
    "Duplicates",
    "Help",
    "Look",
    "Mark",
    "Marks",
    "MergeTwo",
    "Mistyped",
    "New",
    "NoteFor",
    "SplitOne",
    "TagFor",
    "UntagFor",
    "Unwatch",
    "Watch",
    "parse_command",
]
