"""The alerts that are shipped: each is about something that is measured, and says what to do."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot import metrics
from bot.arguments import parser
from bot.slack_errors import Meaning
from storage.observing import FAILURES, READ, WRITE
from tests.rules import deploying, documents, tree
from tests.rules.test_documents import fields

_FILE: Final = (deploying.FOLDER / "alerts.yml").read_text(encoding="utf-8")
ALERTS: Final[dict[str, Any]] = {
    rule["alert"]: rule for group in yaml.safe_load(_FILE)["groups"] for rule in group["rules"]
}
RUNBOOK: Final = tree.TOP / "docs" / "runbook"
SECTIONS: Final = ["What it means", "What to see", "What to do"]
KNOWN: Final = {
    "kind": {*FAILURES, READ, WRITE},
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
    assert set(alert["annotations"]) == {"summary", "mend", "runbook"}
    mend = alert["annotations"]["mend"]
    assert len(mend.split()) > 8
    for words in documents.commands(mend, "rapport"):
        parser().parse_args(words)
    assert documents.settings_named(mend) <= set(fields())


def test_each_alert_has_a_page_of_the_runbook_and_no_page_is_about_nothing() -> None:
    named = {rule["annotations"]["runbook"]: name for name, rule in ALERTS.items()}
    assert sorted(named) == sorted(f"docs/runbook/{page.name}" for page in RUNBOOK.iterdir())
    titles = {
        name: (tree.TOP / page).read_text(encoding="utf-8").splitlines()[0]
        for page, name in named.items()
    }
    assert titles == {name: f"# {name}" for name in ALERTS}


@pytest.mark.parametrize("page", sorted(RUNBOOK.iterdir()), ids=lambda page: page.stem)
def test_each_page_says_what_it_means_what_to_see_and_what_to_do(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert all(len(part.split()) > 12 for part in text.split("## ")[1:])
    for words in documents.commands(text, "rapport"):
        parser().parse_args(words)
    assert documents.settings_named(text) <= set(fields())
    assert set(re.findall(r"rapport_[a-z_]+", text)) <= measured() | {
        name.removesuffix("_bucket") for name in measured()
    }
