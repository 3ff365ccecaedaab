"""The invariants: what holds after every step, whatever was done. Each takes the model and what stands in the store."""

import json
from collections import Counter
from collections.abc import Sequence

from storage.profile import Profile
from storage.redis.indexing import entries, met_on, order_key
from storage.redis.keys import Keys
from storage.redis.moments import ms
from tests.storage.invariants.dump import Dump, mentions
from tests.storage.invariants.oracle import LIMITS, Model, first, ordered


def stands(model: Model, seen: Dump, keys: Keys) -> None:
    """What stands in the store is what was done, and nothing else."""
    every_contact_keeps_its_own(model, seen)
    links_are_those_that_were_made(model, seen)
    profiles_are_components(model, seen)
    nobody_is_apart_from_themselves(model, seen)
    suggestions_are_those_that_wait(model, seen)
    indexes_are_what_contacts_say(model, seen, keys)
    no_key_is_left_over(model, seen, keys)
    nothing_is_left_of_the_erased(model, seen)


# ------------------------------------------------------------ 8, 9: nothing moves, nothing is lost


def every_contact_keeps_its_own(model: Model, seen: Dump) -> None:
    assert set(seen.contacts) == set(model.contacts)
    for name, kept in model.contacts.items():
        contact = seen.contacts[name]
        assert (contact.origin, contact.source) == (kept.origin, kept.source)
        assert contact.external_id == kept.external
        claims = {claim.identifier: claim.evidence.value for claim in contact.claims}
        assert claims == kept.claims
        facts = {(one.field, one.value, one.source.value, one.by, one.at) for one in contact.facts}
        assert {fact for fact in facts if fact[2] != "inferred"} == kept.facts
        assert {tag.name: tag.by for tag in contact.tags} == kept.tags
        notes = seen.notes.get(name, {}).values()
        assert Counter((note.text, note.by) for note in notes) == Counter(kept.notes)
        messages = seen.messages.get(name, {}).values()
        assert {message.source for message in messages} == kept.messages
        assert len(messages) == len(kept.messages)
        assert set(seen.orders.get(name, {})) == kept.orders
        noted, written = seen.notes.get(name, {}), seen.messages.get(name, {})
        assert all(one.contact_id == name for one in noted.values())
        assert all(one.contact_id == name for one in written.values())
        _counters_are_right(seen, name)


def _counters_are_right(seen: Dump, name: str) -> None:
    """How many came on each channel, the first and the last."""
    row = seen.of("contact")[name]
    assert int(row["rev"]) > 0
    sent: dict[str, list[int]] = {}
    for message in seen.messages.get(name, {}).values():
        sent.setdefault(message.channel.value, []).append(ms(message.sent_at))
    wanted = {
        key: value
        for channel, times in sent.items()
        for key, value in (
            (f"n:{channel}", len(times)),
            (f"f:{channel}", min(times)),
            (f"l:{channel}", max(times)),
        )
    }
    assert {key: int(value) for key, value in row.items() if key[1] == ":"} == wanted


# ------------------------------------------------------------ 1, 2, 3: profiles are what links make


def links_are_those_that_were_made(model: Model, seen: Dump) -> None:
    assert {name: (link.kept, link.joined) for name, link in seen.links.items()} == {
        name: link.ends for name, link in model.links.items()
    }
    for name, link in model.links.items():
        assert seen.links[name].reason is link.reason
        assert {frozenset(pair) for pair in seen.links[name].cleared} == link.cleared
    wanted: dict[str, set[str]] = {}
    for name, link in model.links.items():
        for end in link.ends:
            wanted.setdefault(end, set()).add(name)
    assert seen.of("links") == wanted


def profiles_are_components(model: Model, seen: Dump) -> None:
    heads = {name: row["head"] for name, row in seen.of("contact").items()}
    assert heads == {name: min(model.group(name)) for name in model.contacts}
    groups = {min(group): set(group) for group in model.groups() if len(group) > 1}
    assert seen.of("members") == groups
    assert all(len(group) <= LIMITS.contacts for group in groups.values())


