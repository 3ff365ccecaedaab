"""A profile as plain text, for a terminal: control characters of a customer's words made visible."""

from collections.abc import Iterator

from bot.wording.counting import in_english
from storage import address
from storage.contact import FactSource
from storage.profile import Profile
from storage.searching.found import Found
from storage.store import Hit


def profile(shown: Profile) -> str:
    """All that is known, a line a thing."""
    return "\n".join(printable(line) for line in _lines(shown))


def hit(found: Hit) -> str:
    """One line of a search result, with the id that finds it again."""
    parts = [found.contact_id, found.name or "(no name)", found.company or ""]
    parts += [identifier.value for identifier in found.identifiers]
    return printable("  ".join(part for part in parts if part))


def several(listed: int, page: Found | None, crowd: int) -> str:
    """That more than one customer fits, of whom so many are listed below: all, the first, or some of a crowd."""
    if crowd:
        return f"{in_english(crowd, 'contact')} have it, so that it names nobody; some of them:"
    if page is None or page.after is None:
        return f"{in_english(listed, 'customer')} fit; say more, or give an id:"
    return (
        f"More than {in_english(listed, 'customer')} fit, of whom these are the first;"
        " say more, give an id, or list all of them with `rapport search`:"
    )


def _lines(shown: Profile) -> Iterator[str]:
    yield f"{shown.name or '(no name)'}   {shown.contact_id}"
    if shown.tags:
        yield "tags: " + ", ".join(tag.name for tag in shown.tags)
    for field in shown.fields.values():
        if field.field == "name":
            continue
        marks = " (inferred)" if field.source is FactSource.INFERRED else ""
        told = (field.value, *(fact.value for fact in field.others))
        first, *others = (address.shown(one) if field.field == "address" else one for one in told)
        also = f"   also: {', '.join(others)}" if others else ""
        yield f"{field.field.removeprefix('field:')}: {first}{marks}{also}"
    for claim in shown.claims:
        yield f"{claim.identifier.kind}: {claim.identifier.value} ({claim.evidence.value})"
    for link in shown.links:
        by = f"{link.reason.value} by {link.by}" if link.by else link.detail
        yield f"{link.kept} and {link.joined}: {by}, {link.at:%F}   {link.id}"
    for order in shown.orders:
        amount = f"  {order.total} {order.currency or ''}" if order.total is not None else ""
        yield f"order {order.id}: {order.status}{amount}"
    for seen in shown.sightings:
        written = in_english(seen.count, "message")
        yield f"{seen.channel.value}: {written}, last {seen.last_at:%F %H:%M} UTC"
    for message in shown.messages:
        yield f"{message.sent_at:%F %H:%M} {message.channel.value}: {_flat(message.text)}"
    for note in shown.notes:
        yield f"{note.at:%F} note by {note.by or 'an import'}: {_flat(note.text)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def printable(line: str) -> str:
    """The line with control characters made visible."""
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in line
    )


def size_of(size_bytes: int) -> str:
    """`1 kB` at the least, and from a million bytes on `3.2 MB`."""
    if size_bytes >= 1_000_000:
        return f"{size_bytes / 1e6:,.1f} MB"
    return f"{max(1, round(size_bytes / 1e3))} kB"
