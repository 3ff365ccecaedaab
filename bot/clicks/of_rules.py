"""The buttons of rules."""

from dataclasses import dataclass

from bot.clicks.carried import Click


@dataclass(frozen=True, slots=True)
class OpenRule(Click):
    """The form of a rule, or of a new one."""

    ACTION_ID = "rule:open"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class TryRule(Click):
    """On which of the last messages a rule would have fired."""

    ACTION_ID = "rule:try"
    rule_id: str


@dataclass(frozen=True, slots=True)
class SwitchRule(Click):
    """A rule is switched on, or off."""

    ACTION_ID = "rule:switch"
    rule_id: str
    on: str = ""
    """`1` for on."""


@dataclass(frozen=True, slots=True)
class RaiseRule(Click):
    """A rule is asked before the one that it stood behind."""

    ACTION_ID = "rule:raise"
    rule_id: str


@dataclass(frozen=True, slots=True)
class DropRule(Click):
    """A rule is deleted."""

    ACTION_ID = "rule:drop"
    rule_id: str


@dataclass(frozen=True, slots=True)
class ShowRuled(Click):
    """Why rules fired or did not; `after` is how many messages stand before the page."""

    ACTION_ID = "rule:log"
    after: str = ""
