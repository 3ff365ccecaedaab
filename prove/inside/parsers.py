"""S8: no text whatever that fits into a message of Slack holds up a reader."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from bot.cards.text import cleaned, escaped, excerpt, flat, has_hidden, web_address
from bot.parse import addressed, forward, labels, permalinks, relays, text
from bot.parse.commands import parse_command
from bot.parse.messages import read_message
from bot.parse.reading import OwnBot
from prove.goal import Findings
from prove.inside import told
from storage import address, companies, emails, handles, identifiers, names, phones
from storage.feed import Feed

CHARS: Final = 40_000
MOST_SECONDS: Final = 0.05
HOPELESS_SECONDS: Final = 0.5
ENOUGH: Final = 3
"""So many readers that are slow need no more of them to be found."""
NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
FEED: Final = Feed(place="C1", at=NOW, region="US")
OWN: Final = OwnBot(bot_id="B1", app_id="", user_id="U1")
SHAPES: Final = (
    *(
        "<",
        ">",
        "<<>",
        "<a|",
        "<a|b>",
        "<!",
        "&",
        "&amp;",
        "&lt;",
        "@",
        "a@",
        "@a.",
        "a@b.",
        "a.b@",
        ".",
    ),
    *(
        "1.1/1 ",
        "+1",
        "(1)",
        "1 ",
        "1-",
        "+1415555 ",
        "http://",
        "https://a.b/",
        "//",
        "\n",
        "\n> ",
        "-- \n",
        "> ",
    ),
    *(
        "From: ",
        "From: a\n",
        "*From:* x\n",
        "a" * 50 + "!",
        " ",
        "\t",
        "\u200b",
        "\u202e",
        "\ud800",
        "e\u0301",
        "\u0130",
    ),
    *(
        "Ana ",
        "\u05e9 ",
        "\U0001f600",
        "`",
        "*",
        "_",
        "[",
        "(",
        '"',
        "\\",
        ":",
        "a:b\n",
        "tag:",
        "OR ",
        "-x ",
        "c_",
    ),
)


def _event(shape: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "channel": "C1",
        "ts": "1700000000.000100",
        "bot_id": "B2",
        "text": shape,
        **more,
    }


def _read(event: dict[str, Any]) -> Any:
    return read_message(event, feed=FEED, region="US", own=OWN)


def _field(text_: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text_}


PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    "a relay's text": lambda t: _read(_event(t)),
    "a relay's text under a name": lambda t: _read(
        _event(t, username=t[:80], subtype="bot_message")
    ),
    "a colleague's text": lambda t: _read({**_event(t), "bot_id": None, "user": "U2"}),
    "a relay's blocks": lambda t: _read(
        _event("", blocks=[{"type": "section", "text": _field(t), "fields": [_field(t)] * 10}] * 50)
    ),
    "a relay's rich text": lambda t: _read(
        _event(
            "",
            blocks=[
                {
                    "type": "rich_text",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": t}]}
                    ]
                    * 20,
                }
            ],
        )
    ),
    "an attachment": lambda t: _read(
        _event(
            "",
            attachments=[
                {"pretext": t, "title": t, "text": t, "fields": [{"title": t, "value": t}] * 20}
            ],
        )
    ),
    "fields with labels": lambda t: _read(
        _event("", attachments=[{"fields": [{"title": "Email", "value": t}] * 100}])
    ),
    "a mail": lambda t: _read(
        _event(
            "",
            files=[
                {
                    "id": "F1",
                    "filetype": "email",
                    "mode": "email",
                    "subject": t,
                    "plain_text": t,
                    "preview": t,
                    "from": [{"address": t, "name": t, "original": t}],
                    "headers": {"reply_to": t},
                }
            ],
        )
    ),
    "a command": parse_command,
    "a command about somebody": lambda t: parse_command(f"note {t}: {t}"),
    "two to be merged": lambda t: parse_command(f"merge {t} with {t}"),
    "a mention": lambda t: addressed.question_in(
        {"text": f"<@U1> {t}", "user": "U2", "channel": "C1", "ts": "1.2"}, bot_user_id="U1"
    ),
    "a forward": lambda t: forward.shared(
        {"attachments": [{"is_share": True, "text": t, "from_url": t}]}
    ),
    "labels": lambda t: labels.labelled({"text": t}, t),
    "a permalink": permalinks.pointer_in,
    "without a permalink": permalinks.without_permalink,
    "plain text": text.plain,
    "quotes": lambda t: text.unquoted(t.splitlines()),
    "a channel's name": relays.channel_in,
    "a name": relays.name_or_none,
    "identifiers in a text": lambda t: identifiers.identifiers_in(t, region="US"),
    "an identifier": identifiers.parse_identifier,
    "a number": lambda t: phones.e164(t, "US"),
    "several numbers": lambda t: phones.each(t, "DE"),
    "an address": emails.address,
    "a handle": lambda t: handles.handle("instagram", t),
    "words of a name": names.words,
    "is it a name": names.is_a_name,
    "the same name": lambda t: names.same_name(t, t[::-1]),
    "a company": companies.words,
    "an address of a street": address.parse,
    "cleaned": cleaned,
    "escaped": escaped,
    "one line": flat,
    "an excerpt": lambda t: excerpt(t, 300),
    "is anything hidden": has_hidden,
    "a web address": web_address,
}


def main(count: int, _seed: int) -> None:
    """Every reader with so many of the shapes."""
    findings = Findings()
    slow: dict[str, float] = {}
    slowest = 0.0
    tries = 0
    for name, parse in PARSERS.items():
        parse("warm")
        if len(slow) >= ENOUGH:
            break
        for shape in SHAPES[:: max(1, len(SHAPES) // count)]:
            whole = (shape * (CHARS // len(shape) + 1))[:CHARS]
            took = _timed(parse, whole)
            if MOST_SECONDS < took < HOPELESS_SECONDS:
                # The least of three: what else the machine does is not the reader's fault.
                took = min(took, _timed(parse, whole), _timed(parse, whole))
            tries += 1
            slowest = max(slowest, took)
            if took > MOST_SECONDS:
                slow[f"{name} of {shape!r}: {took * 1000:.0f} ms"] = took
                if took > HOPELESS_SECONDS:
                    break
    worst = sorted(slow, key=lambda one: -slow[one])[:3]
    findings.none(
        "readers that took longer than 50 ms" + "".join(f"; {one}" for one in worst), len(slow)
    )
    findings.shown |= {
        "readers": len(PARSERS),
        "tries": tries,
        "slowest in ms": round(slowest * 1000, 1),
    }
    told(findings)


def _timed(parse: Callable[[str], Any], whole: str) -> float:
    began = time.process_time()
    parse(whole)
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
