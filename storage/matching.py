"""Likely the same, but not certain: candidates by blocking keys, and how alike two contacts are."""

from typing import Final

from rapidfuzz.distance import JaroWinkler

from storage.contact import Contact
from storage.message import Evidence
from storage.names import contradict, is_a_name, same_name, words
from storage.resolving import Possible

THRESHOLD: Final = 0.5
MOST_KEYS: Final = 12


def blocking_keys(contact: Contact) -> tuple[str, ...]:
    """Short strings that likely duplicates share; the store finds candidates by them, without a scan."""
    keys: list[str] = []
    name = contact.first("name")
    name_words = words(name) if name and is_a_name(name) else ()
    if len(name_words) > 1:
        keys.append("name:" + " ".join(sorted(name_words)))
    for claim in contact.claims:
        kind, value = claim.identifier.kind, claim.identifier.value
        if kind == "email":
            local, _, domain = value.partition("@")
            letters = "".join(character for character in local if character.isalpha())
            if len(letters) > 3:
                keys.append(f"mail:{letters}@{domain[:4]}")
        elif kind == "phone" and name_words:
            keys.append(f"phone:{value.partition(';')[0][-7:]}/{name_words[0][0]}")
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


def compare(a: Contact, b: Contact) -> Possible | None:
    """How likely `b` is the same person as `a`; None below the threshold or where names contradict."""
    name_a, name_b = a.first("name"), b.first("name")
    if contradict(name_a, name_b):
        return None
    score, reasons = 0.0, []
    if same_name(name_a, name_b):
        score, reasons = 0.4, ["same_name"]
    elif name_a and name_b and is_a_name(name_a) and is_a_name(name_b):
        likeness = JaroWinkler.similarity(" ".join(words(name_a)), " ".join(words(name_b)))
        if likeness > 0.92 and len(words(name_a)) > 1:
            score, reasons = 0.3, ["similar_name"]
    for code, weight in _agreements(a, b):
        score += weight
        reasons.append(code)
    if score < THRESHOLD:
        return None
    return Possible(contact_id=b.id, score=min(round(score, 3), 0.95), reasons=tuple(reasons))


def _agreements(a: Contact, b: Contact) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for field, code, weight in (
        ("company", "same_company", 0.25),
        ("location", "same_city", 0.1),
        ("born", "same_birthday", 0.35),
        ("address", "same_address", 0.3),
    ):
        one, other = a.first(field), b.first(field)
        if one and other and words(one) == words(other):
            found.append((code, weight))
    mails = [(_locals(a), "email_alike", 0.3), (_phones(a), "phone_alike", 0.3)]
    theirs = (_locals(b), _phones(b))
    found += [
        (code, weight)
        for (ours, code, weight), other in zip(mails, theirs, strict=True)
        if ours & other
    ]
    return found


def _locals(contact: Contact) -> set[str]:
    return {
        "".join(c for c in claim.identifier.value.partition("@")[0] if c.isalpha())
        for claim in contact.claims
        if claim.identifier.kind == "email" and claim.evidence is not Evidence.MENTIONED
    }


def _phones(contact: Contact) -> set[str]:
    return {
        claim.identifier.value.partition(";")[0][-7:]
        for claim in contact.claims
        if claim.identifier.kind == "phone" and claim.evidence is not Evidence.MENTIONED
    }
