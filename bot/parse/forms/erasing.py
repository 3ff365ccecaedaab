"""A typed confirmation."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import ConfirmEntry
from bot.parse.forms.typed import text
from bot.parse.payloads import State


def confirmation(state: State) -> ConfirmEntry:
    """What was typed to confirm."""
    return ConfirmEntry(text(state, Field.CONFIRM))


def confirms(typed: str, name: str) -> bool:
    """True for the customer's name, however it is cased and spaced, or for the word itself."""
    said = _plain(typed)
    return bool(said) and said in {_plain(name), *wording.ERASE_WORDS}


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
