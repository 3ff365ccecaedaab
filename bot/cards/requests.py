"""Requests to a second admin: in a channel, so nothing in them says who the customer is."""

from bot import clicks, wording
from bot.cards.authors import somebody
from bot.cards.block import Message, actions, button, message, section
from bot.cards.text import Safe, ours
from storage.policy import Request


def asked(request: Request) -> Message:
    """The request, with a way to see whom it is about, and the two answers."""
    told = ours(wording.asks_for(somebody(request.by), wording.REQUESTS[request.what]))
    return message(
        told,
        [
            section(told),
            actions(
                "request",
                button(wording.agree(), clicks.Agree(request.id)),
                button(wording.decline(), clicks.Decline(request.id)),
                button(wording.show_whom(), clicks.ShowFull(request.contact_id)),
            ),
        ],
    )


def answered(what: str, *, by: str, second: str, agreed: bool) -> Message:
    """What became of a request, in its place."""
    said = wording.agreed if agreed else wording.declined
    told = ours(said(somebody(by), wording.REQUESTS[what], somebody(second)))
    return message(told, [section(told)])


def waits(place: str) -> Message:
    """To whoever asked: where a second admin is asked."""
    return _sentence(ours(wording.asked_second(ours(f"<#{place}>"))))


def not_your_own() -> Message:
    """Nobody agrees to what they asked for themselves."""
    return _sentence(ours(wording.not_your_own()))


def is_over() -> Message:
    """It was answered, or nobody did in time."""
    return _sentence(ours(wording.request_over()))


def export_follows() -> Message:
    """To whoever exports."""
    return _sentence(ours(wording.export_follows()))


def export_on_its_way(to: str) -> Message:
    """To whoever agreed to an export."""
    return _sentence(ours(wording.export_goes_to(somebody(to))))


def _sentence(told: Safe) -> Message:
    return message(told, [section(told)])
