"""Replies, as they were typed: one to a customer, and one that is kept ready."""

import re
from collections.abc import Collection
from typing import Final

from bot import wording
from bot.inputs import REPLY_LANGUAGES, Field
from bot.parse.forms.entries import FieldErrors, ReplyEntry, TemplateEntry
from bot.parse.forms.typed import text
from bot.parse.payloads import State
from storage.templating import Wrong, gaps_in, wrong_in

NAMED_CHARS: Final = 200
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,2}")


def reply(state: State) -> ReplyEntry | FieldErrors:
    """What is to be posted; nothing with a gap in it."""
    typed = text(state, Field.REPLY)
    if not typed:
        return FieldErrors({Field.REPLY: wording.TEMPLATE_WRONG["empty"]})
    if gaps := gaps_in(typed):
        return FieldErrors({Field.REPLY: wording.fill_gaps(gaps)})
    return ReplyEntry(typed)


def template(state: State) -> TemplateEntry | FieldErrors:
    """A name, and a text a language: the first is needed, the others come in twos or not at all."""
    errors: dict[str, str] = {}
    texts: dict[str, str] = {}
    inputs: dict[str, str] = {}
    for number in range(REPLY_LANGUAGES):
        text_field = f"{Field.TEMPLATE_TEXT}{number}"
        language_field = f"{Field.TEMPLATE_LANGUAGE}{number}"
        written, language = text(state, text_field), text(state, language_field)
        if number and not written:
            continue
        if wrong := wrong_in(written):
            errors[text_field] = _sentence(wrong)
        if not _LANGUAGE.fullmatch(language) or language in texts:
            errors[language_field] = wording.TEMPLATE_WRONG["language"]
        texts[language] = written
        inputs[language] = text_field
    name = text(state, Field.TEMPLATE_NAME)
    if not name:
        errors[Field.TEMPLATE_NAME] = wording.TEMPLATE_WRONG["empty"]
    return FieldErrors(errors) if errors else TemplateEntry(name, texts, inputs)


def undefined_in(entry: TemplateEntry, custom: Collection[str]) -> dict[str, str]:
    """At each text what it names that no custom field is called; `custom` are the names of those that are."""
    found = {entry.inputs[code]: wrong_in(text, custom) for code, text in entry.texts.items()}
    there_are = ", ".join(custom)
    if len(there_are) > NAMED_CHARS:
        there_are = ", ".join(there_are[:NAMED_CHARS].split(", ")[:-1]) + ", \u2026"
    return {name: _sentence(wrong, there_are) for name, wrong in found.items() if wrong}


def _sentence(wrong: Wrong, there_are: str = "") -> str:
    match wrong.why:
        case "field":
            return wording.template_field(wrong.detail[:60], there_are)
        case "syntax":
            return wording.template_syntax(wrong.detail)
        case "unknown":
            return wording.template_unknown(wrong.detail)
        case "filter":
            return wording.template_filter(wrong.detail)
        case why:
            return wording.TEMPLATE_WRONG[why]
