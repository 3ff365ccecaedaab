"""S2 and S3, the pure part: cards of random profiles, hostile and huge, judged by an oracle of our own."""

import random
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from bot.cards import merge_form, results
from bot.cards.edit_form import edit_form
from bot.cards.note_form import note_form
from bot.cards.order_list import order_list
from bot.cards.profile_card import Size, profile_card
from bot.cards.timeline import timeline
from bot.clicks import EditForm, MergeForm, NoteForm
from prove.goal import Findings
from prove.inside import told
from prove.oracle import offences
from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Channel, Evidence, Message
from storage.outcomes import Hit
from storage.profile import Profile, Shelf

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PIECES: Final = (
    *("<!channel>", "<!here|x>", "<@U0MAYA>", "<#C0SMS>", "<!subteam^S0LEADS>", "<!everyone>"),
    *(
        "<https://evil.example|tidewater.example>",
        "https://evil.example/a?b=1&c=2",
        "javascript:alert(1)",
    ),
    *(
        "&lt;!channel&gt;",
        "&",
        "&amp;",
        "<",
        ">",
        "|",
        "*",
        "_",
        "~",
        "`",
        "```",
        "> ",
        "\n",
        "\r\n",
        "\t",
    ),
    *(
        "\u202egnp.exe",
        "\u200b",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\u0000",
        "\u0007",
        "\ud800",
        "\udfff",
    ),
    *(
        "\U0001f600",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "z\u0335\u0335\u0335\u0335\u0335",
        "\uff1c!channel\uff1e",
    ),
    *(
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u0631\u062d\u0628\u0627",
        "\u3053\u3093",
        "Ana",
        "Souza ",
        "a" * 80,
        "=1+1",
        "{}",
        "%s",
        "\\",
    ),
    *(
        "<mailto:x@evil.example|x>",
        "<tel:+1|call>",
        "<!date^1^{date}|x>",
        ":tada:",
        "<",
        "<<",
        "&&&",
        " ",
        "\u3164",
        "\u2800",
    ),
)


class Maker:
    """Random profiles, the same for a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.inputs = 0

    def text(self, most: int = 12) -> str:
        """A text that somebody might send who means no good, now and then a very long one."""
        self.inputs += 1
        pieces = self.chance.choices(PIECES, k=self.chance.randint(0, most))
        text = "".join(pieces)
        return (text or "x") * 2000 if self.chance.random() < 0.01 else text

    def moment(self) -> datetime:
        """Some time of the last years."""
        return NOW - timedelta(minutes=self.chance.randrange(2_000_000))

    def orders(self) -> tuple[Order, ...]:
        """None, a few, seldom a thousand."""
        count = self.chance.choice((0, 0, 1, 3, 12, 1000 if self.chance.random() < 0.02 else 5))
        return tuple(
            Order(
                id=self.text(3)[:100] or "1",
                status=self.chance.choice(
                    ("paid", "in_transit", "delivered", self.text(2)[:60] or "x")
                ),
                total=Decimal(self.chance.randrange(10**9)) / 100,
                currency=self.chance.choice(("EUR", "BRL", "JPY")),
                placed_at=self.moment(),
                eta=self.moment() + timedelta(days=900),
                tracking_url=self.text(3)[:1000] or None,
            )
            for _ in range(count)
        )

    def profile(self, number: int) -> Profile:
        """A profile of one to three contacts."""
        return fold(
            [self._shelf(f"c_{number}{part}") for part in range(self.chance.randint(1, 3))],
            contact_id=f"c_{number}0",
        )

    def _shelf(self, name: str) -> Shelf:
        fields = (
            "name",
            "company",
            "title",
            "plan",
            "location",
            "timezone",
            "language",
            "born",
            self.text(2)[:60] or "x",
        )
        facts = tuple(
            Fact(
                field=field,
                value=self.text(),
                source=self.chance.choice(list(FactSource)),
                at=self.moment(),
            )
            for field in fields
            if self.chance.random() < 0.7
        )
        claims = tuple(
            Claim(identifier=one, evidence=Evidence.VOUCHED, at=self.moment())
            for one in (
                Identifier(kind="phone", value="+14155550123"),
                Identifier(kind="instagram", value=self.text(2)[:60] or "x"),
                Identifier(kind="email", value="ana@evil.example"),
            )
            if self.chance.random() < 0.6
        )
        contact = Contact(
            id=name,
            source=self.chance.choice(list(Channel)),
            origin="channel",
            created_at=self.moment(),
            facts=facts,
            claims=claims,
            tags=tuple(
                Tag(name=self.text(2)[:60] or "vip", by="U1", at=self.moment())
                for _ in range(self.chance.choice((0, 1, 40)))
            ),
        )
        orders = self.orders()
        messages = tuple(
            self._message(name, place) for place in range(self.chance.choice((0, 1, 10)))
        )
        notes = tuple(
            Note(
                id=f"n{place}",
                contact_id=name,
                text=self.text(30),
                by=self.chance.choice(("U0MAYA", None)),
                at=self.moment(),
            )
            for place in range(self.chance.choice((0, 1, 5)))
        )
        return Shelf(
            contact=contact,
            revision=1,
            messages=messages,
            message_count=len(messages),
            notes=notes,
            note_count=len(notes),
            orders=orders,
            order_count=len(orders),
        )

    def _message(self, name: str, place: int) -> Message:
        return Message(
            id=f"m{place}",
            contact_id=name,
            channel=self.chance.choice(list(Channel)),
            text=self.text(40),
            sent_at=self.moment(),
            source=f"C1/{place}",
            conversation=f"C1/{place}",
            link=self.chance.choice((None, "https://t.slack.com/archives/C1/p1")),
        )


def surfaces(maker: Maker, profile: Profile, other: Profile) -> list[tuple[str, Any]]:
    """All that shows a profile: by name, as it is sent."""
    shown: list[tuple[str, Any]] = [
        (
            f"card {size.name}",
            profile_card(profile, now=NOW, zone="Europe/Berlin", size=size, unverified=True),
        )
        for size in Size
    ]
    typed = maker.text()
    shown.append(("timeline", timeline(profile)))
    shown.append(("orders", order_list(profile, now=NOW, locale="en-US")))
    hit = Hit(contact_id="c_1", name=maker.text(), company=maker.text())
    shown.append(("results", results.results([hit], searched=typed, now=NOW)))
    found: list[tuple[str, Any]] = [
        (name, {"text": message.text, "blocks": list(message.blocks)}) for name, message in shown
    ]
    found += [
        ("note form", dict(note_form(NoteForm(contact_id="c_1", origin=""), profile))),
        ("edit form", dict(edit_form(EditForm(contact_id="c_1", origin=""), profile))),
        ("merge form", dict(merge_form.preview(MergeForm("c_1", "c_2"), profile, other))),
    ]
    return found


def main(count: int, seed: int) -> None:
    """Tries so many profiles."""
    maker, findings = Maker(seed), Findings()
    wrong: Counter[str] = Counter()
    sent = 0
    before = maker.profile(0)
    for number in range(1, count + 1):
        profile = maker.profile(number)
        for name, message in surfaces(maker, profile, before):
            sent += 1
            for offence in offences(message):
                wrong[f"{name}: {offence}"[:140]] += 1
        before = profile
    findings.none(
        "offences in what would be sent" + "".join(f"; {n}" for n, _ in wrong.most_common(3)),
        wrong.total(),
    )
    findings.shown |= {
        "profiles": count,
        "hostile inputs": maker.inputs,
        "messages and forms": sent,
    }
    told(findings)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
