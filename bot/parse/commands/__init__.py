"""What was typed after `/customer`."""

import re
from collections.abc import Callable
from typing import Final

from bot.parse.commands.asked import (
    Changing,
    Command,
    Deciding,
    Duplicates,
    EditOne,
    EraseOne,
    ExportOne,
    Fields,
    Help,
    HistoryOf,
    Look,
    Looking,
    Mark,
    Marks,
    MergeOne,
    MergeTwo,
    Mistyped,
    New,
    NoteFor,
    OrdersOf,
    Replies,
    Report,
    Requests,
    Rules,
    Segments,
    Settings,
    SplitOne,
    TagFor,
    Tags,
    TimelineOf,
    UntagFor,
    Unwatch,
    Watch,
)
from bot.parse.commands.meant import commands_near

LONGEST_CHARS: Final = 12_000
_QUOTES: Final = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00a0": " ", "\u2018": "'", "\u2019": "'"}
)
_TOKEN: Final = re.compile(r"<(mailto:|tel:)?([^<>\n|]{1,500})(?:\|([^<>\n]{0,500}))?>")
_QUOTED_PAIR: Final = re.compile(
    r'^"([^"]{1,200})"\s*(?:with|and|into|mit|und|,)?\s*"([^"]{1,200})"$'
)
_BETWEEN: Final = ("with", "into", "and", "mit", "und")
"""What people put between two customers; the German words are those of the German help."""
_TURNS_INTO: Final = ("to", "into", "with", "->", "in", "zu", "mit")
_QUOTED_TAGS: Final = re.compile(
    r'^"([^"]{1,200})"\s*(?:to|into|with|->|in|zu|mit)?\s*"([^"]{1,200})"$'
)
Read = Callable[[str], Command | None]

USAGE: Final = {
    "help": "help",
    "find": "find WHO",
    "new": "new WHO",
    "edit": "edit WHO",
    "orders": "orders WHO",
    "timeline": "timeline WHO",
    "history": "history WHO",
    "note": "note WHO: text",
    "tag": "tag WHO: vip, late",
    "untag": "untag WHO: late",
    "tags": "tags rename TAG to TAG",
    "merge": "merge WHO with WHO",
    "split": "split WHO",
    "duplicates": "duplicates",
    "mark": "mark WHO shared",
    "unmark": "unmark WHO",
    "marks": "marks",
    "replies": "replies",
    "report": "report",
    "watch": "watch",
    "unwatch": "unwatch",
    "segments": "segments",
    "rules": "rules",
    "fields": "fields",
    "settings": "settings",
    "requests": "requests",
    "export": "export WHO",
    "erase": "erase WHO",
}


_LIKE_NAMES: Final = frozenset(["help", "mark", "marks", "unmark", "edit", "fields"])
"""Commands that many names are nearly: Mary, Marc, Marko, Edith, Field."""
_ALONE: Final = frozenset(
    ["rules", "duplicates", "watch", "unwatch", "settings", "replies", "report", "requests"]
)
"""Commands that stand alone, and that no name is nearly."""


def parse_command(text: str) -> Command:
    """The command that a text is. Never raises; what is no command is a WHO."""
    text = _undone(text[:LONGEST_CHARS]).strip()
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    read = _READ.get(word.casefold())
    return (read(rest) if read else None) or _mistyped(word, rest) or Look(text)


def corrected(mistyped: Mistyped) -> tuple[str, ...]:
    """What was typed, with the commands that may be meant in the place of the slip, where that is a whole one."""
    rest = mistyped.text.partition(" ")[2].strip()
    names = (usage.partition(" ")[0] for usage in mistyped.meant)
    return tuple(f"{name} {rest}".strip() for name in names if _is_whole(name, rest))


def _is_whole(name: str, rest: str) -> bool:
    read = _READ[name](rest)
    return read is not None and not isinstance(read, Mistyped)


def _one(name: str, kind: Callable[[str], Command]) -> Read:
    """A command that says WHO and nothing more."""
    return lambda rest: kind(rest) if rest else _lacking(name)


def _alone(kind: Callable[[], Command]) -> Read:
    """A command that stands alone; followed by something it is a name."""
    return lambda rest: None if rest else kind()


def _mark(rest: str) -> Command | None:
    if not rest:  # or somebody who is called so
        return Mistyped("mark", (USAGE["mark"],), "mark")
    who, _, mark = rest.rpartition(" ")
    if who and mark.casefold() in ("shared", "blocked", "own"):
        return Mark(who.strip(" :"), mark.casefold())
    names_one = any(sign.isdecimal() or sign == "@" for sign in rest)
    return _lacking("mark") if names_one else None


