"""What the team said to a customer, and what agents say of what a message is about."""

from typing import Protocol

from storage.message import Answer
from storage.outcomes import Change


class Answering(Protocol):
    """Who answered what, and what is not about the same thing."""

    async def answered(self, conversation: str, answer: Answer, *, change: Change) -> bool:
        """True if the answer is kept now with the customer's newest message before it in this conversation.

        False where the conversation is nobody's, or the answer was kept before.
        """
        ...

    async def set_apart(self, contact_id: str, message_id: str, *, change: Change) -> bool:
        """True if this message was counted as being about something told before, and is no more."""
        ...
