"""Cards and forms that vary, in five states each: what `test_every_state.py` draws."""

from collections.abc import Callable, Mapping
from typing import Final

from bot import clicks
from bot.cards import (
    asked,
    candidates,
    carried,
    data_requests,
    duplicates,
    edit_form,
    erase_form,
    erased,
    fields,
    greeting,
    help_card,
    history_list,
    home_tags,
    identifiers_form,
    marks,
    merge_form,
    merged,
    new_form,
    nobody,
    owner_form,
    pane,
    policy_form,
    problem,
    replies,
    requests,
    results,
    ruled,
    rules,
    segments,
    sent,
    split_form,
    tag_form,
)
from bot.cards.block import Message, View
from bot.cards.profile_card import Size, profile_card
from bot.cards.viewer import Viewer
from bot.wording import Language
from storage.auditing import AuditEntry
from storage.data_requests import DataRequest
from storage.feed import Feed
from storage.fields import CustomField, FieldType, FieldUse
from storage.folding import fold
from storage.identifiers import Identifier
from storage.outcomes import Erased
from storage.overview import TagPage, TagUse
from storage.policy import Needs, Policy, Request
from storage.profile import Profile, Shelf
from storage.retention import Retention
from storage.rules import Rule
from storage.searching.found import Found
from storage.searching.reading import Mistake, Problem
from storage.segments import Segment
from storage.store import Decided, Hit, Marked, Undone, Waiting
from storage.templating import Template
from tests.bot.cards.people import EVERYBODY, HOSTILE, NOW, contact, fact

STATES: Final = ("empty", "usual", "overfull", "right_to_left", "hostile")
WORDS: Final[Mapping[str, str]] = {
    "empty": "",
    "usual": "Ana Souza",
    "overfull": "\U0001f680 & <long> " * 300,
    "right_to_left": "\u05d3\u05e0\u05d4 \u05db\u05d4\u05df",
    "hostile": HOSTILE,
}
LOOKS: Final = Viewer(user_id="U0MAYA", zone="Asia/Tokyo", locale="en-GB")
MANY: Final = {"empty": 0, "overfull": 40}
NUMBER: Final = Identifier(kind="phone", value="+5511912345678")


def many(state: str) -> int:
    """How many there are of what there may be many of."""
    return MANY.get(state, 2)


def who(state: str) -> Profile:
    """Somebody in this state."""
    return EVERYBODY[state]()


def known_as(state: str) -> Identifier:
    """An identifier whose value somebody else wrote."""
    return Identifier(kind="external:crm", value=WORDS[state][:200] or "0")


def _hit(state: str, contact_id: str = "c_1") -> Hit:
    words = f"{WORDS[state]} {contact_id}".strip() if WORDS[state] else None
    return Hit(contact_id=contact_id, name=words, company=words, identifiers=(known_as(state),))


def _hits(state: str) -> list[Hit]:
    """People whose names differ."""
    return [_hit(state, f"c_{number}") for number in range(many(state))]


def _waiting(state: str) -> list[Waiting]:
    return [
        Waiting(
            a=_hit(state, f"c_{number}"),
            b=_hit(state, f"c_{number + 50}"),
            score=0.9,
            reasons=("same_name",),
        )
        for number in range(min(many(state), 11))
    ]


def _decided(state: str) -> list[Decided]:
    return [
        Decided(
            what="merge",
            a=_hit(state, f"c_{number}"),
            b=_hit(state, f"c_{number + 50}"),
            link_id=f"l_{number}",
            by="U0SAM",
            at=NOW,
            why=(),
        )
        for number in range(100, 100 + min(many(state), 5))
    ]


def _entries(state: str) -> list[AuditEntry]:
    by, words = WORDS[state][:200] or None, WORDS[state][:100]
    entry = AuditEntry(id="1-1", number=1, at=NOW, by=by, what="tag.add", on=("c_1",), why=(words,))
    return [entry] * many(state)


