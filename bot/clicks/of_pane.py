"""What is opened from the pane beside the conversation carries whose pane it was, as one word."""

from typing import Final

PANE: Final = "pane:"


def pane_token(contact_id: str) -> str:
    """The pane of this contact; empty where it is none's."""
    return f"{PANE}{contact_id}" if contact_id else ""


def contact_of_pane(token: str) -> str:
    """The contact whose pane a token names; empty where it is none."""
    return token.removeprefix(PANE) if token.startswith(PANE) else ""
