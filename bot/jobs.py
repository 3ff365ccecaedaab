"""What is put into the outbox: the kinds of posts, written and read side by side."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.cards.block import Message
from bot.parcels import Sends
from bot.wording import Language, spoken_now
from storage.message import Channel, CustomerMessage, SenderClaim
from storage.profile import Posting
from storage.queue import Job, Outgoing
from storage.sending import Fate, Sending
from storage.store import Change

CARD: Final = "card"
REFRESH: Final = "refresh"
CANDIDATES: Final = "candidates"
GREETING: Final = "greeting"
UNREADABLE: Final = "unreadable"
ANSWER: Final = "answer"
NOTICE: Final = "notice"
RETAG: Final = "retag"
CLEAR_FIELD: Final = "clear_field"
HOME: Final = "home"
HOMES: Final = "home/"
"""Before the id of the member in whose Home something stands."""
SAID: Final = "said"
SEND: Final = "send"
FATE: Final = "fate"
REPLY: Final = "reply"
SUGGEST: Final = "suggest"
CARRIED: Final = "carried"
UNDELIVERED: Final = "undelivered"
ERASED: Final = "erased"
EXPORT: Final = "export"
REQUEST: Final = "request"
SETTLED: Final = "settled"
WANTED: Final = "wanted"
RULES: Final = "rules"
MENTION: Final = "mention"
FORWARDED: Final = "forwarded"
FULL: Final = "full"
TELLING: Final = frozenset({SAID, REPLY, SUGGEST, FORWARDED})
"""What says something of the contact that it names, and is no card that follows them."""
MARKS: Final = ("unverified", FULL, *Language)
"""What a card says beside its profile, and in which language where one member reads it; kept as long as it is."""


SETTLES: Final = timedelta(milliseconds=700)
"""How long a card waits for what else changes: an agent still sees it follow, and Slack takes one update a second."""


def lane_of_card(place: str) -> str:
    """All that changes one card: the last state wins, whoever works, and no new card waits for it."""
    return f"card/{place}"


def lane_for(place: str) -> str:
    """Posts of one channel follow each other: Slack allows about one a second there."""
    return place.partition("/")[0]


def card(place: str, contact_id: str, *, cause: str, unverified: bool = False) -> Outgoing:
    """A card in the thread at `place`; `cause` names the message, so that it is put once."""
    return Outgoing(
        lane=lane_for(place),
        id=f"card:{place}:{cause}",
        body={"kind": CARD, "place": place, "contact": contact_id}
        | ({"unverified": "1"} if unverified else {}),
    )


def refresh(posting: Posting, *, token: str) -> Outgoing:
    """A card that may have changed: many changes are shown as one; `token` tells this job from those before.

    Or a page of Home on which somebody stood who is gone.
    """
    if posting.place.startswith(HOMES):
        return home(posting.place.removeprefix(HOMES), posting.handle, token=token)
    return Outgoing(
        lane=lane_of_card(posting.place),
        id=f"refresh:{posting.place}:{token}",
        settles=SETTLES,
        body={"kind": REFRESH, "place": posting.place},
    )


def home(user_id: str, page: str, *, token: str) -> Outgoing:
    """The Home that stands before a member is drawn as it is now; `page` is the one that was drawn last."""
    body = {"kind": HOME, "user": user_id, "page": page}
    return Outgoing(lane=f"{HOMES}{user_id}", id=f"home:{user_id}:{token}", body=body)


def candidates(place: str, claims: Sequence[SenderClaim], *, cause: str) -> Outgoing:
    """What was found in a message that names no customer, offered to the agents."""
    named = json.dumps([claim.identifier.model_dump() for claim in claims[:5]])
    return Outgoing(
        lane=lane_for(place),
        id=f"candidates:{cause}",
        body={"kind": CANDIDATES, "place": place, "identifiers": named},
    )


def answer(
    message: Message, *, channel: str, thread_ts: str, user_id: str | None, cause: str
) -> Outgoing:
    """What somebody asked, answered: to `user_id` alone in a channel, to None in a direct message."""
    body = {"kind": ANSWER, "channel": channel, "thread": thread_ts, "user": user_id or ""}
    said = {
        "text": message.text,
        "blocks": json.dumps(message.blocks),
        "contact": message.about,
        "language": spoken_now().value,
    }
    return Outgoing(lane=channel, id=f"answer:{cause}", body=body | said)


def retag(
    old: str, new: str | None, *, change: Change, after: str = "", turn: int = 0, changed: int = 0
) -> Outgoing:
    """A tag to be changed on everybody, from the contact behind `after` on: one such job after the other."""
    body = {"kind": RETAG, "old": old, "new": json.dumps(new)}
    author = {"by": change.by or "", "at": change.at.isoformat(), "key": change.key}
    place = {"after": after, "turn": str(turn), "changed": str(changed)}
    return Outgoing(lane="tags", id=f"retag:{change.key}:{turn}", body=body | author | place)


def clear_field(field_id: str, *, change: Change, turn: int = 0, changed: int = 0) -> Outgoing:
    """A retired field to be taken off everybody who holds it: one such job after the other."""
    body = {"kind": CLEAR_FIELD, "field": field_id, "turn": str(turn), "changed": str(changed)}
    author = {"by": change.by or "", "at": change.at.isoformat(), "key": change.key}
    return Outgoing(lane="fields", id=f"clear:{change.key}:{turn}", body=body | author)


def said(
    place: str,
    text: str,
    *,
    contact_id: str,
    cause: str,
    at: datetime,
    line: str = "",
    channel: Channel | None = None,
) -> Outgoing:
    """What an agent lets the bot say in a thread, as it stands; by `line` it goes on to the customer."""
    body = {"kind": SAID, "place": place, "text": text, "contact": contact_id, "line": line}
    body |= {"at": at.isoformat()}
    body |= {"channel": channel.value} if channel else {}
    return Outgoing(lane=lane_for(place), id=f"said:{cause}", body=body | {"key": key_for(cause)})


def send(sends: Sends, *, place: str) -> Outgoing:
    """The maker of the customer's channel is asked to carry what stands in the thread at `place`."""
    body = {"kind": SEND, "key": sends.key, "contact": sends.contact_id, "line": sends.line}
    return Outgoing(
        lane=f"send/{place}",  # of its own: a slow maker holds up no card
        id=f"send:{sends.key}",
        body=body
        | {"channel": sends.channel.value, "text": sends.text, "at": sends.at.isoformat()},
    )


