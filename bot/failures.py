"""What went wrong, told to the member as a sentence and to the log as a place in the code."""

import secrets

import structlog

from bot import metrics
from bot.cards import problem
from bot.cards.block import Message
from bot.logs import place_in
from bot.members import SlackSilent
from bot.permissions import NotAllowed
from bot.slack_errors import FAILURES, code_of
from bot.workspaces import SlackUnreachable
from storage.errors import StorageError

log = structlog.get_logger()


class Failures:
    """Turns an exception into a sentence."""

    def told(self, error: Exception) -> Message:
        """The sentence for a failure; one that has none gets a reference that is also in the log."""
        match error:
            case NotAllowed(role=role, action=action):
                metrics.DENIED.labels(action).inc()
                return problem.refused(role, action)
            case StorageError():
                self.noted(error)
                return problem.storage_problem(error)
            case SlackSilent() | SlackUnreachable():
                return problem.slack_silent()
            case _ if isinstance(error, FAILURES):
                self.noted(error)
                return problem.slack_refused(code_of(error))
            case _:
                return problem.unexpected(self.noted(error))

    def noted(self, error: Exception) -> str:
        """The reference under which the failure stands in the log, with its place and kind alone."""
        reference = secrets.token_hex(4)
        code = code_of(error) if isinstance(error, FAILURES) else type(error).__name__
        log.error("failed", reference=reference, error=code, path=place_in(error))
        return reference
