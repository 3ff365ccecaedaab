"""Failures on order: the next calls of a method fail as Slack's do."""

from dataclasses import dataclass, replace

from playground.shapes import Json, Wrong

DELIVERY = "delivery"
_MOST_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure: an HTTP status, an error code, a wait, or a reply that is lost."""

    method: str
    status: int | None = None
    error: str | None = None
    retry_after: int | None = None
    hang_seconds: float = 0.0
    lose_reply: bool = False
    times: int = 1


class Faults:
    """The failures that are still to come, by method, in the order they were asked for."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, asked: Json) -> None:
        """Adds what was asked for, or clears everything; raises Wrong when it makes no sense."""
        if asked.get("clear") is True:
            self._ordered.clear()
            return
        self._ordered.append(_fault_of(asked))

    def ordered(self, method: str) -> int:
        """How many failures of this method are still to come."""
        return sum(fault.times for fault in self._ordered if fault.method == method)

    def next_for(self, method: str) -> Fault | None:
        """The failure this call is to suffer, which is thereby used up once."""
        for place, fault in enumerate(self._ordered):
            if fault.method == method:
                if fault.times > 1:
                    self._ordered[place] = replace(fault, times=fault.times - 1)
                else:
                    del self._ordered[place]
                return fault
        return None


def _fault_of(asked: Json) -> Fault:
    method, error = asked.get("method", DELIVERY), asked.get("error")
    if not isinstance(method, str) or not (error is None or isinstance(error, str)):
        raise Wrong('"method" and "error" must be words, such as "chat.postMessage", "ratelimited"')
    retry_after = _whole(asked, "retry_after", 0, 3600)
    status = _whole(asked, "status", 400, 599)
    if error == "ratelimited":
        status, retry_after = status or 429, 1 if retry_after is None else retry_after
    hang = asked.get("hang_seconds", 0)
    if (
        not isinstance(hang, int | float)
        or isinstance(hang, bool)
        or not 0 <= hang <= _MOST_SECONDS
    ):
        raise Wrong('"hang_seconds" must be a number from 0 to 60')
    lose = asked.get("lose_reply", False)
    if not isinstance(lose, bool):
        raise Wrong('"lose_reply" must be true or false')
    if not (status or error or hang or lose):
        raise Wrong('name what goes wrong: "status", "error", "hang_seconds" or "lose_reply"')
    return Fault(
        method=method,
        status=status,
        error=error,
        retry_after=retry_after,
        hang_seconds=float(hang),
        lose_reply=lose,
        times=_whole(asked, "times", 1, 1000) or 1,
    )


def _whole(asked: Json, name: str, least: int, most: int) -> int | None:
    value = asked.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Wrong(f'"{name}" must be a whole number from {least} to {most}')
    return value