def fate(sending: Sending, key: str, *, fate: Fate) -> Outgoing:
    """What became of an answer is shown where it stands, never behind the back of its redaction."""
    lane = lane_of_card(f"{lane_for(sending.place)}/{sending.handle}")
    return Outgoing(lane=lane, id=f"fate:{key}:{fate.value}", body={"kind": FATE, "key": key})


def key_for(cause: str) -> str:
    """What a maker knows an answer by: opaque, and equal for repetitions of one and the same request."""
    return hashlib.sha256(f"send:{cause}".encode()).hexdigest()[:32]


def reply(place: str, contact_id: str, template_id: str, *, cause: str) -> Outgoing:
    """A reply that is kept ready, said in a thread by rule: as it reads when it is sent, or not at all."""
    body = {"kind": REPLY, "place": place, "contact": contact_id, "template": template_id}
    body |= {"key": key_for(f"{place}:{cause}")}
    return Outgoing(lane=lane_for(place), id=f"reply:{place}:{cause}", body=body)


def suggest(place: str, contact_id: str, template_id: str, *, cause: str) -> Outgoing:
    """A reply that is kept ready, offered in a thread by rule: nobody but an agent posts it."""
    body = {"kind": SUGGEST, "place": place, "contact": contact_id, "template": template_id}
    return Outgoing(lane=lane_for(place), id=f"suggest:{place}:{cause}", body=body)


def rules(place: str, contact_id: str, *, source: str) -> Outgoing:
    """The rules are asked of a message that came, behind its card: what they change is shown on it then."""
    body = {"kind": RULES, "place": place, "contact": contact_id, "source": source}
    return Outgoing(lane=lane_for(place), id=f"rules:{source}", body=body)


def mention(place: str, group: str, *, cause: str) -> Outgoing:
    """A user group is told of the thread at `place`, by rule."""
    body = {"kind": MENTION, "place": place, "group": group}
    return Outgoing(lane=lane_for(place), id=f"mention:{cause}", body=body)


