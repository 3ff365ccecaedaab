"""What can be asked, and how."""

from bot.wording.german import asking as german
from bot.wording.speaking import spoken, words

help_title = words("What `/customer` can do", "Was `/customer` kann")


help_more = words(
    "On any message: ⋮ > *Show customer*. On a card: Tag, Note, Edit, Merge. Every merge can"
    " be undone.\nMention me, or write to me directly: the same, without `/customer`.",
    "An jeder Nachricht: ⋮ > *Show customer*. Auf einer Karte: Schlagwort, Notiz, Bearbeiten,"
    " Zusammenführen. Jede Zusammenführung lässt sich aufheben.\nErwähnen Sie mich oder"
    " schreiben Sie mir direkt: dasselbe, ohne `/customer`.",
)


@spoken(german.help_lines)
def help_lines() -> tuple[tuple[str, str], ...]:
    """What can be typed after the command, and what comes of it."""
    return (
        ("WHO", "who is this? A phone number, e-mail, @handle, name, order number or message link"),
        ("find WHO", "the same, for names that are commands"),
        (
            "tag:vip orders:0",
            "search: all that fit, page by page; `segments` are saved searches; `rules`, for leads",
        ),
        ("timeline WHO", "all that was written, noted and ordered; `orders` shows the orders"),
        ("new WHO", "a customer who never wrote"),
        ("edit WHO", "change what is known"),
        ("note WHO: text", "keep a note; without a text a form opens"),
        (
            "tag WHO: vip, late",
            "put tags on; `untag` takes them off; for leads `tags`, `tags rename TAG to TAG`",
        ),
        ("merge WHO with WHO", "two profiles that are one person, side by side first"),
        ("split WHO", "one of a profile's contacts is somebody else"),
        (
            "duplicates",
            "who may be one person, for you to decide; `marks`, for admins `mark` and `unmark`",
        ),
        (
            "replies",
            "replies kept ready, with a customer's own fields; *Reply* on a card offers them",
        ),
        ("report", "how conversations go: first reply, done, questions, by week"),
        ("watch", "read customers' messages in this channel; `unwatch` stops"),
        (
            "history WHO",
            "who did what, for leads and admins; for admins: `export`, `erase` WHO, `requests`, `fields`, `settings`",
        ),
    )


@spoken(german.did_you_mean)
def did_you_mean(word: str, usages: tuple[str, ...]) -> str:
    """A typing mistake."""
    ways = " or ".join(f"`/customer {usage}`" for usage in usages)
    return f"\u201c{word}\u201d is not complete, or not a command. Did you mean {ways}?"


@spoken(german.opens_on_click)
def opens_on_click() -> str:
    """A form was asked for in words."""
    return "This needs a form, and Slack opens forms only on a click."


open_form = words("Open the form", "Formular öffnen")
