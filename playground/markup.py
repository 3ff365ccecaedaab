"""What Slack makes of a text that people type or apps send: escaped, with its links marked."""

import re
from collections.abc import Iterator

_KEPT_FROM_PEOPLE = r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>|<#[CDG][A-Z0-9]+(?:\|[^<>]*)?>"
_KEPT_FROM_APPS = (
    _KEPT_FROM_PEOPLE + r"|<!(?:here|channel|everyone)(?:\|[^<>]*)?>"
    r"|<!subteam\^[A-Z0-9]+(?:\|[^<>]*)?>|<!date\^[^<>]+>"
    r"|<(?:https?://|mailto:|tel:)[^<>\s][^<>]*>"
)
_TYPED_TOKEN = re.compile(_KEPT_FROM_PEOPLE)
_SENT_TOKEN = re.compile(_KEPT_FROM_APPS)
_RAW_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")

_TOPS = "com|org|net|io|dev|app|shop|example|de|br|jp|uk|fr|es|it|nl|eu"
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<email>[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    rf"|(?P<host>(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:{_TOPS})(?:/[^\s<>|]*[^\s<>|.,;:!?)])?(?![\w@-]))"
    r"|(?P<phone>(?<![\w+.-])\+\d(?:[\s().-]{0,2}\d){7,14}(?!\w))"
    r"|(?P<national>(?<![\w+.-])(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\w))",
)


def escaped(text: str) -> str:
    """A text whose & < > mean nothing to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """What a person reads: the inverse of `escaped`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed_text(text: str) -> str:
    """The `text` of a message a person typed: mentions stay, the rest is escaped and linked."""
    return "".join(
        part if is_token else _linked(escaped(part))
        for part, is_token in _parts(text, _TYPED_TOKEN)
    )


def sent_text(text: str) -> str:
    """The `text` of a message an app sent: its tokens stay, stray & < > are escaped, links made."""
    return "".join(
        part if is_token else _linked(_escaped_once(part))
        for part, is_token in _parts(text, _SENT_TOKEN)
    )


def command_text(text: str, names: dict[str, str]) -> str:
    """The `text` of a slash command: mentions carry their name, & < > are escaped, no links."""
    found = []
    for part, is_token in _parts(text, _TYPED_TOKEN):
        if not is_token:
            found.append(escaped(part))
        elif "|" not in part and part[2:-1] in names:
            found.append(f"{part[:-1]}|{names[part[2:-1]]}>")
        else:
            found.append(part)
    return "".join(found)


def _escaped_once(text: str) -> str:
    return _RAW_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _parts(text: str, token: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    place = 0
    for match in token.finditer(text):
        yield text[place : match.start()], False
        yield match.group(), True
        place = match.end()
    yield text[place:], False


def _linked(text: str) -> str:
    return _LINK.sub(_as_link, text)


def _as_link(match: re.Match[str]) -> str:
    shown = match.group()
    if match["url"]:
        return f"<{shown}>"
    if match["email"]:
        return f"<mailto:{shown}|{shown}>"
    if match["host"]:
        return f"<http://{shown}|{shown}>"
    digits = "".join(each for each in shown if each.isdigit())
    return f"<tel:{'+' if match['phone'] else ''}{digits}|{shown}>"