def forwarded(channel: str, contact_id: str, *, link: str, cause: str) -> Outgoing:
    """A customer's card in another channel, with the way to what they wrote, by rule."""
    body = {"kind": FORWARDED, "channel": channel, "contact": contact_id, "link": link}
    return Outgoing(lane=channel, id=f"forwarded:{cause}", body=body)


def greeting(channel: str, *, cause: str) -> Outgoing:
    """How to begin, after the bot was invited."""
    return Outgoing(
        lane=channel, id=f"greeting:{cause}", body={"kind": GREETING, "channel": channel}
    )


def notice(user_id: str, *, channel: str, code: str, at: datetime) -> Outgoing:
    """To one member directly: in this channel nothing can be said, for which Slack has this code."""
    body = {"kind": NOTICE, "user": user_id, "channel": channel, "code": code}
    return Outgoing(lane=user_id, id=f"{NOTICE}:{channel}:{code}:{at.isoformat()}", body=body)


def unreadable(place: str, *, cause: str) -> Outgoing:
    """A mail that Slack does not hand over: said once in its thread."""
    return Outgoing(
        lane=lane_for(place),
        id=f"unreadable:{cause}",
        body={"kind": UNREADABLE, "place": place},
    )


def carried(message: CustomerMessage, *, channel: str, conversation: str) -> Outgoing:
    """A customer's message that came by a door of ours, to be posted and then recorded where it stands."""
    body = {"kind": CARRIED, "channel": channel, "conversation": conversation}
    return Outgoing(
        lane=channel,
        id=f"carried:{message.source}",
        body=body | {"message": message.model_dump_json(exclude_defaults=True)},
    )


def undelivered(place: str, reason: str, *, cause: str) -> Outgoing:
    """A message to the customer of the thread at `place` did not arrive."""
    body = {"kind": UNDELIVERED, "place": place, "reason": reason}
    return Outgoing(lane=lane_for(place), id=f"undelivered:{cause}", body=body)


Redaction = Callable[[Posting], Outgoing]


def redaction(posting: Posting, *, by: str | None, at: datetime) -> Outgoing:
    """A card whose customer was erased: it says so, and nothing else, from then on."""
    body = {"kind": ERASED, "place": posting.place, "handle": posting.handle}
    return Outgoing(
        lane=lane_of_card(posting.place),
        id=f"erased:{posting.place}:{posting.handle}:{at.isoformat()}",
        body=body | {"by": by or "", "at": at.isoformat()},
    )


def export(contact_id: str, *, user_id: str, cause: str) -> Outgoing:
    """All that is held of a customer, as a file to one member; made when it is sent, never kept here."""
    body = {"kind": EXPORT, "contact": contact_id, "user": user_id}
    return Outgoing(
        lane=f"export/{user_id}",
        id=f"export:{cause}",
        body=body | {"language": spoken_now().value},
    )


def request(request_id: str, *, channel: str) -> Outgoing:
    """A second admin is asked."""
    body = {"kind": REQUEST, "request": request_id, "channel": channel}
    return Outgoing(lane=channel, id=f"request:{request_id}", body=body)


def wanted(place: str, request_id: str) -> Outgoing:
    """Admins are told, in a channel or one of them directly, that a customer asks for their data."""
    body = {"kind": WANTED, "request": request_id, "channel": place}
    return Outgoing(lane=place, id=f"wanted:{request_id}", body=body)


def settled(
    request_id: str, *, place: str, what: str, by: str, second: str, agreed: bool
) -> Outgoing:
    """What became of a request, in its place."""
    body = {"kind": SETTLED, "place": place, "what": what, "by": by, "second": second}
    return Outgoing(
        lane=lane_for(place),
        id=f"settled:{request_id}:{agreed}",
        body=body | {"agreed": "1" if agreed else ""},
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """An outbox job as the queue takes it."""

    id: str
    lane: str
    payload: bytes
    settles: timedelta | None = None


def encoded(job: Outgoing) -> Encoded:
    """The job as the queue takes it: its body as JSON."""
    return Encoded(
        id=job.id, lane=job.lane, payload=json.dumps(job.body).encode(), settles=job.settles
    )


def card_again(job: Job, place: str) -> Encoded:
    """A card that stands already, for a message more: changed in its own lane, where nothing older follows."""
    lane = lane_of_card(place)
    return Encoded(id=f"{job.id}:again", lane=lane, payload=job.payload, settles=SETTLES)
