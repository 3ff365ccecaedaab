"""What can be asked for after `/customer`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    """`help`, or nothing at all."""


@dataclass(frozen=True, slots=True)
class Look:
    """WHO, or `find WHO`."""

    who: str


@dataclass(frozen=True, slots=True)
class New:
    """`new WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class EditOne:
    """`edit WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class OrdersOf:
    """`orders WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class TimelineOf:
    """`timeline WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """`history WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class NoteFor:
    """`note WHO: text`; without a colon the text is None, and a form is opened."""

    who: str
    text: str | None


@dataclass(frozen=True, slots=True)
class TagFor:
    """`tag WHO: vip, late`; without tags a form is opened."""

    who: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UntagFor:
    """`untag WHO: late`"""

    who: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tags:
    """`tags`: those in use; `tags rename A to B`, `tags merge A into B`, and `tags retire A`, without a new name."""

    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class MergeTwo:
    """`merge A with B`; `merge A B` may be one customer of two words."""

    kept: str
    joined: str
    together: str = ""
    """Both as they were typed, where nothing stood between them."""


@dataclass(frozen=True, slots=True)
class MergeOne:
    """`merge WHO`: the other one is picked."""

    who: str


@dataclass(frozen=True, slots=True)
class SplitOne:
    """`split WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """`duplicates`"""


@dataclass(frozen=True, slots=True)
class Mark:
    """`mark WHO shared`, `blocked` or `own`, `unmark WHO` (then the mark is empty)"""

    who: str
    mark: str


@dataclass(frozen=True, slots=True)
class Marks:
    """`marks`"""


@dataclass(frozen=True, slots=True)
class Report:
    """`report`"""


@dataclass(frozen=True, slots=True)
class Replies:
    """`replies`"""


@dataclass(frozen=True, slots=True)
class Watch:
    """`watch`"""


@dataclass(frozen=True, slots=True)
class Unwatch:
    """`unwatch`"""


@dataclass(frozen=True, slots=True)
class EraseOne:
    """`erase WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class ExportOne:
    """`export WHO`"""

    who: str


@dataclass(frozen=True, slots=True)
class Fields:
    """`fields`"""


@dataclass(frozen=True, slots=True)
class Requests:
    """What customers ask to be told."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`settings`"""


@dataclass(frozen=True, slots=True)
class Segments:
    """`segments`, or `segments NAME`"""

    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """`rules`"""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Nearly a command, or one that lacks something: `meant` is how it is written.

    `text` is all that was typed, where it may also be whom somebody looks for; else empty.
    """

    word: str
    meant: tuple[str, ...]
    text: str = ""


Looking = Segments | Rules | Look | OrdersOf | TimelineOf | HistoryOf
Changing = New | EditOne | NoteFor | TagFor | UntagFor | Tags
Deciding = MergeTwo | MergeOne | SplitOne | Duplicates | Mark | Marks
Desk = EraseOne | ExportOne | Requests | Watch | Unwatch | Fields | Settings | Replies | Report
Command = Help | Looking | Changing | Deciding | Desk | Mistyped
