"""Sentences about what customers ask to be told."""

from bot.wording.counting import figure
from bot.wording.german import data_requests as german
from bot.wording.speaking import spoken, words

who_asks_for_data = words("Customers who ask for their data", "Kunden, die ihre Daten verlangen")
no_requests = words(
    "Nobody waits. What a shop passes on stands here, with the day it is due.",
    "Niemand wartet. Was ein Shop weitergibt, steht hier, mit dem Tag, an dem es fällig ist.",
)
show_requests = words("Show requests", "Anfragen zeigen")
send_me_file = words("Send me the file", "Datei an mich")
mark_answered = words("Answered", "Beantwortet")
request_answered = words(
    "Noted as answered, by you. It stays listed for 90 days.",
    "Als beantwortet notiert, durch Sie. Es bleibt 90 Tage in der Liste.",
)
request_is_over = words(
    "This was answered already, or it is not there any more.",
    "Das ist schon beantwortet, oder es ist nicht mehr da.",
)
nothing_is_held = words(
    "Nothing is held of this customer (any more): tell the shop so, then press *Answered*.",
    "Über diesen Kunden ist nichts (mehr) gespeichert: sagen Sie es dem Shop, dann drücken Sie *Beantwortet*.",
)


@spoken(german.asks_for_data)
def asks_for_data(shop: str, due: str) -> str:
    """To admins, when a request comes in; nothing about who it is."""
    return f"A customer asks through {shop} what is held of them. It is due by {due}: `/customer requests`."


@spoken(german.request_number)
def request_number(number: str) -> str:
    """What the shop calls a request."""
    return f"no. {number}" if number else ""


@spoken(german.request_due)
def request_due(at: str, due: str) -> str:
    """A request that waits."""
    return f"asked {at}, due by {due}"


@spoken(german.request_late)
def request_late(at: str, due: str) -> str:
    """A request that waits too long."""
    return f":warning: asked {at}, *was due by {due}*"


@spoken(german.request_was_answered)
def request_was_answered(by: str, at: str) -> str:
    """A request that is done."""
    return f"answered by {by}, {at}"


@spoken(german.more_requests)
def more_requests(number: int) -> str:
    """Those that have no room."""
    return f"And {figure(number)} more: `rapport requests` lists all of them."
