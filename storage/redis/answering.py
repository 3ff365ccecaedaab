"""What the team said to a customer, and what agents say of what a message is about."""

from typing import Final

from storage.message import Answer, Message
from storage.redis.attributing import Attributing
from storage.redis.draft import Draft
from storage.redis.keys import SOURCE_SECONDS, Keys
from storage.redis.reporting import replied
from storage.redis.workspace import Look
from storage.retention import as_kept
from storage.store import Change

READ: Final = 40
"""Of a contact's messages those that an answer may be to."""
ANSWERS_KEPT: Final = 4


class Answering(Attributing):
    """The part of the store that keeps who answered what."""

    async def answered(self, conversation: str, answer: Answer, *, change: Change) -> bool:
        words_kept = await self._words_kept(change.at)

        def look(keys: Keys) -> Look:
            at = [keys.digest("conv", conversation), keys.digest("src", answer.source)]
            return Look(at=at, messages=READ)

        def decide(draft: Draft) -> bool:
            bound, source = draft.seen.hits
            contact_id = next(iter(bound.values), None)
            if source.values or contact_id is None or contact_id not in draft.seen.shelves:
                return False
            asked = next(
                (
                    one
                    for one in draft.shelf(contact_id).messages
                    if one.conversation == conversation and one.sent_at <= answer.at
                ),
                None,
            )
            if asked is None:
                return False
            told = as_kept(with_answer(asked, answer), words_kept)
            draft.rewrite_message(told)
            for dropped in set(asked.answers) - set(told.answers):
                draft.program.op("DEL", draft.keys.digest("src", dropped.source))
            replied(draft.program, draft.keys, conversation, answer)
            key = draft.keys.digest("src", answer.source)
            draft.program.op("SET", key, f"{contact_id} {asked.id}", "EX", SOURCE_SECONDS)
            draft.audit("answered", contact_id, asked.id, by=change.by, at=change.at)
            return True

        return await self._change(change, look, decide, lambda _draft, _answer: True)

    async def set_apart(self, contact_id: str, message_id: str, *, change: Change) -> bool:
        def decide(draft: Draft) -> bool:
            draft.shelf(contact_id)
            every = draft.folded(contact_id).messages
            message = next((one for one in every if one.id == message_id), None)
            if message is None or message.topic in (None, message.id):
                return False
            draft.rewrite_message(message.model_copy(update={"topic": message.id}))
            self._announce(draft, draft.folded(contact_id), now=change.at)  # its cards count anew
            on = (message.contact_id, message.id)
            draft.audit("topic.apart", *on, by=change.by, at=change.at)
            return True

        look = Look(contact_ids=[contact_id], messages=READ)
        return await self._change(change, lambda _keys: look, decide, lambda _draft, _answer: True)


def with_answer(message: Message, answer: Answer) -> Message:
    """The message with an answer more: of many the first and the newest are kept."""
    first, rest = message.answers[:1], (*message.answers[1:], answer)
    kept = (*first, *rest[-ANSWERS_KEPT + 1 :])
    return message.model_copy(update={"answers": kept, "answer_count": message.answer_count + 1})
