"""What the text of a setting means, where it holds more than one thing, and what is said of a wrong one."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from pydantic import SecretStr
from pydantic_core import ErrorDetails

PREFIX: Final = "RAPPORT_"
_NEAR: Final = 0.75
"""Of 1; `REDIS_ULR` and `REDIS_URL` are 0.89 alike."""


def several(secret: SecretStr | None) -> tuple[str, ...]:
    """The secrets that a setting holds, by comma, the newest first."""
    text = secret.get_secret_value() if secret else ""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def host_and_port(text: str) -> tuple[str, int]:
    """Where to listen: 127.0.0.1:9464, [::1]:9464. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    is_port = port.isascii() and port.isdecimal() and int(port) <= 65535
    if not (bare and colon and is_port) or (":" in bare and bare == host):
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:9464")
    return bare, int(port)


def nearest(stray: str, fields: Iterable[str]) -> str | None:
    """The setting of these fields that a variable is nearly called; None where it is like none."""
    bare = stray.removeprefix(PREFIX).removesuffix("_FILE")
    near = get_close_matches(bare, [field.upper() for field in fields], n=1, cutoff=_NEAR)
    return PREFIX + near[0] if near else None


def problem_told(problem: ErrorDetails) -> str:
    """What is wrong with one setting: our own sentence, or what pydantic says of its type."""
    field = str(problem["loc"][0]) if problem["loc"] else "?"
    name = field if field.isupper() else PREFIX + field.upper()
    ours = problem.get("ctx", {}).get("error")
    return f"{name} {ours}" if ours else f"{name}: {problem['msg']}"