# ------------------------------------------------------------ 10, 18: not the same stays so


def nobody_is_apart_from_themselves(model: Model, seen: Dump) -> None:
    assert seen.apart == {two for pair in model.apart for two in ordered(pair)}
    for one, other in seen.apart:
        assert other not in model.group(one)


def suggestions_are_those_that_wait(model: Model, seen: Dump) -> None:
    assert seen.suggested == {two for pair in model.suggested for two in ordered(pair)}
    assert model.suggested & model.apart <= {frozenset(two) for two in seen.renewed}
    waiting = {frozenset(name.split(" ")) for name in seen.raw.get("waiting", {})}
    open_ones = {
        frozenset((one, other))
        for one, row in seen.of("sugg").items()
        for other, text in row.items()
        if json.loads(text).get("related") is None
    }
    assert open_ones <= waiting <= model.suggested


# ------------------------------------------------------------ 12: derived data


def indexes_are_what_contacts_say(model: Model, seen: Dump, keys: Keys) -> None:
    wanted = {entry for contact in seen.contacts.values() for entry in entries(contact, keys)}
    start = len(keys.prefix)
    indexed: dict[str, set[str]] = {}
    for kind, key, member in wanted:
        if kind == "set":
            indexed.setdefault(key[start:], set()).add(member)
    for name, orders in seen.orders.items():
        for number in orders:
            indexed.setdefault(order_key(keys, number)[start:], set()).add(name)
    derived = ("who:", "blk:", "ord:")
    there = {key: row for key, row in seen.raw.items() if key.startswith(derived)}
    assert there == indexed
    for index in ("words", "terms"):
        sorted_ones = {name for kind, key, name in wanted if key == keys.named(index)}
        met = {
            met_on(message.channel, name)
            for name, held in seen.messages.items()
            for message in held.values()
        }
        assert set(seen.raw.get(index, {})) == sorted_ones | (met if index == "terms" else set())
    bought = {name: len(held) for name, held in seen.orders.items() if held}
    assert {name: int(n) for name, n in seen.raw.get("bought", {}).items()} == bought
    last = {
        name: max(ms(message.sent_at) for message in held.values())
        for name, held in seen.messages.items()
        if held
    }
    assert {name: int(n) for name, n in seen.raw.get("seen", {}).items()} == last
    words: dict[str, set[str]] = {}
    for entry in seen.raw.get("words", {}):
        word, _, name = entry.partition("\0")
        words.setdefault(name, set()).add(word)
    for name, row in seen.of("contact").items():
        assert set(row["words"].split()) == words.get(name, set())
    assert set(seen.raw.get("all", {})) == set(model.contacts)
    tags = Counter(tag for kept in model.contacts.values() for tag in kept.tags)
    assert {name: int(count) for name, count in seen.raw.get("tags", {}).items()} == tags


def no_key_is_left_over(model: Model, seen: Dump, keys: Keys) -> None:
    start = len(keys.prefix)
    logs = [f"{kind}:{what}" for kind in ("log", "logd") for what in ("msg", "note", "order")]
    for kind in (*logs, "contact", "members", "links", "apart", "sugg", "posts", "opened", "rows"):
        assert set(seen.of(kind)) <= set(model.contacts), kind
    assert set(seen.of("link")) == set(model.links)
    threads = {keys.digest("conv", name)[start:]: one for name, one in model.threads.items()}
    assert {f"conv:{name}": one for name, one in seen.of("conv").items()} == threads
    sources = {keys.digest("src", name)[start:]: one for name, one in model.sources.items()}
    found = {f"src:{name}": row.split()[0] for name, row in seen.of("src").items()}
    assert found == sources
    places = {keys.digest("post", name)[start:] for name in model.places}
    assert {f"post:{name}" for name in seen.of("post")} == places
    opened = {(keys.digest("recent", who)[start:], one) for who, one in model.opened}
    assert {
        (f"recent:{who}", one) for who, row in seen.of("recent").items() for one in row
    } == opened
    looked = {(f"recent:{who}", one) for one, row in seen.of("opened").items() for who in row}
    assert looked == opened
    lines = {(f"row:{name}", one) for name, one in seen.of("row").items()}
    assert {one for _, one in lines} == set(model.rows.values())
    files = {(f"batch:{name}", one) for name, row in seen.of("batch").items() for one in row}
    assert {one for _, one in files} == {one for row in model.batches.values() for one in row}
    leading = {(name, one) for one, row in seen.of("rows").items() for name in row}
    assert leading == lines | files


