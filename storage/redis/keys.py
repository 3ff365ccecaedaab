"""Every key of a workspace, its type and what is in it. No name holds personal data.

All begin with the workspace as hash tag, `{T1}:`, so that one workspace is one slot of a cluster.

meta                     HASH    schema, indexes (their version), pepper (sealed), weights (JSON: what the
                                 workspace taught), policy (JSON: what an admin decided), retained (ms: when
                                 what is too old was last given up), counting (ms: since when reads of fields
                                 are), texts (that the list of them is whole)
contact:<cid>            HASH    rec (JSON), rev, head, words (each after a space), and per
                                 channel n:<ch> count, f:<ch> first, l:<ch> last (ms)
members:<cid>            SET     contacts of the profile whose head this is; absent for one alone
log:<kind>:<cid>         ZSET    ids of messages, notes or orders by time (ms)
logd:<kind>:<cid>        HASH    id -> JSON of the same
src:<digest>             STRING  "contact message" that a source was recorded as, for 400 days
conv:<digest>            STRING  contact that a conversation stays with
row:<digest>             STRING  contact that a line of an import became
batch:<name>             SET     contacts that an import made, or a shop told of
rows:<cid>               SET     "row:<digest>" and "batch:<digest>" that lead to a contact
who:<digest>             SET     contacts that claim an identifier; of a crowd also those of one name who wrote by it
mark:<digest>            STRING  shared | blocked
blk:<digest>             SET     contacts that share a blocking key
ord:<digest>             SET     contacts that have an order of a number
ref:<digest>             STRING  "contact number" of an order that a shop tells of event by event, or "-" where it
                                 was erased, for 400 days
early:<digest>           STRING  JSON: what was told of an order before the order itself, for 30 days
link:<lid>               STRING  JSON of a link
links:<cid>              SET     ids of a contact's links
apart:<cid>              HASH    other contact -> who told them apart, when, digests of what was known of both then,
                                 and the suggestion that this answered
sugg:<cid>               HASH    other contact -> JSON of a suggestion
waiting                  ZSET    "contact contact" by likelihood: suggestions that wait for a decision
marks                    HASH    digest -> JSON: an identifier that an admin marked, as what, by whom, when
post:<digest>            STRING  JSON of a posted card, for 400 days
posts:<cid>              ZSET    digests of places by time (ms), of as many days
told_at:<cid>            ZSET    JSON of posts that say something of a contact and are no card of theirs, by time (ms),
                                 of as many days
names:<digest>           ZSET    JSON of posts that name an identifier, whoever has it, likewise
recent:<digest>          ZSET    contacts whose card a member opened, by time (ms), the newest 20
opened:<cid>             SET     digests of the members who did
talk:<digest>            STRING  place of the thread that a conversation of a door stands in, for 24 hours
door:<digest>            STRING  place of a message that came by a door, for 400 days
sent:<digest>            STRING  JSON: where an answer to a customer stands, and what became of it, for 30 days
boards                   HASH    place -> JSON of a page that shows customers to one member: which page, and whom
feeds                    HASH    place -> JSON
thread:<digest>          HASH    of a conversation: began, replied, done (ms), channel, known, again, and how many
                                 messages were heard, said, and asked something; names nobody
threads                  ZSET    digests of conversations by when they began (ms)
templates                HASH    id -> JSON of a reply that is kept ready
fields                   STRING  JSON: the custom fields that an admin defined, by name
words                    ZSET    "word NUL contact", all of score 0: found by their beginnings
terms                    ZSET    "kind NUL value NUL contact", likewise: tags, fields, channels, countries; of a custom
                                 field also with no value, for whoever holds it
seen                     ZSET    contacts by when they wrote last (ms)
texts                    ZSET    contacts by their oldest message whose words may still be there (ms)
bought                   ZSET    contacts by how many orders they have
tags                     ZSET    tag by how many contacts have it
all                      ZSET    contact ids, all of score 0
segments                 HASH    id -> JSON of a saved search
rules                    HASH    id -> JSON of a rule; "" for one that is shipped and was deleted
turns                    HASH    rule -> how many owners it has named
ruled                    ZSET    JSON of what rules did on a message, by time (ms), the newest 1,000
wanted                   HASH    id -> JSON of a request of a customer for their data, until 90 days from its answer
used:<week>              HASH    use and field -> how often it was read so, for about a hundred days; names nobody
quiet:<digest>           STRING  a rule posts nothing in a conversation for an hour; none replies to a customer for
                                 a day
<table>.rev              STRING  how often such a table was changed
audit                    STREAM  at, by, what, on, why: ids and codes, never values; n, key, before, mac: the
                                 place in the chain, the nonce of what signed it, the mac before it, its own
rewrite                  STRING  there while the server's append-only file may hold what is gone: its digest
trimmed                  STRING  "n nonce seal": up to where the audit was given up by age, signed
retaining                STRING  which process gives up what is too old, for a minute from its last commit
told:<cid>               ZSET    entries of the audit about a contact by their numbers, the newest 500, for 400 days
chain                    STRING  "n mac nonce seal": where the chain of the audit ends, signed
ask:<rid>                STRING  JSON of a request that a second person answers, for 24 hours
asks                     ZSET    ids of these by when they were asked (ms)
held:<digest>            STRING  JSON of a message that waits for an agent to say whose it is, for 4 hours
helds                    ZSET    digests of the newest of these by time (ms)
tomb:<digest>            STRING  when somebody was erased (ms), of an identifier or a line of a file that was theirs
once:<digest>            STRING  what is done once, such as answering a signed request: for 11 minutes and more
erasures                 HASH    erasure -> JSON of it as in erased.log; in schema 1 only when it was (ms)
restoring                STRING  "file part": a backup is being put back, and this part of it is next
done:<digest>            STRING  what a change answered, for 25 hours
q:<queue>:...            see storage/redis/queue.py
install                  STRING  JSON: who let us in, the tokens (sealed), when it put us out
renewing                 STRING  which process renews the tokens, for 30 seconds; or deletes it all, for 5 minutes

Of the whole server: `{rapport}:workspaces` SET, `{rapport}:installs` SET (workspaces that let us in, or did),
`{rapport}:begun:<digest>` STRING (digest of the browser that an installation was begun in, for 10 minutes),
`{rapport}:begun` STRING (how many were),
`{rapport}:ready` STRING (a trial write), `{rapport}:here` ZSET (processes by when they were heard of last, in seconds),
`{rapport}:given_up` SET (workspaces that were deleted as they should be),
`{rapport}:pause:<digest>` STRING (Slack is not to be asked this until it is gone).
"""

