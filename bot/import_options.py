"""What `rapport import` may be told on the command line."""

import argparse
import re
from pathlib import Path

from phonenumbers import SUPPORTED_REGIONS

from bot import defining


def import_options(bring: argparse.ArgumentParser) -> None:
    """All that `rapport import` takes."""
    bring.add_argument("file", metavar="FILE", type=Path, nargs="?")
    bring.add_argument(
        "--undo", metavar="BATCH", help="take an import back, but for what was worked on since"
    )
    bring.add_argument(
        "--map",
        action="append",
        default=[],
        type=_choice,
        metavar="COLUMN=FIELD",
        help="what a column holds; FIELD is one of a JSON line's, address.city, handles.instagram, fields.X,"
        " first_name, last_name, or - to leave the column out",
    )
    bring.add_argument(
        "--define",
        action="append",
        default=[],
        type=defining.definition,
        metavar="NAME=TYPE",
        help="a custom field of the file, defined first: text, number, date, link or choice:A,B",
    )
    bring.add_argument("--dry-run", action="store_true", help="only say what would be done")
    bring.add_argument(
        "--claimed", action="store_true", help="the identifiers are not verified: they join nobody"
    )
    bring.add_argument(
        "--erased-too",
        action="store_true",
        help="bring back also whoever was erased: their lines are left out otherwise",
    )
    bring.add_argument(
        "--region", type=_region, metavar="GB", help="of telephone numbers without a country code"
    )
    bring.add_argument(
        "--source",
        type=_system,
        metavar="NAME",
        help="whose ids these are (default: the file's name)",
    )
    bring.add_argument(
        "--encoding",
        type=_encoding,
        metavar="NAME",
        help="of a file that is neither UTF-8 nor Windows-1252, such as mac_roman, cp1251 or shift_jis",
    )
    bring.add_argument(
        "--bad-rows",
        type=Path,
        metavar="FILE",
        help="where rows that cannot be imported are written (default: FILE.bad.csv)",
    )


def _choice(text: str) -> tuple[str, str]:
    column, equals, wanted = text.rpartition("=")
    if not (column and equals and wanted):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=FIELD")
    return column, wanted


def _region(text: str) -> str:
    if text.upper() not in SUPPORTED_REGIONS:
        raise argparse.ArgumentTypeError("a region is a country's two letters, such as GB")
    return text.upper()


def _system(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,30}", text):
        raise argparse.ArgumentTypeError("a name is up to 31 of a-z, 0-9, _ and -, a letter first")
    return text


def _encoding(text: str) -> str:
    try:
        "a".encode(text)
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no encoding: give one such as mac_roman, cp1251, shift_jis or utf-16-le"
        ) from None
    return text