# ------------------------------------------------------------ 16: erased is gone


def nothing_is_left_of_the_erased(model: Model, seen: Dump) -> None:
    for name in model.erased:
        # A link is known by whom it cleared: opaque ids of nobody.
        assert not {key for key in mentions(seen, name) if not key.startswith("link:")}


# ------------------------------------------------------------ 2, 14, 15: what a reader sees


def shown(model: Model, seen: Dump, profiles: Sequence[Profile]) -> None:
    """Each contact leads to its profile, which shows what its contacts hold and nothing else."""
    assert {profile.contact_id for profile in profiles} == set(model.contacts)
    for profile in profiles:
        group = model.group(profile.contact_id)
        assert profile.id == min(group)
        assert [contact.id for contact in profile.contacts] == sorted(group)
        _fields_are_the_best_that_were_told(profile, seen, group)
        _is_the_sum(profile, model, group)
        _suggests_only_others(profile, model, seen, group)


def _fields_are_the_best_that_were_told(
    profile: Profile, seen: Dump, group: frozenset[str]
) -> None:
    told = [
        ((one.field, one.value, one.source.value, one.by, one.at), name)
        for name in group
        for one in seen.contacts[name].facts
    ]
    assert set(profile.fields) == {fact[0] for fact, _ in told}
    for field, folded in profile.fields.items():
        facts = [pair for pair in told if pair[0][0] == field]
        best = first(facts)
        assert best
        assert (folded.value, folded.source.value, folded.contact_id) == (
            best[0][1],
            best[0][2],
            best[1],
        )
        values = {fact[1] for fact, _ in facts}
        assert {one.value for one in folded.others} == values - {folded.value}


def _is_the_sum(profile: Profile, model: Model, group: frozenset[str]) -> None:
    kept = [model.contacts[name] for name in group]
    assert {tag.name for tag in profile.tags} == {tag for one in kept for tag in one.tags}
    assert {note.text for note in profile.notes} == {text for one in kept for text, _ in one.notes}
    assert profile.note_count == sum(len(one.notes) for one in kept)
    assert profile.message_count == sum(len(one.messages) for one in kept)
    strongest: dict[str, str] = {}
    for one in kept:
        for identifier, evidence in one.claims.items():
            held = strongest.get(str(identifier), evidence)
            strongest[str(identifier)] = (
                "vouched"
                if "vouched" in (held, evidence)
                else ("unverified" if "unverified" in (held, evidence) else "mentioned")
            )
    assert {str(one.identifier): one.evidence.value for one in profile.claims} == strongest
    inside = {name for name, link in model.links.items() if link.ends[0] in group}
    assert {link.id for link in profile.links} == inside


def _suggests_only_others(
    profile: Profile, model: Model, seen: Dump, group: frozenset[str]
) -> None:
    others = {one.other_id for one in profile.suggestions}
    waiting = {
        other
        for pair in model.suggested
        for one, other in ordered(pair)
        if one in group and other not in group
        if (one, other) in seen.renewed or not model.crossing(group, {other})
    }
    assert others <= waiting
    assert len(others) == min(len(waiting), 5)
