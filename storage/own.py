"""The team's own addresses: a colleague's is no customer's, whatever a file or a form says."""

from collections.abc import Iterable, Iterator

from storage.contact_line import keep
from storage.exchange import BadRow, Row
from storage.feed import Feed
from storage.identifiers import Identifier


def domains_of(feeds: Iterable[Feed]) -> frozenset[str]:
    """The mail domains that are the team's own, as it said of any place that is read."""
    return frozenset(domain.casefold() for feed in feeds for domain in feed.own_domains)


def is_of(domains: Iterable[str], identifier: Identifier) -> bool:
    """True for an e-mail address at one of these domains, or below it."""
    if identifier.kind != "email":
        return False
    domain = identifier.value.rpartition("@")[2]
    return any(domain == one.casefold() or domain.endswith(f".{one.casefold()}") for one in domains)


def set_aside(found: Iterable[Row | BadRow], domains: frozenset[str]) -> Iterator[Row | BadRow]:
    """The lines of a file; in them an address of the team's own is text, and joins nobody.

    A line that tells of nobody but a colleague is no customer's.
    """
    for row in found:
        yield _set_aside(row, domains) if isinstance(row, Row) and domains else row


def _set_aside(row: Row, domains: frozenset[str]) -> Row | BadRow:
    own = [one for one in row.new.identifiers if is_of(domains, one)]
    if not own:
        return row
    left = tuple(one for one in row.new.identifiers if one not in own)
    told = row.new.external_id or row.new.fields.get("name") or row.new.fields.get("company")
    if not (left or told):
        cells = tuple(one.value for one in own)
        return BadRow(number=row.number, reason="an address of your own team alone", cells=cells)
    fields = dict(row.new.fields)
    for one in own:
        keep(fields, "field:email", one.value)
    new = row.new.model_copy(update={"identifiers": left, "fields": fields})
    remark = "email: it is one of your own team's; kept as text in fields.email"
    return Row(number=row.number, new=new, remarks=(*row.remarks, remark))
