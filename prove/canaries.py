"""Canaries: words of one person alone, how that person lives, and every writing in which a word could be left."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from prove.alone import Alone
from prove.slack import AGENT, as_json, enveloped


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of whom every word is a canary."""

    number: int

    @property
    def name(self) -> str:
        """As it stands nowhere else."""
        return f"Zz\u00e9lie Qwx{self._tag}"

    @property
    def email(self) -> str:
        return f"qwx{self._tag}@canary{self.number}.example"

    @property
    def phone(self) -> str:
        return f"+1415{5_557_300 + self.number:07d}"

    @property
    def handle(self) -> str:
        return f"zzhandle{self._tag}"

    @property
    def words(self) -> str:
        return f"vexed-{self._tag}-parcel"

    @property
    def note(self) -> str:
        return f"noted-{self._tag}-aside"

    @property
    def tag(self) -> str:
        return f"tagged-{self._tag}"

    @property
    def order(self) -> str:
        return f"ORD{self._tag}77"

    @property
    def company(self) -> str:
        return f"Wxq{self._tag} Ltd"

    @property
    def tracking(self) -> str:
        return f"https://track.example/{self._tag}/qq"

    def words_of(self) -> dict[str, str]:
        """Each canary by what it is."""
        names = ("name", "email", "phone", "handle", "words", "note", "tag", "order", "company")
        return {name: getattr(self, name) for name in (*names, "tracking")}

    @property
    def _tag(self) -> str:
        return hashlib.sha256(f"person {self.number}".encode()).hexdigest()[:6]


def writings(text: str) -> dict[str, bytes]:
    """The twelve writings in which a text may be left: by their names, without those that are too short to tell."""
    raw = text.encode()
    digits = text.removeprefix("+") if text.startswith("+1") else ""
    national = f"({digits[1:4]}) {digits[4:7]}-{digits[7:]}" if digits else ""
    # Of base64 the last digits depend on what follows.
    whole = base64.b64encode(raw).rstrip(b"=")[: len(raw) // 3 * 4]
    found = {
        "raw": raw,
        "as digits": digits.encode(),
        "national": national.encode(),
        "small": text.casefold().encode(),
        "base64": whole,
        "hexadecimal": raw.hex().encode(),
        "in an address": quote(text, safe="").encode(),
        "in JSON": json.dumps(text)[1:-1].encode(),
        "md5": hashlib.md5(raw, usedforsecurity=False).hexdigest().encode(),
        "sha1": hashlib.sha1(raw, usedforsecurity=False).hexdigest().encode(),
        "sha256": hashlib.sha256(raw).hexdigest().encode(),
        "reversed": text[::-1].encode(),
    }
    return {name: writing for name, writing in found.items() if len(writing) >= 6}


def hits(canaries: Mapping[str, str], places: Mapping[str, bytes]) -> list[str]:
    """Where which canary stands in which writing, in words."""
    return [
        f"{what} {name} in {place}"
        for what, text in canaries.items()
        for name, writing in writings(text).items()
        for place, content in places.items()
        if writing in content
    ]


def files_in(folders: Iterable[Path]) -> dict[str, bytes]:
    """All files below these folders, raw."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def canaries_of(people: Iterable[Person]) -> dict[str, str]:
    """Each of their canaries by what it is and whose."""
    return {
        f"{what} of {person.number}": text
        for person in people
        for what, text in person.words_of().items()
    }


def first(found: Sequence[str]) -> str:
    """Some of what was found, to be put behind what is counted."""
    return "".join(f"; {one}" for one in found[:3])


async def lives(here: Alone, person: Person) -> None:
    """Somebody who writes in every way, buys, is spoken of, looked up, joined and tagged."""
    slack, number = here.slack, person.number * 100
    for place, kind in enumerate(("whatsapp", "email", "instagram", "sms")):
        written = slack.relay(
            kind,
            number + place,
            channel=place,
            text=f"{person.words} about {person.order}",
            name=person.name,
            phone=person.phone,
            email=person.email,
            handle=person.handle,
            subject=person.words,
        )
        await here.post.deliver(written)
    customer = {
        "external_id": f"crm:{person.order}",
        "name": person.name,
        "company": person.company,
        "emails": [person.email],
        "phones": [person.phone],
    }
    order = {"id": person.order, "status": "in_transit", "tracking_url": person.tracking}
    told = {"id": f"told-{number}", "updated_at": "2026-11-20T09:30:00Z"}
    await here.knock("/ingest/orders", {**told, "customer": customer, "order": order})
    await here.quiet(60)
    who = person.phone
    for text in (
        f"note {who}: {person.note}",
        f"tag {who}: {person.tag}",
        who,
        f"find {person.name}",
    ):
        await slack.types(f"/customer {text}")
    said = await slack.fill(f"/customer merge {who} with @{person.handle}", {})
    if said.get("errors") or said.get("error"):
        raise AssertionError(f"the merge was not taken: {said}")
    await opens_home(here)


async def opens_home(here: Alone) -> None:
    """An agent looks at the bot's Home, which is drawn anew each time."""
    opened = {"type": "app_home_opened", "user": AGENT, "channel": "D0MAYA", "tab": "home"}
    stamp = here.slack.world.stamps.next()
    await here.post.once(as_json(enveloped({**opened, "event_ts": stamp})))
