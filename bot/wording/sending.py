"""Sentences about answers that go out to customers without a relay."""

from collections.abc import Sequence
from typing import Final

from bot.wording.counting import figure, listing
from bot.wording.german import sending as german
from bot.wording.speaking import Table, spoken, words

FATES: Final = Table(
    {
        "waits": ("On its way to the customer", "Auf dem Weg zum Kunden"),
        "unclear": (
            "No answer came when this was sent: it may have arrived. It is not sent again by itself.",
            "Beim Senden kam keine Antwort: es kann angekommen sein. Von selbst wird es nicht noch einmal gesendet.",
        ),
        "sent": ("Sent to the customer", "An den Kunden gesendet"),
        "delivered": ("Delivered", "Zugestellt"),
        "read": ("Read", "Gelesen"),
        "failed": ("Not delivered", "Nicht zugestellt"),
    }
)
"""What became of an answer, below it in the thread."""
WHY_NOT_SENT: Final = Table(
    {
        "gone": ("the customer was erased", "der Kunde wurde gelöscht"),
        "no_maker": (
            "Rapport has no access token for this channel any more",
            "Rapport hat für diesen Kanal kein Zugangstoken mehr",
        ),
        "window": (
            "WhatsApp carries nothing 24 hours after the customer's last message",
            "WhatsApp überträgt 24 Stunden nach der letzten Nachricht des Kunden nichts mehr",
        ),
        "late": (
            "it could not be sent for 15 minutes; post it again if it still holds",
            "es ließ sich 15 Minuten lang nicht senden; bitte erneut posten, falls es noch gilt",
        ),
    }
)
"""Our own codes; anything else is what the maker of the channel says."""
write_reply = words("Write your own", "Selbst schreiben")
not_their_thread = words(
    "This thread is another customer's by now: nothing was posted. Use Reply on the card that stands in it.",
    "Dieser Thread gehört inzwischen einem anderen Kunden: es wurde nichts gepostet. "
    "Nutzen Sie Antworten auf der Karte, die darin steht.",
)
reads_otherwise = words(
    "Nothing was posted: since this was offered it reads differently to this customer. Look at it as it reads now.",
    "Es wurde nichts gepostet: seit dem Angebot liest es sich für diesen Kunden anders. So liest es sich jetzt.",
)
window_closed = words(
    "WhatsApp carries free text only within 24 hours of the customer's last message, and that is over: nothing goes "
    "out until they write again. Call them, or use a template message in WhatsApp's own manager.",
    "WhatsApp überträgt freien Text nur 24 Stunden lang nach der letzten Nachricht des Kunden, und die sind vorbei: "
    "es geht nichts hinaus, bis er wieder schreibt. Rufen Sie an, oder nutzen Sie eine Vorlage im WhatsApp-Manager.",
)


@spoken(german.goes_out_by)
def goes_out_by(channel: str) -> str:
    """Before a reply is posted, where no relay stands between."""
    return (
        f"What you post here goes to the customer by {channel}, once. "
        "What you write in the thread yourself does not: it stays in Slack."
    )


@spoken(german.answer_by_reply)
def answer_by_reply(channel: str) -> str:
    """Above the first message of a conversation, where no relay stands between."""
    return f"Answer with *Reply* on the card: it goes out by {channel}. What you write in the thread stays in Slack."


@spoken(german.fed_by_doors)
def fed_by_doors(channels: Sequence[str], *, answers: bool) -> str:
    """In the form of a watched channel."""
    back = " *Reply* on a card sends answers back the same way." if answers else ""
    return f"Without a relay, messages by {listing(channels)} are posted in this channel.{back}"


@spoken(german.too_long_to_send)
def too_long_to_send(number: int, most: int) -> str:
    """A text that the maker of the channel does not take."""
    return f"This has {figure(number)} characters, and this channel carries {figure(most)}. Shorten it."
