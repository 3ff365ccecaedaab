"""Mail that Slack turned into a message: the file holds sender, subject and words."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from bot.parse.evidence import address_claim, mentions, merged
from bot.parse.relays import Said, name_or_none
from bot.parse.senders import About
from bot.parse.text import mapping_in, mappings_in, text_in, unquoted
from storage.message import Channel, Evidence

_FORWARDED: Final = re.compile(r"^\s*(?:fwd?|fw|wg|tr|rv|enc|i)\s*:", re.IGNORECASE)
_QUOTED_FROM: Final = re.compile(
    r"^[>\s*]{0,6}(?:from|von|de|da|från|van)\s?:[*\s]{0,4}(.{3,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_FUTURE_SECONDS: Final = 86_400


def mail_file(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The mail among a message's files, or None."""
    for file in mappings_in(message.get("files")):
        if file.get("mode") == "email" or file.get("filetype") == "email":
            return file
    return None


def stub(message: Mapping[str, Any]) -> str | None:
    """The id of a file that is only announced (Slack Connect, newer mail events), or None."""
    for file in mappings_in(message.get("files")):
        needs = file.get("file_access") == "check_file_info" or file.get("mode") == "file_access"
        bare_mail = file.get("mode") == "email" and not file.get("from")
        if (needs or bare_mail) and text_in(file.get("id")):
            return text_in(file.get("id"))
    return None


def said_by_mail(file: Mapping[str, Any], about: About) -> Said:
    """What a mail says. Its From is forgeable: it finds a profile, it joins none."""
    sender = next(iter(mappings_in(file.get("from"))), {})
    address = text_in(sender.get("address")) or text_in(sender.get("original"))
    subject = text_in(file.get("subject") or file.get("title"))[:300]
    text = text_in(file.get("plain_text")) or text_in(file.get("preview_plain_text"))
    claim = address_claim(address, Evidence.UNVERIFIED, about.own_domains)
    if claim is None or _FORWARDED.match(subject):
        return _forwarded(text, subject, about)
    reply_to = text_in(mapping_in(file.get("headers")).get("reply_to"))
    other = address_claim(reply_to.strip("<> "), Evidence.MENTIONED, about.own_domains)
    body = "\n".join(unquoted(text.splitlines())).strip()
    return Said(
        channel=Channel.EMAIL,
        claims=merged(
            [claim, other, *mentions(body, region=about.region, own_domains=about.own_domains)]
        ),
        name=name_or_none(text_in(sender.get("name"))),
        text=body or text.strip(),
        subject=subject or None,
    )


def sent_at(file: Mapping[str, Any], arrived: datetime) -> datetime:
    """When the mail says that it was sent, if that can be; else when it arrived."""
    try:
        found = parsedate_to_datetime(text_in(mapping_in(file.get("headers")).get("date"))[:100])
    except (ValueError, TypeError, OverflowError):
        return arrived
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    late = (arrived - found).total_seconds()
    return found if -300 <= late <= 30 * _MOST_FUTURE_SECONDS else arrived


def _forwarded(text: str, subject: str, about: About) -> Said:
    """A mail that a teammate passed on: its quoted From is a candidate, nothing more."""
    claims = []
    for line in _QUOTED_FROM.findall(text)[:5]:
        raw = re.search(r"[A-Za-z0-9._%+\-']{1,64}@[A-Za-z0-9.\-]{1,190}", line)
        if raw:
            claims.append(address_claim(raw.group(0), Evidence.MENTIONED, about.own_domains))
    claims += mentions(text, region=about.region, own_domains=about.own_domains)
    return Said(
        channel=Channel.EMAIL,
        claims=merged(claims),
        text=text.strip(),
        subject=subject or None,
        agents=False,
    )
