"""What the documents say is so: even the best drift, so what they name is looked up."""

import argparse
import io
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest

from bot.arguments import SERVE_HELP, parser
from bot.parse.commands import USAGE
from bot.setting_values import PREFIX
from bot.settings import Settings
from tests.rules import documents, tree
from tests.rules.documents import DOCUMENTS

# What a run makes, and what an operator names: not files of the project.
MADE: Final = (".venv", "artifacts")
READ_BY_TESTS: Final = {"RAPPORT_CHROMIUM"}


def document(name: str) -> str:
    found = (tree.TOP / name).read_text(encoding="utf-8")
    assert len(found) > 500, f"{name} has yet to be written"
    return found


def targets() -> set[str]:
    """The targets of the Makefile that `make help` lists."""
    makefile = (tree.TOP / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def exists(path: str) -> bool:
    return path.partition("/")[0] in MADE or any(tree.TOP.glob(path))


def refusal(arguments: list[str]) -> str:
    """What the `rapport` command says against these arguments; empty when it takes them."""
    said = io.StringIO()
    try:
        with redirect_stderr(said), redirect_stdout(io.StringIO()):
            parser().parse_args(arguments)
    except SystemExit as stop:
        return said.getvalue() if stop.code else ""
    return ""


def offered() -> set[str]:
    """The commands that `rapport` has."""
    actions = parser()._actions
    found = [set(a.choices) for a in actions if isinstance(a, argparse._SubParsersAction)]
    return set().union(*found)


def fields() -> dict[str, Any]:
    """Each setting by its name in the environment, with its default."""
    return {
        f"{PREFIX}{name}".upper(): field.get_default()
        for name, field in Settings.model_fields.items()
    }


def row(setting: str) -> str:
    """The line of the README's table about one setting."""
    lines = document("README.md").splitlines()
    return next((line for line in lines if line.startswith(f"| `{setting}`")), "")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_target_of_make_that_is_named_exists(name: str) -> None:
    named = {
        word
        for arguments in documents.commands(document(name), "make")
        for word in arguments
        if "=" not in word and not word.startswith("-")
    }
    assert sorted(named - targets()) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_is_named_exists(name: str) -> None:
    text = document(name)
    folder = Path(name).parent
    linked = [(folder / link).as_posix() for link in documents.links(text)]
    assert [path for path in [*documents.paths(text), *linked] if not exists(path)] == []


@pytest.mark.parametrize("command", sorted(USAGE))
def test_every_command_of_agents_stands_on_their_page(command: str) -> None:
    assert f"`/customer {command}" in document("docs/agents.md")


def test_every_picture_is_shown_and_every_one_shown_has_words() -> None:
    """A picture that nobody sees is weight; one without words is nothing to those who do not see."""
    shown = {
        (Path(name).parent / link).as_posix(): words
        for name in DOCUMENTS
        for words, link in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", document(name))
    }
    kept = {path.as_posix() for path in tree.files() if path.match("docs/pictures/*")}
    assert set(shown) == kept
    assert [picture for picture, words in shown.items() if len(words) < 30] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_rapport_command_that_is_named_is_taken(name: str) -> None:
    named = documents.commands(document(name), "rapport")
    refused = {" ".join(words): refusal(words) for words in named}
    assert {words: said for words, said in refused.items() if said} == {}


@pytest.mark.parametrize("name", [*DOCUMENTS, "manifest.yml"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = documents.settings_named(document(name))
    known = set(fields()) | READ_BY_TESTS
    assert sorted(s for s in named if s not in known and s.removesuffix("_FILE") not in known) == []


def test_every_setting_that_the_help_of_serve_names_exists() -> None:
    assert documents.settings_named(SERVE_HELP) - set(fields()) == set()


@pytest.mark.parametrize("setting", sorted(fields()))
def test_every_setting_stands_in_the_readme_with_its_default(setting: str) -> None:
    """A default in the docs that is not the default is worse than none."""
    line = row(setting)
    assert line, f"README.md has no row for {setting}"
    default = fields()[setting]
    if isinstance(default, str | int) and default != "":
        assert str(default) in line.replace(",", "").replace("\N{NARROW NO-BREAK SPACE}", "")


def test_every_command_stands_in_the_readme() -> None:
    """A command that nobody is told of is a command that nobody uses."""
    told = {words[0] for words in documents.commands(document("README.md"), "rapport")}
    assert sorted(offered() - told) == []


def test_every_target_stands_in_the_help_of_make() -> None:
    makefile = (tree.TOP / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("run `make test` now", [["test"]]),
        ("```\nmake bench  # prose: make believe\n```", [["bench"]]),
        ("```sh\n$ make install && x\n```", [["install"]]),
        ("we make tests", []),
    ],
)
def test_commands_are_read_from_code_alone(text: str, found: list[list[str]]) -> None:
    assert documents.commands(text, "make") == found


def test_paths_are_read_from_code_and_links() -> None:
    text = "see `bot/nowhere.py`, `storage/*.py`, `nn/a`, `/customer help`, [this](docs/x.md#y)"
    assert documents.paths(text) == ["bot/nowhere.py", "storage/*.py"]
    assert documents.links(text) == ["docs/x.md"]
    assert not exists("bot/nowhere.py")


def test_a_command_that_is_not_offered_is_refused() -> None:
    assert "invalid choice" in refusal(["prove"])
    assert refusal(["serve", "--help"]) == ""
