"""Messages that were changed or deleted at their source."""

from storage.message import Message
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.recording import Recording
from storage.redis.workspace import Look
from storage.retention import as_kept
from storage.store import Change


class Rewriting(Recording):
    """The part of the store that follows edits and deletions."""

    async def amend(self, source: str, *, text: str, change: Change) -> bool:
        return await self._rewrite(source, change, {"text": text})

    async def forget_text(self, source: str, *, change: Change) -> bool:
        return await self._rewrite(source, change, {"text": "", "subject": None, "files": ()})

    async def _rewrite(self, source: str, change: Change, update: dict[str, object]) -> bool:
        words_kept = await self._words_kept(change.at)

        def look(keys: Keys) -> Look:
            return Look(at=[keys.digest("src", source)])

        def decide(draft: Draft) -> bool:
            found = draft.seen.hits[0].message
            if found is None:
                return False
            message = Message.model_validate_json(found)
            if message.source == source:
                anew = message.model_copy(update=update)
            else:
                anew = _with_answer_rewritten(message, source, str(update["text"]))
            draft.rewrite_message(as_kept(anew, words_kept))
            self._announce(draft, draft.folded(message.contact_id), now=change.at)
            on = (message.contact_id, message.id)
            draft.audit("message.rewritten", *on, by=change.by, at=change.at)
            return True

        return await self._change(change, look, decide, lambda _draft, _answer: True)


def _with_answer_rewritten(message: Message, source: str, text: str) -> Message:
    """The message with an answer's new words; without it where they are gone."""
    answers = [
        answer if answer.source != source else answer.model_copy(update={"text": text})
        for answer in message.answers
        if answer.source != source or text
    ]
    return message.model_copy(update={"answers": tuple(answers)})