def _all_tags(rest: str) -> Command | None:
    """What becomes of a tag on everybody; None for what is no such command."""
    if not rest:
        return Tags()
    verb, _, named = rest.partition(" ")
    verb, named = verb.casefold(), named.strip()
    if verb == "retire" and named:
        return Tags(named.strip('"').strip())
    if verb in ("rename", "merge"):
        quoted = _QUOTED_TAGS.match(named)
        pair = quoted.groups() if quoted else _at_a_word(named)
        if pair and all(one.strip(' "') for one in pair):
            return Tags(*(" ".join(one.strip(' "').split()) for one in pair))
    return Mistyped("tags", (USAGE["tags"], "tags retire TAG", USAGE["tag"]), f"tags {rest}")


def _at_a_word(named: str) -> tuple[str, str] | None:
    """What stands before and after the first word that puts a tag's new name behind its old one."""
    for between in _TURNS_INTO:
        old, found, new = named.partition(f" {between} ")
        if found:
            return old, new
    return None


def _untag(rest: str) -> Command:
    found = _tags(rest, UntagFor)
    return found if found.who and found.tags else _lacking("untag")


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
    for between in _BETWEEN:
        kept, found, joined = rest.partition(f" {between} ")
        if found and kept.strip() and joined.strip():
            return MergeTwo(kept.strip().strip('"'), joined.strip().strip('"'))
    words = rest.split()
    if not words or {words[0].casefold(), words[-1].casefold()} & set(_BETWEEN):
        return _lacking("merge")
    return MergeTwo(words[0], words[1], rest) if len(words) == 2 else MergeOne(rest.strip('"'))


def _help(rest: str) -> Command:  # whatever follows it
    del rest
    return Help()


def _lacking(command: str) -> Mistyped:
    return Mistyped(command, (USAGE[command],))


def _mistyped(word: str, rest: str) -> Mistyped | None:
    """A near miss of a command, or another word for one; it may be a name all the same: that is looked for first."""
    if len(word) < 3 or not word.isalpha():
        return None
    possible = [name for name in USAGE if name not in _LIKE_NAMES] if rest else sorted(_ALONE)
    near = [USAGE[name] for name in commands_near(word, possible)]
    return Mistyped(word, tuple(near), f"{word} {rest}".strip()) if near else None


_READ: Final[dict[str, Read]] = {
    "": _help,
    "help": _help,
    "?": _help,
    "find": _one("find", Look),
    "show": _one("find", Look),
    "new": New,
    "edit": _one("edit", EditOne),
    "orders": _one("orders", OrdersOf),
    "timeline": _one("timeline", TimelineOf),
    "history": _one("history", HistoryOf),
    "note": _note,
    "tag": lambda rest: _tags(rest, TagFor) if rest else _lacking("tag"),
    "tags": _all_tags,
    "untag": _untag,
    "merge": _merge,
    "split": _one("split", SplitOne),
    "duplicates": _alone(Duplicates),
    "mark": _mark,
    "unmark": _one("unmark", lambda who: Mark(who, "")),
    "marks": _alone(Marks),
    "replies": _alone(Replies),
    "segments": Segments,
    "rules": _alone(Rules),
    "report": _alone(Report),
    "watch": _alone(Watch),
    "unwatch": _alone(Unwatch),
    "fields": _alone(Fields),
    "settings": _alone(Settings),
    "requests": _alone(Requests),
    "export": _one("export", ExportOne),
    "erase": _one("erase", EraseOne),
}
"""How what follows a word is read; None for what is no command after all."""


__all__ = [
    "LONGEST_CHARS",
    "USAGE",
    "Changing",
    "Command",
    "Deciding",
    "Duplicates",
    "EditOne",
    "EraseOne",
    "ExportOne",
    "Fields",
    "Help",
    "HistoryOf",
    "Look",
    "Looking",
    "Mark",
    "Marks",
    "MergeOne",
    "MergeTwo",
    "Mistyped",
    "New",
    "NoteFor",
    "OrdersOf",
    "Replies",
    "Report",
    "Requests",
    "Rules",
    "Segments",
    "Settings",
    "SplitOne",
    "TagFor",
    "Tags",
    "TimelineOf",
    "UntagFor",
    "Unwatch",
    "Watch",
    "corrected",
    "parse_command",
]
