"""Labels and values, as relays write them: `*Email:* x`, `Phone: y`, a field with a title."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.parse.text import FIELDS_CHARS, fields_of, mappings_in, plain, text_in

_WORDS: Final = {
    "name": "name customer client contact kunde kundin nombre cliente nome nom sender visitor user requester"
    " full-name customer-name contact-name client-name",
    "email": "email e-mail mail email-address e-mail-adresse correo correo-electronico e-mail-address courriel"
    " customer-email contact-email",
    "phone": "phone tel telephone telefon telefono telefone mobile mobil handy celular movil number phone-number"
    " whatsapp whatsapp-number nummer rufnummer numero customer-phone sms",
    "from": "from von de da sender-id absender remitente",
    "instagram": "instagram ig instagram-handle",
    "telegram": "telegram",
    "x": "twitter x-handle",
    "wa_bsuid": "bsuid whatsapp-bsuid whatsapp-user-id whatsapp-id business-scoped-user-id business-scoped-id",
    "wa_username": "whatsapp-username whatsapp-user-name",
    "company": "company organisation organization firma unternehmen empresa societe entreprise account",
    "timezone": "timezone time-zone zeitzone zona-horaria",
    "language": "language locale sprache idioma langue",
    "location": "location city country ort stadt ciudad ville",
    "subject": "subject betreff asunto assunto objet",
    "channel": "source channel via kanal canal inbox",
    "message": "message nachricht mensaje mensagem text body content",
}
LABEL_CHARS: Final = 100
"""Of what may be a label no more is read: none that is known is half as long."""
IDENTIFYING: Final = (
    "phone",
    "wa_bsuid",
    "from",
    "email",
    "instagram",
    "telegram",
    "x",
    "wa_username",
)
"""Labels whose value names somebody, the surest first."""
_FORMER: Final = frozenset(
    [
        "changed-from",
        "former-number",
        "old-number",
        "previous-number",
        "alte-nummer",
        "numero-anterior",
    ]
)
_CANONICAL: Final = {word: name for name, words in _WORDS.items() for word in words.split()}
_LINE: Final = re.compile(
    r"^[>\s]{0,4}(?:[^\w\s*_]{1,4}\s{0,2})?(?::[a-z_\-+0-9]{1,40}:\s{0,2})?"  # a quote, an emoji
    r"[*_]{0,2}([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ \-]{0,28}?)\s?(?::[*_]{0,2}|[*_]{1,2}\s?:)"  # the label
    r"\s{0,3}(.{0,1000})$"  # its value
)
_EMPTY: Final = frozenset(
    ["n/a", "na", "-", "--", "none", "null", "unknown", "anonymous", "undefined", "(none)"]
) | {
    "anonymous user",
    "not provided",
    "",
}


@dataclass(slots=True)
class Labelled:
    """What was found by labels, and the lines that are left."""

    values: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    in_fields: set[str] = field(default_factory=set)
    """Labels that stood in fields, with a value or without: only the relay writes those."""
    former: str = ""
    """The number that the sender had until now. Read in fields alone: it joins people."""
    in_lines: list[str] = field(default_factory=list)
    """Labels whose value was read in the text, in its order."""

    def get(self, name: str) -> str:
        """The value of a canonical label, or an empty string."""
        return self.values.get(name, "")

    def take(self, label: str, value: str) -> bool:
        """True if the label means something; the first value of a label stays."""
        name = canonical(label)
        if name is None:
            return False
        cleaned = value.strip().strip("*_").strip()
        if cleaned.casefold() not in _EMPTY:
            self.values.setdefault(name, cleaned)
        return True


def canonical(label: str) -> str | None:
    """What a label means, in any of the languages known, or None."""
    return _CANONICAL.get(_word(label))


def _word(label: str) -> str:
    word = "-".join(label.strip()[:LABEL_CHARS].casefold().replace("_", "-").split())
    return word.translate(str.maketrans("áàâãäéèêëíìîïóòôõöúùûüçñ", "aaaaaeeeeiiiiooooouuuucn"))


def _bare(written: str) -> str:
    return written.strip().strip("*_").rstrip(":").strip("*_")


def _means_something(written: str) -> bool:
    word = _word(_bare(written))
    return word in _CANONICAL or word in _FORMER


def labelled(message: Mapping[str, Any], body: str) -> Labelled:
    """The labels of a message: in its lines, its blocks' fields and its attachments' fields."""
    found = Labelled()
    attachments = mappings_in(message.get("attachments"))
    pairs, room = _pairs_of(message.get("blocks")), FIELDS_CHARS
    for attachment in attachments:
        for one in mappings_in(attachment.get("fields")):
            title = plain(text_in(one.get("title"))[:LABEL_CHARS])
            if room > 0 and _means_something(title):  # else nobody asks for its value
                pairs.append((title, plain(one.get("value"))))
                room -= len(text_in(one.get("value")))
        pairs += _pairs_of(attachment.get("blocks"))
    for written, value in pairs:
        label = _bare(written)
        if _word(label) in _FORMER:
            found.former = value.strip()
        if found.take(label, value):
            found.in_fields.add(str(canonical(label)))
    for name in found.in_fields.intersection(IDENTIFYING):
        found.values.setdefault(
            name, ""
        )  # a field without a value is none that a customer may fill
    read_lines(found, body.splitlines())
    found.in_lines = [name for name in found.values if name not in found.in_fields]
    return found


def read_lines(found: Labelled, lines: Sequence[str]) -> None:
    """Labels of the frame that a relay puts before the words, each alone on its line.

    A label alone on its line has its value on the next. The frame ends with the first line that is
    neither (a heading may come first): below it a customer may write `Email: somebody@else` too, and
    that is no label.
    """
    waiting: str | None = None
    for number, line in enumerate(lines[:400]):
        matched = _LINE.match(line[:1100])
        label = matched.group(1) if matched and canonical(matched.group(1)) else None
        if waiting is not None and line.strip() and label is None:
            if canonical(waiting) == "message":
                found.take(waiting, "\n".join(lines[number:]))
                return
            found.take(waiting, line)
            waiting = None
        elif matched and label is not None:
            value = matched.group(2).strip().strip("*_")
            if canonical(label) == "message" and value:
                found.take(label, "\n".join([value, *lines[number + 1 :]]))
                return
            waiting = None if value else label
            if value:
                found.take(label, value)
        elif line.strip() and number > 0 and _begun(found):
            found.rest.extend(lines[number:])
            return
        else:
            found.rest.append(line)


def _begun(found: Labelled) -> bool:
    """True once the frame has shown itself, or a second line shows that there is none."""
    return bool(found.values) or any(line.strip() for line in found.rest)


def _pairs_of(blocks: object) -> list[tuple[str, str]]:
    """The labels and values of blocks' fields, with the value on the next line or on the same."""
    pairs = []
    for text in fields_of(blocks):
        label, _, value = text.partition("\n")
        matched = None if value.strip() else _LINE.match(text[:1100])
        pairs.append((matched.group(1), matched.group(2)) if matched else (label, value))
    return pairs
