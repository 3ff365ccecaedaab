"""Wrong lines: each takes the place of a right one in a copy of the store, and some test must fail of it."""

from typing import Final

from tests.storage.invariants.mutation import Mutation, in_file
from tests.storage.invariants.script_mutations import SCRIPT_MUTATIONS

MUTATIONS: Final[tuple[Mutation, ...]] = (
    *SCRIPT_MUTATIONS,
    *in_file(
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
    *in_file(
        "standing.py",
        ("nobody is apart", "return tuple(sorted(told))", "return ()"),
        (
            "identifiers have no limit",
            "    return any(\n        len(found)",
            "    return any(\n        0 > len(found)",
        ),
    ),
    *in_file(
        "safeguards.py",
        ("rules join whom agents told apart", "if crossing(ours, theirs):", "if not ours:"),
        ("names never contradict", "if contradict(one.name, other.name):", "if not one:"),
    ),
    *in_file(
        "resolving.py",
        (
            "marks are ignored",
            "if standing.mark and standing.mark != OWN:",
            "if standing.mark == 'no':",
        ),
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
    *in_file(
        "folding.py",
        ("the oldest value is shown", "pair[0].at, reverse=True)", "pair[0].at)"),
        ("all sources are worth the same", "_RANK[pair[0].source])", "0)"),
        (
            "at one moment the younger contact's value is shown",
            "(pair[1], pair[0].value))",
            "pair[1], reverse=True)",
        ),
        ("the same is asked again", "and (found.renewed or found.other_id not in apart)", ""),
    ),
    *in_file(
        "redis/draft.py",
        (
            "changes are not told",
            "tell(self.program, self.keys, what, *on, by=by, at=at, why=why)",
            "pass",
        ),
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
        ("the erased are listed", "unlist(self.program, self.keys, shelf)", "pass"),
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
            '(("opened", "recent:"), ("posts", "post:"), ("rows", ""))',
            '(("posts", "post:"), ("rows", ""))',
        ),
        (
            "cards of the erased are left",
            '(("opened", "recent:"), ("posts", "post:"), ("rows", ""))',
            '(("opened", "recent:"), ("rows", ""))',
        ),
        (
            "lines of files lead to the erased",
            '(("opened", "recent:"), ("posts", "post:"), ("rows", ""))',
            '(("opened", "recent:"), ("posts", "post:"))',
        ),
        (
            "sources of the erased are left",
            'self.program.op("DEL", self.keys.digest("src", source))',
            "pass",
        ),
    ),
    *in_file(
        "redis/filing.py",
        (
            "who writes again is seen no later",
            'self.program.op("ZADD", self.keys.named("seen"), "GT", at, contact_id)',
            'self.program.op("ZADD", self.keys.named("seen"), "NX", at, contact_id)',
        ),
        (
            "the channel that somebody writes on finds nobody",
            'self.program.op("ZADD", self.keys.named("terms"), 0, found_by)',
            "pass",
        ),
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
            'self.program.op("SET", conversation, message.contact_id)',
            "pass",
        ),
    ),
    *in_file(
        "redis/filing.py",
        (
            "what is moved stays where it was too",
            'self.program.op("ZREM", order, name)\n        self.program.op("HDEL", content, name)',
            "pass",
        ),
    ),
    *in_file(
        "redis/moving.py",
        (
            "who writes no more on a channel is found by it",
            'self.program.op("ZREM", self.keys.named("terms"), found_by)',
            "pass",
        ),
        (
            "a conversation moves and stays",
            'self.program.op("PASS", bound, source, target)',
            "pass",
        ),
        (
            "what moved is still counted",
            'self.program.op("HDEL", key, f"{what}:{gone}")',
            "pass",
        ),
        (
            "what is left is not counted anew",
            'self.program.op("HSET", key, f"{what}:{channel.value}", value)',
            "pass",
        ),
        (
            "what came since is counted with what moved",
            'self.program.check_log(self.keys.log("msg", source)[0], ours.message_count)',
            "pass",
        ),
    ),
    *in_file(
        "redis/indexing.py",
        ("what is no more is still found", 'program.op("SREM", key, member)', "pass"),
        ("words are left", 'program.op("ZREM", key, member)', "pass"),
        ("tags are only counted up", 'program.op("ZINCRBY", key, -1, member)', "pass"),
    ),
    *in_file(
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
    *in_file(
        "contesting.py",
        (
            "who yields an identifier keeps it",
            "if match_key(claim.identifier) == key and claim.evidence is not Evidence.MENTIONED",
            "if False",
        ),
        (
            "what was yielded never comes back",
            "if claim.yielded and match_key(claim.identifier) in taken",
            "if False",
        ),
    ),
    *in_file(
        "redis/settling.py",
        (
            "an identifier is taken from its own people too",
            "if name in there.keys() - mine]",
            "if name in there]",
        ),
        (
            "nobody has what an agent gave them",
            "if not any(vouches(one, identifier) for one in owners):",
            "if not owners:",
        ),
    ),
    *in_file(
        "redis/deciding.py",
        (
            "links inside are cut too",
            "if (link.kept in named) is not (link.joined in named)",
            "if (link.kept in named) or (link.joined in named)",
        ),
    ),
    *in_file(
        "redis/changing.py",
        (
            "a tag is taken off one contact alone",
            "if gone & {tag.name for tag in contact.tags}",
            "if gone & {tag.name for tag in contact.tags} and contact.id == contact_id",
        ),
        (
            "a tag of another contact is one of this",
            "for tag in draft.shelf(contact_id).contact.tags}\n            fresh",
            "for tag in draft.folded(contact_id).tags}\n            fresh",
        ),
    ),
    *in_file(
        "redis/editing.py",
        ("what is withdrawn stays on another contact", "if agents & withdrawn or gone", "if gone"),
        (
            "an edit takes what was said of another contact",
            "if here or not value",
            "if True",
        ),
    ),
    *in_file(
        "redis/recording.py",
        (
            "evidence grows weaker",
            "< strength.index(kept.evidence)",
            "> strength.index(kept.evidence)",
        ),
        ("conversations are nobody's", "claimant(draft.seen, bound) if bound else None", "None"),
    ),
    *in_file(
        "finding.py",
        (
            "whom a file made is who writes",
            'claim.evidence is Evidence.VOUCHED and contact.origin != "channel"',
            "not contact",
        ),
    ),
    *in_file(
        "redis/importing.py",
        (
            "a line is taken in again",
            'draft.program.op("SET", line.row, contact.id)',
            "pass",
        ),
        ("older lines stay", "or fact.field not in fields", "or fact"),
    ),
    *in_file(
        "redis/erasing.py",
        ("who wrote is taken back with a file", "        shelf.message_count\n", "        False\n"),
    ),
    *in_file(
        "redis/workspace.py",
        (
            "two of one identifier become two people",
            "_unchanged(draft.program, key, hit.count, hit.values)",
            "pass",
        ),
    ),
    *in_file(
        "redis/places.py",
        (
            "a card is kept of who is gone",
            'program.check_there(keys.of("contact", posting.contact_id))  # nothing leads to the erased',
            "pass",
        ),
        (
            "a card leads to whom it showed before",
            'program.op("ZREM", keys.of("posts", before.contact_id), name)',
            "pass",
        ),
    ),
    *in_file(
        "redis/keys.py",
        ("workspaces share their keys", 'self._tag = f"{{{workspace}}}:"', 'self._tag = "{T}:"'),
    ),
    *in_file(
        "redis/program.py",
        (
            "changes have no key",
            "self._done = [self._place(key), answer, DONE_SECONDS]",
            "self._done = None",
        ),
    ),
)