def _field(state: str) -> CustomField:
    words = WORDS[state]
    choices = tuple(f"{number} {words}"[:75] for number in range(2 if state != "overfull" else 99))
    return CustomField(
        id="f_1",
        name=words[:50] or "x",
        type=FieldType.CHOICE,
        choices=choices,
        purpose=words[:200],
        at=NOW,
    )


def _fields(state: str) -> tuple[list[CustomField], dict[str, int], list[FieldUse]]:
    one = _field(state)
    found = [
        one.model_copy(update={"id": f"f_{n}", "name": f"{n} {one.name}"})
        for n in range(many(state))
    ]
    used = [FieldUse(name=f"{n} {WORDS[state][:50]}", contacts=3) for n in range(many(state))]
    return found, {one.name: 4 for one in found}, used


def _typed(state: str) -> tuple[CustomField, ...]:
    """A field of each type, named in these words; every other one says nothing of the person."""
    words = WORDS[state]
    return tuple(
        CustomField(
            id=f"f_{number}",
            name=f"{words[:40]} {number}",
            type=kind,
            choices=("Gold", words[:75] or "x") if kind is FieldType.CHOICE else (),
            personal=bool(number % 2),
            purpose=words[:200],
            at=NOW,
        )
        for number, kind in enumerate(list(FieldType) * (12 if state == "overfull" else 1))
    )


def with_fields(state: str) -> Profile:
    """Somebody of whom these fields are filled in, where anything is known: as their types want it, or in words."""
    values = {FieldType.NUMBER: "1200.50", FieldType.DATE: "2026-03-31", FieldType.CHOICE: "Gold"}
    values[FieldType.LINK] = "https://acme.example/a?b=1&c=<x>"
    if state == "usual":
        values[FieldType.LINK] = "https://acme.example/a?b=1&c=2"
    fields = _typed(state)
    facts = tuple(
        fact(f"field:{field.name}", values.get(field.type, WORDS[state][:300]))
        for field in (fields if state != "empty" else ())
    )
    shelf = Shelf(contact=contact(WORDS[state][:100], facts=facts), revision=1)
    return fold([shelf], contact_id="c_1", custom=fields)


def _rule(state: str) -> Rule:
    words = WORDS[state]
    return Rule(
        id="rule_1", name=words[:75] or "x", query="tag:vip", tags=(words[:60] or "x",), at=NOW
    )


def _tags(state: str) -> TagPage:
    used = tuple(
        TagUse(name=f"{n} {WORDS[state][:70]}", contacts=3) for n in range(min(many(state), 20))
    )
    return TagPage(found=used, total=5000 if state == "overfull" else len(used))


def _request(state: str) -> Request:
    return Request(id="r_1", what=Needs.ERASE, contact_id="c_1", by=WORDS[state][:50], at=NOW)


def _wanted(state: str) -> DataRequest:
    words = WORDS[state][:100]
    return DataRequest(
        id="w_1", at=NOW, source=words, number=words, contacts=("c_1",) * many(state)
    )


def _template(state: str) -> Template:
    words = WORDS[state]
    return Template(
        id="t_1", name=words[:75] or "x", texts={"en": words[:3000] or "x"}, by="U1", at=NOW
    )


def _late(state: str) -> View:
    """The edit form of whoever was overtaken by a colleague."""
    return edit_form.edit_form(
        clicks.EditForm("c_1"),
        who(state),
        late=("name", "company"),
        was={"name": WORDS[state][:100], "company": "Acme"},
    )


def _shelves(state: str) -> list[Shelf]:
    """Several contacts of somebody in this state; of whoever is empty only one."""
    only = who(state).contacts[0]
    named = (f"c_{number}" for number in range(1, 1 + max(1, many(state))))
    return [Shelf(contact=only.model_copy(update={"id": name}), revision=1) for name in named]


def _policy(state: str) -> View:
    groups = [
        (f"S{n}", WORDS[state] or "x")
        for n in range(1, 1 + (300 if state == "overfull" else many(state)))
    ]
    kept = Policy(lead_group="S1", retention=Retention()) if state != "empty" else Policy()
    return policy_form.policy_form(clicks.PolicyForm(), kept, groups, language=Language.ENGLISH)


