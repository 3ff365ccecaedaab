"""A wrong line, and where it takes the place of a right one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """One line made wrong."""

    what: str
    file: str
    right: str
    wrong: str


def in_file(file: str, *changes: tuple[str, str, str]) -> tuple[Mutation, ...]:
    """Mutations of one file of the store: what is wrong, the right line, the wrong one."""
    return tuple(Mutation(what, f"storage/{file}", right, wrong) for what, right, wrong in changes)
