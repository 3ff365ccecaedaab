"""Wrong lines: each takes the place of a right one in a copy of the store, and some test must fail of it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mutation:
    """One line made wrong."""

    what: str
    file: str
    right: str
    wrong: str


def _in(file: str, *changes: tuple[str, str, str]) -> tuple[Mutation, ...]:
    return tuple(Mutation(what, f"storage/{file}", right, wrong) for what, right, wrong in changes)


MUTATIONS: Final = (
    *_in(
        "redis/lua/commit.lua",
        (
            "revisions are not checked",
            "return (redis.call('HGET', key, 'rev') or '0') == value",
            "return true",
        ),
        (
            "a change is made twice",
            "local before = redis.call('GET', KEYS[done[1]])",
            "local before",
        ),
        (
            "who claims an identifier is not checked",
            "if redis.call('SCARD', key) ~= #value then",
            "if true then return true end\n  if redis.call('SCARD', key) ~= #value then",
        ),
        (
            "a source is not checked",
            "return (redis.call('GET', key) or '') == value",
            "return true",
        ),
        (
            "a conversation of somebody else is forgotten",
            "if redis.call('GET', key) == op[3] then",
            "if true then",
        ),
        (
            "what came since is erased half",
            "return redis.call('ZCARD', key) == value",
            "return true",
        ),
        ("who is gone is suggested", "return redis.call('EXISTS', key) == 1", "return true"),
        (
            "first and last are exchanged",
            "op[4], command == 'RAISE')",
            "op[4], command == 'LOWER')",
        ),
    ),
    *_in(
        "redis/lua/read.lua",
        (
            "members are not read",
            "ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. first[4]))",
            "ipairs({})",
        ),
        (
            "marks are not read",
            "hit[2] = redis.call('GET', prefix",
            "hit[3] = redis.call('GET', prefix",
        ),
    ),
    *_in(
        "merging.py",
        ("the newest is the head", "return min(contact_ids)", "return max(contact_ids)"),
        ("links of links are not followed", "for one in theirs:", "for one in [link.joined]:"),
        (
            "profiles grow without end",
            "if len(members) > limits.contacts:",
            "if len(members) > 999:",
        ),
        ("what a merge clears is not told", "cleared=crossing(kept, joined)", "cleared=()"),
        (
            "a split tells those apart that stay together",
            "if where.get(link.kept) != where.get(link.joined)",
            "if where.get(link.kept) == where.get(link.joined)",
        ),
    ),
    *_in(
        "standing.py",
        ("nobody is apart", "return tuple(sorted(told))", "return ()"),
        (
            "identifiers have no limit",
            "    return any(\n        len(found)",
            "    return any(\n        0 > len(found)",
        ),
    ),
    *_in(
        "safeguards.py",
        ("rules join whom agents told apart", "if crossing(ours, theirs):", "if not ours:"),
        ("names never contradict", "if contradict(one.name, other.name):", "if not one:"),
    ),
    *_in(
        "resolving.py",
        ("marks are ignored", "if standing.mark:", "if standing.mark == 'no':"),
        ("crowds are ignored", "if standing.crowded:", "if not standing:"),
        (
            "what is only claimed joins",
            "if claim.evidence is Evidence.UNVERIFIED:",
            "if not claim:",
        ),
        (
            "what is only mentioned joins",
            "if claim.evidence is Evidence.MENTIONED:",
            "if not claim:",
        ),
        ("who only names an identifier is joined", "if not is_owner:", "if not theirs:"),
    ),
    *_in(
        "folding.py",
        ("the oldest value is shown", "pair[0].at, reverse=True)", "pair[0].at)"),
        ("all sources are worth the same", "_RANK[pair[0].source])", "0)"),
        (
            "at one moment the younger contact's value is shown",
            "(pair[1], pair[0].value))",
            "pair[1], reverse=True)",
        ),
        ("the same is asked again", "and found.other_id not in apart", ""),
    ),
    *_in(
        "redis/draft.py",
        (
            "heads stay as they were",
            'self.program.op("HSET", self.keys.of("contact", name), "head", first)',
            "pass",
        ),
        (
            "links are left with contacts",
            'self.program.op("SREM", self.keys.of("links", one), link.id)',
            "pass",
        ),
        ("links are left", 'self.program.op("DEL", self.keys.of("link", link.id))', "pass"),
        (
            "members are left",
            'self.program.op("DEL", self.keys.of("members", old))',
            "pass",
        ),
        (
            "one is apart from another, who is not",
            'self.program.op("HSET", self.keys.of("apart", ours), theirs, said)',
            'self.program.op("HSET", self.keys.of("apart", one), other, said)',
        ),
        (
            "not the same is taken back on one side",
            'self.program.op("HDEL", self.keys.of("apart", ours), theirs)',
            'self.program.op("HDEL", self.keys.of("apart", one), other)',
        ),
        (
            "a suggestion is left after its merge",
            "self.forget_suggestion(link.kept, link.joined)",
            "pass",
        ),
        ("one suggestion of two is answered", "for found in asked:", "for found in asked[:1]:"),
        ("those who are joined count as unchanged", "self.bump(name)\n", "pass\n"),
        (
            "the erased are found",
            "reindex(self.program, self.keys, shelf.contact, None)",
            "pass",
        ),
        (
            "the erased are apart from somebody",
            'self.program.op("HDEL", self.keys.of("apart", other), contact_id)',
            "pass",
        ),
        (
            "the erased are suggested",
            'self.program.op("HDEL", self.keys.of("sugg", found.other_id), contact_id)',
            "pass",
        ),
        (
            "the erased stay among whom one looked at",
            'self.program.op("LEAVE", opened, f"{self.keys.prefix}recent:", contact_id)',
            "pass",
        ),
        (
            "sources of the erased are left",
            'self.program.op("DEL", self.keys.digest("src", message.source))',
            "pass",
        ),
    ),
    *_in(
        "redis/filing.py",
        (
            "a message reaches who is gone",
            'self._still(contact_id)\n        self.program.op("ZADD", order',
            'self.program.op("ZADD", order',
        ),
        ("changes are not counted", "self.bump(contact.id)", "pass"),
        (
            "two edit one person at once",
            "for name in self.seen.groups[self.seen.heads[contact_id]]:",
            "for name in ():",
        ),
        (
            "conversations stay with nobody",
            'self.program.op("SET", self.keys.digest("conv", message.conversation), contact_id)',
            "pass",
        ),
    ),
    *_in(
        "redis/indexing.py",
        ("what is no more is still found", 'program.op("SREM", key, member)', "pass"),
        ("words are left", 'program.op("ZREM", key, member)', "pass"),
        ("tags are only counted up", 'program.op("ZINCRBY", key, -1, member)', "pass"),
    ),
    *_in(
        "redis/joining.py",
        (
            "a split is forgotten",
            "{*plan.apart, *apart_again(draft, gone)}",
            "apart_again(draft, gone)",
        ),
        (
            "what a merge cleared is forgotten",
            "{*plan.apart, *apart_again(draft, gone)}",
            "plan.apart",
        ),
        ("a merge leaves them apart", "draft.untell_apart(plan.cleared)", "pass"),
        (
            "detaching leaves links",
            "else one in (link.kept, link.joined)",
            "else one == link.joined",
        ),
    ),
    *_in(
        "redis/deciding.py",
        (
            "links inside are cut too",
            "if (link.kept in named) is not (link.joined in named)",
            "if (link.kept in named) or (link.joined in named)",
        ),
    ),
    *_in(
        "redis/changing.py",
        (
            "a tag is taken off one contact alone",
            "if gone & {tag.name for tag in contact.tags}",
            "if gone & {tag.name for tag in contact.tags} and contact.id == contact_id",
        ),
        ("what is withdrawn stays on another contact", "if agents & withdrawn or gone", "if gone"),
        (
            "an edit takes what was said of another contact",
            "if here or not value",
            "if True",
        ),
        (
            "a tag of another contact is one of this",
            "for tag in draft.shelf(contact_id).contact.tags}\n            fresh",
            "for tag in draft.folded(contact_id).tags}\n            fresh",
        ),
    ),
    *_in(
        "redis/recording.py",
        (
            "evidence grows weaker",
            "< strength.index(kept.evidence)",
            "> strength.index(kept.evidence)",
        ),
        ("conversations are nobody's", "claimant(draft.seen, bound) if bound else None", "None"),
    ),
    *_in(
        "finding.py",
        (
            "whom a file made is who writes",
            'claim.evidence is Evidence.VOUCHED and contact.origin != "channel"',
            "not contact",
        ),
    ),
    *_in(
        "redis/importing.py",
        (
            "a line is taken in again",
            'draft.program.op("SET", _row_key(draft.keys, new), contact.id)',
            "pass",
        ),
        ("older lines stay", "or fact.field not in fields", "or fact"),
    ),
    *_in(
        "redis/erasing.py",
        ("who wrote is taken back with a file", "        shelf.message_count\n", "        False\n"),
    ),
    *_in(
        "redis/workspace.py",
        (
            "two of one identifier become two people",
            "_unchanged(draft.program, key, hit.count, hit.values)",
            "pass",
        ),
    ),
    *_in(
        "redis/keys.py",
        ("workspaces share their keys", 'self._tag = f"{{{workspace}}}:"', 'self._tag = "{T}:"'),
    ),
    *_in(
        "redis/program.py",
        (
            "changes have no key",
            "self._done = [self._place(key), answer, DONE_SECONDS]",
            "self._done = None",
        ),
    ),
)
