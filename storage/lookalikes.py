"""Domains that are made to look like others."""

import unicodedata
from collections.abc import Container
from typing import Final

from anyascii import anyascii

_SEEN_AS: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u043a\u043c\u0442\u0432\u043d"
    "\u03bf\u03b1\u03bd\u03c1\u03b9\u03ba\u03c5\u0261\u0131",
    "aeopcyxijshdqwlkmtbhoavpikugi",
)
"""Cyrillic, Greek and rare Latin letters by the Latin ones that they look like."""
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts with letters that pass for another's; Japanese mixes its own, and looks like nobody."""


def imitated(domain: str, known: Container[str]) -> bool:
    """True for a domain that is not, but reads like, one of the known, or mixes scripts in a word."""
    if "xn--" not in domain:
        return False
    labels = [_shown(label) for label in domain.split(".")]
    if any(_is_mixed(label) for label in labels):
        return True
    shown = ".".join(labels)
    return shown.translate(_SEEN_AS) in known or anyascii(shown).lower() in known


def _shown(label: str) -> str:
    """A label of a domain as people see it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


def _is_mixed(label: str) -> bool:
    names = [unicodedata.name(character, "") for character in label if character.isalpha()]
    return len({script for script in _SCRIPTS for name in names if name.startswith(script)}) > 1
