"""Why what a customer wrote from does not say who it is, and what to do then."""

from bot.wording.counting import in_english
from bot.wording.german import refusing as german
from bot.wording.speaking import spoken, words

of_many = words(
    "⋮ on the message > *Link message to customer* says whose it is.",
    "⋮ an der Nachricht > *Link message to customer* sagt, von wem sie ist.",
)


marked_own_afterwards = words(
    "Whoever comes by it from now on is joined to whom it is vouched for, where the names allow that. Who has it"
    " already stays as they are: *Merge* puts them together.",
    "Wer von jetzt an damit kommt, wird mit dem zusammengeführt, für den es bürgt, wo die Namen das erlauben. Wer es"
    " schon hat, bleibt, wie er ist: *Zusammenführen* bringt sie zusammen.",
)


@spoken(german.all_the_same)
def all_the_same(nature: str, marks: str) -> str:
    """That what is marked no more joins nobody all the same; the command is marked up."""
    return f"It joins nobody all the same {nature}. If it is one person's own: {marks}"


@spoken(german.if_of_one)
def if_of_one(marks: str) -> str:
    """What an admin can do where something only looks like many people's; the command is marked up."""
    return f"If it is one person's own, an admin can say so: {marks}"


@spoken(german.refused_as)
def refused_as(why: str, identifier: str) -> str:
    """Why this joins nobody; the identifier is marked up."""
    told = {
        "shared": f"Several customers share {identifier}. Who is it?",
        "role_mailbox": f"Several people write from {identifier}. Who is it?",
        "switchboard": f"{identifier} is behind a switchboard. Who is it?",
        "blocked": f"{identifier} is blocked: it says nothing of anybody.",
        "blocked_value": f"{identifier} is a placeholder: it says nothing of anybody.",
        "machine_address": f"{identifier} is a machine's address: it says nothing of anybody.",
        "lookalike_domain": f"{identifier} imitates a well-known domain. Be sure who it is before you answer.",
    }
    return told.get(why, f"{identifier} says nothing of anybody.")


@spoken(german.crowded)
def crowded(identifier: str, others: int) -> str:
    """That so many have this that it names nobody; the identifier is marked up."""
    many = in_english(others, "other customer has", "other customers have")
    return f"{many} {identifier} too, so it does not say who this is."


@spoken(german.of_a_crowd)
def of_a_crowd(lists: str, marks: str) -> str:
    """What can be done then; the commands are marked up."""
    return (
        f"Do you know? *Merge*, or ⋮ on the message > *Link message to customer*. {lists} shows some of"
        f" them; if it is a switchboard's or a family's, an admin can say so: {marks}"
    )
