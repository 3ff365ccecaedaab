"""Sentences about replies that are kept ready."""

from collections.abc import Sequence
from typing import Final

from bot.wording.counting import figure, in_english, listing
from bot.wording.german import replying as german
from bot.wording.speaking import Table, spoken, words

REPLY_LIMIT_CHARS: Final = 3_000

reply = words("Reply", "Antworten")
post_in_thread = words("Post in thread", "Im Thread antworten")
edit_first = words("Edit first", "Erst bearbeiten")
reply_title = words("Reply", "Antwort")
reply_label = words("What the thread will say", "Was im Thread stehen wird")
reply_hint = words(
    "Everybody in the channel reads it; a relay may carry it to the customer.",
    "Alle im Channel lesen es; ein Relais kann es zum Kunden tragen.",
)
template_title = words("Reply kept ready", "Antwortvorlage")
template_name = words("Name", "Name")
template_name_hint = words("Only your team sees it.", "Nur Ihr Team sieht ihn.")
template_text = words("Text", "Text")
template_language = words("Its language", "Seine Sprache")
template_language_hint = words(
    "A code such as en, de or pt-BR. The first text is for all whose language is none of these.",
    "Ein Kürzel wie en, de oder pt-BR. Der erste Text gilt für alle, deren Sprache keine davon ist.",
)
new_template = words("New reply", "Neue Vorlage")
change_template = words("Change", "Ändern")
drop_template = words("Delete", "Löschen")
template_dropped = words("The reply is deleted.", "Die Vorlage ist gelöscht.")
template_gone = words(
    "This reply was deleted meanwhile: nothing was posted.",
    "Diese Vorlage wurde inzwischen gelöscht: es wurde nichts gepostet.",
)
posted_reply = words(
    "Posted. It stands in the thread in a moment.",
    "Gepostet. Es steht gleich im Thread.",
)
no_thread_to_reply = words(
    "Use the button on the card in the customer's thread: here is no thread to reply in.",
    "Drücken Sie den Knopf auf der Karte im Thread des Kunden: hier ist kein Thread.",
)
not_in_shared = words(
    "Another company reads this channel: Rapport posts nothing about a customer in it. Write the reply yourself.",
    "Eine andere Firma liest diesen Channel mit: Rapport postet darin nichts über Kunden. "
    "Schreiben Sie die Antwort bitte selbst.",
)
not_where_unwatched = words(
    "This channel is watched no more: Rapport posts nothing in it. `/customer watch` in the channel changes that.",
    "Dieser Channel wird nicht mehr mitgelesen: Rapport postet nichts darin. "
    "`/customer watch` im Channel ändert das.",
)
too_many_templates = words(
    "There are 200 replies already. Delete one that nobody uses.",
    "Es gibt schon 200 Vorlagen. Löschen Sie eine, die niemand nutzt.",
)
template_help = words(
    "Fields: {{ customer.first_name }}, .name, .company, .title, .plan, .location, .language, .email, .phone, "
    ".owner, {{ customer.fields.NAME }}; {{ order.number }}, .status, .expected, .total, .tracking_url; "
    '{{ agent.name }}. Other words where one is not known: {{ customer.first_name | default: "there" }}. '
    "{% if order.number %} … {% else %} … {% endif %}",
    "Felder: {{ customer.first_name }}, .name, .company, .title, .plan, .location, .language, .email, .phone, "
    ".owner, {{ customer.fields.NAME }}; {{ order.number }}, .status, .expected, .total, .tracking_url; "
    '{{ agent.name }}. Andere Worte, wo eines nicht bekannt ist: {{ customer.first_name | default: "zusammen" }}. '
    "{% if order.number %} … {% else %} … {% endif %}",
)
TEMPLATE_WRONG: Final = Table(
    {
        "empty": ("Write something.", "Schreiben Sie etwas."),
        "long": (
            "At most 2,000 characters.",
            "Höchstens 2.000 Zeichen.",
        ),
        "language": (
            "Write a code such as en, de or pt-BR, each only once.",
            "Schreiben Sie ein Kürzel wie en, de oder pt-BR, jedes nur einmal.",
        ),
    }
)


@spoken(german.replies_to)
def replies_to(name: str) -> str:
    """The head of what is kept ready, for one customer."""
    return f"Replies to {name}"


@spoken(german.no_templates)
def no_templates() -> str:
    """Nothing is kept ready yet."""
    return "No reply is kept ready yet. A lead or an admin writes one with `/customer replies`."


no_templates_yet = words(
    "No reply is kept ready yet. What you write here is offered under Reply on every card in a thread.",
    "Es gibt noch keine Vorlage. Was Sie hier schreiben, steht unter Antworten auf jeder Karte in einem Thread.",
)


@spoken(german.templates_kept)
def templates_kept(number: int) -> str:
    """The head of all that is kept ready."""
    return f"{in_english(number, 'reply', 'replies')} kept ready"


@spoken(german.gaps)
def gaps(names: Sequence[str]) -> str:
    """What is not known of this customer."""
    return f"Not known: {listing(names)}. Fill it in first."


@spoken(german.not_known_any_more)
def not_known_any_more(names: Sequence[str]) -> str:
    """A reply was to be posted that had no gap when it was offered."""
    return f"Nothing was posted, since this is not known any more: {listing(names)}. Press *Edit first*."


@spoken(german.fill_gaps)
def fill_gaps(names: Sequence[str]) -> str:
    """At the field of a reply that has gaps still."""
    return f"Fill in or take out: {listing(names)}."


@spoken(german.template_kept)
def template_kept(name: str) -> str:
    """After a template was made or changed."""
    return f"Kept: {name}. It is offered under *Reply* on every card in a thread."


@spoken(german.template_syntax)
def template_syntax(detail: str) -> str:
    """At the text of a template that cannot be read; the parser's own words in it."""
    return f"This cannot be read: {detail}. Fields stand in two braces, such as {{{{ customer.name }}}}."


@spoken(german.template_unknown)
def template_unknown(name: str) -> str:
    """At the text of a template that names a field that nothing has."""
    return f"There is no {name}. Below the text stands what there is."


@spoken(german.template_field)
def template_field(name: str, there_are: str) -> str:
    """At the text of a template that names a custom field that nobody defined."""
    instead = f" There are: {there_are}." if there_are else ""
    return f"No field “{name}” is defined; an admin defines one in Home.{instead}"


@spoken(german.template_filter)
def template_filter(name: str) -> str:
    """At the text of a template that asks for more than choosing words."""
    return f"“| {name}” is not understood; only “| default” is."


@spoken(german.after_templates)
def after_templates(number: int) -> str:
    """A further page."""
    return f"after the first {figure(number)}"
