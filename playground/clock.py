"""The one place where the playground reads the clock, and where it stamps messages."""

import time


def now() -> float:
    """Seconds since 1970, as a float."""
    return time.time()  # noqa: TID251 - the playground's one clock; it cannot import the bot's


class Stamps:
    """Gives every message a `ts` that no other has, in the order of asking."""

    def __init__(self) -> None:
        self._last_micros = 0

    def next(self, at_seconds: float | None = None) -> str:
        """A `ts` for the moment, or for another moment when one is given (a seeded message)."""
        micros = int((now() if at_seconds is None else at_seconds) * 1_000_000)
        if at_seconds is None:
            micros = max(micros, self._last_micros + 1)
            self._last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
