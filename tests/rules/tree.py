"""The project as text and as syntax: what the house rules look at."""

import ast
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parents[2]
SHIPPED: Final = ("bot", "storage", "playground")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed; relative to the top."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(sorted(Path(name) for name in set(listed.split("\0")) if (TOP / name).is_file()))


def modules(*folders: str) -> tuple[Path, ...]:
    """The Python files under these folders (all that is shipped, when none is named)."""
    return tuple(
        path for path in files() if path.suffix == ".py" and path.parts[0] in (folders or SHIPPED)
    )


def text(path: Path) -> str:
    """The content of one file; what is no UTF-8 (a picture) is replaced, not refused."""
    return (TOP / path).read_text(encoding="utf-8", errors="replace")


def syntax(path: Path) -> ast.Module:
    """One module, parsed."""
    return ast.parse(text(path), filename=str(path))


def imports(module: ast.Module) -> frozenset[str]:
    """Each name imported, dotted: `from os import environ` gives `os` and `os.environ`."""
    names: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.Import(names=aliases):
                names.update(alias.name for alias in aliases)
            case ast.ImportFrom(module=str(source), names=aliases):
                names.add(source)
                names.update(f"{source}.{alias.name}" for alias in aliases)
            case _:
                pass
    return frozenset(names)


def reached(module: ast.Module) -> frozenset[str]:
    """Each name reached, dotted, with imported aliases undone: imports and attributes alike.

    `import time as t; t.time()` gives `time.time`; attributes of values are not followed.
    """
    aliases: dict[str, str] = {}
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                for name in names:
                    top = name.name.partition(".")[0]
                    aliases[name.asname or top] = name.name if name.asname else top
            case ast.ImportFrom(module=str(source), names=names):
                aliases |= {name.asname or name.name: f"{source}.{name.name}" for name in names}
            case _:
                pass
    found = set(imports(module))
    for node in ast.walk(module):
        dotted = _dotted(node)
        if dotted:
            first, _, rest = dotted.partition(".")
            if first in aliases:
                found.add(f"{aliases[first]}.{rest}" if rest else aliases[first])
    return frozenset(found)


def _dotted(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            before = _dotted(value)
            return f"{before}.{attr}" if before else ""
        case _:
            return ""
