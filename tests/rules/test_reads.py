"""Every form that shows a whole profile says whose, so that the audit tells who read it."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.rules import tree

WHOLE: Final = {
    "edit_form.edit_form",
    "erase_form.erase_form",
    "identifiers_form.identifiers_form",
    "merge_form.preview",
    "split_form.pick",
    "split_form.preview",
}
PARTLY: Final = {
    "link_form.kept_already": "a name",
    "merge_form.pick": "a name",
    "note_form.note_form": "a name",
    "owner_form.owner_form": "a name, who looks after them, how urgent they are",
    "reply_form.reply_form": "a name, and what a reply says of them to themselves",
    "tag_form.tag_form": "a name and tags",
}
OF_SOMEBODY: Final = ("Profile", "Shelf")


def test_every_form_about_a_customer_is_told_apart_by_how_much_it_shows() -> None:
    """A form that is new is either read as a whole profile is, or says here how little it shows."""
    found = {
        f"{path.stem}.{node.name}"
        for path in tree.modules("bot")
        if path.parts[:2] == ("bot", "cards")
        for node in tree.syntax(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.returns and ast.unparse(node.returns) == "View"
        if any(name in ast.unparse(node.args) for name in OF_SOMEBODY)
    }
    assert found == WHOLE | PARTLY.keys()


def test_whoever_opens_a_whole_profile_says_whose_it_is() -> None:
    assert [str(place) for place in silent(WHOLE)] == []


def test_a_form_that_is_opened_in_silence_is_seen() -> None:
    module = ast.parse("form = edit_form.edit_form(about, who)\nreturn_ = Opens(form)")
    assert opened(module, WHOLE) == [("form", False)]
    module = ast.parse("x = Opens(edit_form.edit_form(about, who), reads=(who.id,))")
    assert opened(module, WHOLE) == [("edit_form.edit_form(about, who)", True)]


def silent(whole: set[str]) -> Iterator[str]:
    """Where such a form is shown and nobody is told."""
    for path in tree.modules("bot"):
        if path.parts[:2] == ("bot", "listeners"):
            for shown, is_told in opened(tree.syntax(path), whole):
                if not is_told:
                    yield f"{path}: {shown}"


def opened(module: ast.AST, whole: set[str]) -> list[tuple[str, bool]]:
    """What is shown in a modal and is such a form, by itself or by a name; and whether it says of whom."""
    named = {
        target.id
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and _is_whole(node.value, whole)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) in ("Opens", "Replaces")):
            continue
        view = node.args[0]
        is_one = _is_whole(view, whole) or (isinstance(view, ast.Name) and view.id in named)
        if is_one:
            is_told = len(node.args) > 1 or any(one.arg == "reads" for one in node.keywords)
            found.append((ast.unparse(view), is_told))
    return found


def _is_whole(node: ast.AST, whole: set[str]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in whole
