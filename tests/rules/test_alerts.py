"""The alerts that are shipped: each is about something that is measured, and says what to do."""

import re
from typing import Any, Final

import pytest
import yaml

from bot import metrics
from bot.arguments import parser
from bot.slack_errors import Meaning
from tests.rules import deploying, documents
from tests.rules.test_documents import fields

_FILE: Final = (deploying.FOLDER / "alerts.yml").read_text(encoding="utf-8")
ALERTS: Final[dict[str, Any]] = {
    rule["alert"]: rule for group in yaml.safe_load(_FILE)["groups"] for rule in group["rules"]
}
KNOWN: Final = {
    "job": {"rapport"},
    "outcome": {meaning.value for meaning in Meaning},
    "reason": {*metrics.REASONS.values(), metrics.OVERLOADED, metrics.UNKEPT, metrics.UNKNOWN},
}


def measured() -> set[str]:
    """Each name under which a sample may be told."""
    suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
    return {
        family.name + suffix
        for family in metrics.REGISTRY.collect()
        for suffix in suffixes.get(family.type, ("",))
    }


@pytest.mark.parametrize("name", ALERTS)
def test_each_alert_is_about_what_is_measured(name: str) -> None:
    expression = ALERTS[name]["expr"]
    named = set(re.findall(r"rapport_[a-z_]+", expression))
    assert named <= measured()
    assert named or expression.startswith("up{")
    told = re.findall(r'([a-z]+)="([^"]*)"', expression)
    assert [pair for pair in told if pair[1] not in KNOWN[pair[0]]] == []


@pytest.mark.parametrize("name", ALERTS)
def test_each_alert_says_what_it_means_and_what_to_do(name: str) -> None:
    alert = ALERTS[name]
    assert alert["labels"]["severity"] in ("page", "ticket")
    assert set(alert["annotations"]) == {"summary", "mend"}
    mend = alert["annotations"]["mend"]
    assert len(mend.split()) > 8
    for words in documents.commands(mend, "rapport"):
        parser().parse_args(words)
    assert documents.settings_named(mend) <= set(fields())
