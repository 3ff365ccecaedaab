"""What stands over the lists of one customer: all orders, all that happened."""

from bot.wording.counting import counted
from bot.wording.german import lists as german
from bot.wording.speaking import spoken


@spoken(german.orders_of)
def orders_of(name: str) -> str:
    """The head of all orders."""
    return f"Orders of {name}"


@spoken(german.no_orders)
def no_orders(name: str) -> str:
    """A customer who never ordered, as far as is known."""
    return f"No orders of {name} are known."


@spoken(german.placed)
def placed(when: str) -> str:
    """`placed 12 Nov`"""
    return f"placed {when}"


@spoken(german.order_placed)
def order_placed(number: str) -> str:
    """An order in the timeline."""
    return f"Order {number} was placed"


@spoken(german.order_delivered)
def order_delivered(number: str) -> str:
    """A delivery in the timeline."""
    return f"Order {number} was delivered"


@spoken(german.timeline_of)
def timeline_of(name: str) -> str:
    """The head of all that happened."""
    return f"What happened with {name}, the newest first"


@spoken(german.nothing_happened)
def nothing_happened(name: str) -> str:
    """A customer who never wrote, and of whom nothing was noted."""
    return f"Nothing was written, noted or ordered yet by or about {name}."


def all_in_all(messages: int, notes: int, orders: int) -> str:
    """`12 messages, 4 notes, 2 orders`"""
    return counted((messages, "message"), (notes, "note"), (orders, "order"))


@spoken(german.no_more)
def no_more() -> str:
    """A page beyond the last."""
    return "There is no more."


@spoken(german.after_the_first)
def after_the_first(number: int) -> str:
    """A further page."""
    return f"after the first {number:,}"