DRAWN: Final[Mapping[str, Callable[[str], Message | View | pane.Entity]]] = {
    "asked.opens_on_click": lambda state: asked.opens_on_click(f"edit {WORDS[state]}"[:900]),
    "candidates.candidates": lambda state: candidates.candidates(
        [
            known_as(state).model_copy(update={"value": f"{number} {WORDS[state][:150]}"})
            for number in range(max(1, many(state)))
        ]
    ),
    "carried.undelivered": lambda state: carried.undelivered(WORDS[state]),
    "data_requests.asked": lambda state: data_requests.asked(_wanted(state)),
    "duplicates.duplicates": lambda state: duplicates.duplicates(
        _waiting(state), _decided(state), now=NOW
    ),
    "edit_form.edit_form, overtaken": _late,
    "erase_form.erase_form": lambda state: erase_form.erase_form(
        clicks.EraseForm("c_1"), who(state), second=False
    ),
    "erase_form.erase_form, by two": lambda state: erase_form.erase_form(
        clicks.EraseForm("c_1"), who(state), second=True
    ),
    "erased.card": lambda state: erased.card(by=WORDS[state] or None, at=NOW),
    "erased.done": lambda state: erased.done(
        Erased(contacts=("c_1",), messages=many(state), notes=many(state), cards=many(state))
    ),
    "edit_form.edit_form, with fields": lambda state: edit_form.edit_form(
        clicks.EditForm("c_1"), with_fields(state)
    ),
    "fields.field_form": lambda state: fields.field_form(
        clicks.FieldForm("f_1"), None if state == "empty" else _field(state)
    ),
    "fields.field_list": lambda state: fields.field_list(*_fields(state)),
    "greeting.closed": lambda state: greeting.closed("C1", WORDS[state][:80]),
    "greeting.watching": lambda state: greeting.watching(
        Feed(place="C1", own_domains=(f"{WORDS[state][:60]}.example",) * many(state), at=NOW)
    ),
    "help_card.did_you_mean": lambda state: help_card.did_you_mean(
        WORDS[state], ("tag WHO: vip",), instead=(f"tag {WORDS[state]}",), found="c_1"
    ),
    "history_list.history_list": lambda state: history_list.history_list(
        who(state), _entries(state)
    ),
    "home_tags.not_in_use": lambda state: home_tags.not_in_use(
        WORDS[state][:75], WORDS[state][:75]
    ),
    "home_tags.tag_list": lambda state: home_tags.tag_list(_tags(state)),
    "home_tags.retag_form": lambda state: home_tags.retag_form(
        clicks.RetagForm("t"), WORDS[state][:75]
    ),
    "identifiers_form.identifiers_form": lambda state: identifiers_form.identifiers_form(
        clicks.IdentifiersForm("c_1"), who(state), marks=False
    ),
    "identifiers_form.identifiers_form, with marks": lambda state: (
        identifiers_form.identifiers_form(clicks.IdentifiersForm("c_1"), who(state), marks=True)
    ),
    "marks.marked": lambda state: marks.marked(known_as(state), "shared", changed=True),
    "marks.marks": lambda state: marks.marks(
        [Marked(identifier=known_as(state), mark="blocked", by=WORDS[state][:40], at=NOW)]
        * many(state)
    ),
    "marks.names_several": lambda state: marks.names_several([known_as(state)] * many(state)),
    "merge_form.preview, with fields": lambda state: merge_form.preview(
        clicks.MergeForm("c_1", "c_2"), with_fields(state), with_fields("usual")
    ),
    "merged.parted": lambda state: merged.parted(who(state), who(state)),
    "merged.same_already": lambda state: merged.same_already(who(state)),
    "merged.undone": lambda state: merged.undone(Undone.APART, who(state)),
    "new_form.new_form, with fields": lambda state: new_form.new_form(
        clicks.NewForm(), name=WORDS[state][:200], identifiers=(), custom=_typed(state)
    ),
    "nobody.nobody": lambda state: nobody.nobody(
        searched=WORDS[state],
        understood=[known_as(state)] * min(many(state), 5),
        order=WORDS[state][:40],
    ),
    "owner_form.owner_form": lambda state: owner_form.owner_form(
        clicks.OwnerForm("c_1"), who(state)
    ),
    "policy_form.policy_form": _policy,
    "problem.note_too_long": lambda state: problem.note_too_long(WORDS[state]),
    "problem.slack_refused": lambda state: problem.slack_refused(WORDS[state][:60]),
    "profile_card.profile_card, with fields": lambda state: profile_card(
        with_fields(state), now=NOW, viewer=LOOKS
    ),
    "profile_card.profile_card, with fields that all may read": lambda state: profile_card(
        with_fields(state), now=NOW, size=Size.COMPACT
    ),
    "replies.kept": lambda state: replies.kept(_template(state)),
    "replies.suggested": lambda state: replies.suggested(
        who(state), _template(state), place="C1/1.1"
    ),
    "requests.answered": lambda state: requests.answered(
        "erase", by=WORDS[state][:50], second=WORDS[state][:50], agreed=True
    ),
    "requests.asked": lambda state: requests.asked(_request(state)),
    "requests.export_on_its_way": lambda state: requests.export_on_its_way(WORDS[state][:50]),
    "results.mistaken": lambda state: results.mistaken(
        Mistake(problem=Problem.NOTHING, at=1, found=WORDS[state][:100])
    ),
    "results.page": lambda state: results.page(
        Found(hits=tuple(_hits(state)[:10]), looked_at=many(state)),
        searched=WORDS[state][:200],
        now=NOW,
        before=0,
        back=None,
        further=None,
        unheld=(WORDS[state],) * many(state),
    ),
    "results.results": lambda state: results.results(_hits(state), searched=WORDS[state], now=NOW),
    "results.undone": lambda state: results.undone(
        results.results(_hits(state), searched=WORDS[state], now=NOW),
        to_choose=state != "empty",
        note=WORDS[state],
    ),
    "ruled.forwarded": lambda state: ruled.forwarded(
        merged.parted(who(state), who(state)), "https://x.slack.com/archives/C1/p1"
    ),
    "rules.rule_form": lambda state: rules.rule_form(
        clicks.RuleForm("rule_1"),
        None if state == "empty" else _rule(state),
        groups=[(f"S{n}", WORDS[state] or "x") for n in range(1, 1 + many(state))],
        replies=[(f"t_{n}", WORDS[state] or "x") for n in range(many(state))],
    ),
    "rules.trial": lambda state: rules.trial(
        _rule(state), [(one, who(state)) for one in who(state).messages] * many(state), of=50
    ),
    "segments.segment_form": lambda state: segments.segment_form(
        clicks.SegmentForm("s_1"),
        None
        if state == "empty"
        else Segment(
            id="s_1", name=WORDS[state][:75], query=WORDS[state][:500], owner="U1", at=NOW
        ),
    ),
    "sent.sent": lambda state: sent.sent(WORDS[state][:4096] or "x"),
    "split_form.alone": lambda state: split_form.alone(who(state)),
    "split_form.pick": lambda state: split_form.pick(clicks.SplitForm("c_1"), _shelves(state)),
    "tag_form.pointed_out": lambda state: tag_form.pointed_out(
        "c_1",
        [f"{WORDS[state][:50]}{number}" for number in range(max(1, min(many(state), 9)))],
        [(f"{WORDS[state][:50]}{number}", "vip") for number in range(max(1, min(many(state), 9)))],
    ),
    "tag_form.tag_form, nearly in use": lambda state: tag_form.tag_form(
        clicks.TagForm("c_1"),
        who(state),
        near=[(WORDS[state][:75], WORDS[state][:75])] * many(state),
    ),
}
"""By builder; after a comma, in which of its shapes."""