import hashlib
import hmac
from typing import Final

DONE_SECONDS: Final = 25 * 3600
SOURCE_SECONDS: Final = 400 * 86_400
TALK_SECONDS: Final = 24 * 3600
EARLY_SECONDS: Final = 30 * 86_400
SENDING_SECONDS: Final = 30 * 86_400
FORGOTTEN: Final = "-"
"""Where an order was that was erased."""
LONGEST_WORKSPACE_CHARS: Final = 40
WORKSPACES: Final = "{rapport}:workspaces"
READY: Final = "{rapport}:ready"
INSTALLS: Final = "{rapport}:installs"
BEGUN: Final = "{rapport}:begun:"
BEGUN_COUNT: Final = "{rapport}:begun"
GIVEN_UP: Final = "{rapport}:given_up"
HERE: Final = "{rapport}:here"
PAUSE: Final = "{rapport}:pause:"
AUDIT_ENTRIES: Final = 500_000


class Keys:
    """The names of one workspace's keys. The pepper keys the digests of what is not ours."""

    __slots__ = ("_pepper", "_tag")

    def __init__(self, workspace: str, pepper: bytes = b"") -> None:
        fits = workspace.isascii() and workspace.isalnum()
        if not fits or len(workspace) > LONGEST_WORKSPACE_CHARS:
            raise ValueError("a workspace is named by letters and digits, such as T0123ABCD")
        self._tag = f"{{{workspace}}}:"
        self._pepper = pepper

    @property
    def prefix(self) -> str:
        """What every key of the workspace begins with."""
        return self._tag

    def named(self, name: str) -> str:
        """A key that there is one of, such as `meta`, `feeds`, `words` or `chain`."""
        return self._tag + name

    def of(self, kind: str, opaque_id: str) -> str:
        """A key of something that has an opaque id of ours."""
        return f"{self._tag}{kind}:{opaque_id}"

    def digest(self, kind: str, value: str) -> str:
        """A key of something whose name is not ours: a keyed digest, which says nothing of it."""
        mac = hmac.digest(self._pepper, f"{kind}\0{value}".encode(), hashlib.sha256)
        return f"{self._tag}{kind}:{mac.hex()[:40]}"

    def chain_key(self, nonce: str) -> bytes:
        """What the audit entries of one commit are signed with; only the pepper leads to it."""
        return hmac.digest(self._pepper, f"chain\0{nonce}".encode(), hashlib.sha256)

    def log(self, kind: str, contact_id: str) -> tuple[str, str]:
        """The order and the content of a contact's messages (`msg`), notes or orders."""
        return f"{self._tag}log:{kind}:{contact_id}", f"{self._tag}logd:{kind}:{contact_id}"
