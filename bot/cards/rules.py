"""Rules: when they fire, what they do, on what they would have fired, and why they did or did not."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    actions,
    asked_first,
    button,
    context,
    header,
    message,
    section,
    select_input,
    text_input,
    view,
)
from bot.cards.identifiers import title_of
from bot.cards.pickers import place_input, places_input
from bot.cards.text import Safe, badge, bold, excerpt, joined, moment, ours
from bot.inputs import Field
from storage.message import Message as Written
from storage.profile import Profile
from storage.ruled import Ruled
from storage.rules import LONGEST_NAME_CHARS, Hours, Rule
from storage.searching.parsing import LONGEST_CHARS

NONE: Final = "-"
SHOWN: Final = 10
PRIORITIES: Final = ("low", "high", "urgent")
WORDS_CHARS: Final = 80


def rule_list(rules: Sequence[Rule], *, said: str = "") -> Message:
    """All rules, in the order in which they are asked."""
    told = ours(wording.rules_title())
    blocks: list[Block | None] = [section(ours(said)) if said else None, header(told)]
    for number, rule in enumerate(rules):
        blocks.append(section(_told(rule)))
        blocks.append(actions(f"rule {rule.id}", *_buttons(rule, number)))
    new = button(wording.new_rule(), clicks.OpenRule())
    blocks.append(actions("rules", new, button(wording.rule_log(), clicks.ShowRuled())))
    return message(told, [block for block in blocks if block is not None])


def rule_form(
    about: clicks.RuleForm,
    rule: Rule | None,
    *,
    groups: Sequence[tuple[str, str]],
    replies: Sequence[tuple[str, str]],
) -> View:
    """When it fires, and what it does. `groups` and `replies` are ids and names."""
    hours = [(one.value, wording.RULE_HOURS[one.value]) for one in Hours]
    priorities = [(one, wording.PRIORITIES[one]) for one in PRIORITIES]
    times = f"{rule.opens}-{rule.closes}" if rule else "09:00-18:00"
    blocks: list[Block | None] = [
        text_input(
            Field.RULE_NAME,
            wording.rule_name_label(),
            initial=name_of(rule) if rule else None,
            optional=False,
            most=LONGEST_NAME_CHARS,
        ),
        text_input(
            Field.RULE_QUERY,
            wording.rule_query_label(),
            initial=rule.query if rule else None,
            hint=wording.rule_query_hint(),
            most=LONGEST_CHARS,
        ),
        places_input(
            Field.RULE_PLACES, wording.rule_places_label(), initial=rule.places if rule else ()
        ),
        select_input(
            Field.RULE_HOURS,
            wording.rule_hours_label(),
            hours,
            initial=(rule.hours if rule else Hours.ALWAYS).value,
        ),
        text_input(
            Field.RULE_TIMES,
            wording.rule_times_label(),
            initial=times,
            hint=wording.rule_times_hint(),
            most=20,
        ),
        text_input(
            Field.RULE_AGAIN,
            wording.rule_again_label(),
            initial=str(rule.again) if rule and rule.again else None,
            hint=wording.rule_again_hint(),
            most=2,
        ),
        text_input(
            Field.RULE_TAGS,
            wording.rule_tags_label(),
            initial=", ".join(rule.tags) if rule else None,
            most=500,
        ),
        _menu(
            Field.RULE_PRIORITY,
            wording.rule_priority_label(),
            priorities,
            rule.priority if rule else "",
        ),
        _menu(
            Field.RULE_OWNER,
            wording.rule_owner_label(),
            groups,
            rule.owner_group if rule else "",
            hint=wording.rule_owner_hint(),
        ),
        _menu(
            Field.RULE_MENTION,
            wording.rule_mention_label(),
            groups,
            rule.mention_group if rule else "",
        ),
        place_input(
            Field.RULE_POST_TO, wording.rule_post_label(), initial=rule.post_to if rule else None
        ),
        _menu(
            Field.RULE_SUGGEST,
            wording.rule_suggest_label(),
            replies,
            rule.suggest if rule else "",
            hint=wording.rule_suggest_hint(),
        ),
        _menu(
            Field.RULE_REPLY,
            wording.rule_reply_label(),
            replies,
            rule.reply if rule else "",
            hint=wording.rule_reply_hint(),
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.rule_title(), shown, submit=wording.save(), close=wording.close())


def trial(rule: Rule, fired: Sequence[tuple[Written, Profile]], *, of: int) -> Message:
    """On which of the last messages a rule would have fired; the way to switch it on."""
    name = bold(excerpt(name_of(rule), LONGEST_NAME_CHARS))
    told = ours(wording.rule_would_fire(name, len(fired), of))
    blocks: list[Block | None] = [section(told)]
    for number, (written, profile) in enumerate(fired[:SHOWN]):
        words = excerpt(written.text or written.subject or wording.no_text(), WORDS_CHARS)
        line = joined([bold(excerpt(title_of(profile), 80)), moment(written.sent_at)])
        whom = f"{number + 1}, {title_of(profile)}"  # whoever wrote twice stands here twice
        show = button(wording.show(), clicks.ShowOne(profile.contact_id), number=number, whom=whom)
        blocks.append(section(joined([line, words], "\n"), accessory=show))
    blocks.append(context(ours(wording.rule_as_today())))
    blocks.append(actions(f"rule {rule.id}", _switch(rule, 0)))
    return message(told, [block for block in blocks if block is not None])


def ruled_list(
    entries: Sequence[Ruled],
    names: Mapping[str, str],
    people: Mapping[str, str],
    *,
    after: int,
    more: bool,
) -> Message:
    """Why each rule fired on a message, or did not, the newest first."""
    told = ours(wording.what_rules_did())
    blocks: list[Block | None] = [header(told)]
    if not entries:
        blocks.append(section(ours(wording.no_rule_asked())))
    for number, one in enumerate(entries):
        name = people.get(one.contact_id, wording.gone())
        lines = [joined([bold(excerpt(name, 80)), moment(one.at)])]
        lines += [
            ours(f"\u2022 {excerpt(names.get(rule, rule), 60)}: {wording.RULE_WHY[why.value]}")
            for rule, why in one.verdicts
        ]
        whom = f"{number + 1}, {name}"
        show = button(wording.show(), clicks.ShowOne(one.contact_id), number=number, whom=whom)
        blocks.append(section(joined(lines, "\n"), accessory=show))
    if more:
        further = clicks.ShowRuled(str(after + SHOWN))
        blocks.append(actions("more", button(wording.more(), further)))
    return message(told, [block for block in blocks if block is not None])


def gone() -> Message:
    """A rule that was deleted."""
    told = ours(wording.rule_gone())
    return message(told, [section(told)])


def name_of(rule: Rule) -> str:
    """What a rule is called; those that are shipped are called so in each language."""
    return rule.name or wording.SHIPPED_RULES.get(rule.id, rule.id)


def _menu(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    chosen: str,
    *,
    hint: str | None = None,
) -> Block:
    """A menu of which nothing may be picked; what was picked and is there no more is shown as gone."""
    known = {value for value, _ in options}
    missing = [(chosen, wording.no_more_there())] if chosen and chosen not in known else []
    every = [(NONE, wording.nothing_of_it()), *options, *missing]
    return select_input(name, label, every, initial=chosen or NONE, hint=hint)


def _told(rule: Rule) -> Safe:
    name = bold(excerpt(name_of(rule), LONGEST_NAME_CHARS))
    state = ours(wording.rule_is_on() if rule.is_on else wording.rule_is_off())
    return joined(
        [joined([name, state]), joined([_when(rule), ours("\u2192"), _what(rule)], " ")], "\n"
    )


def _when(rule: Rule) -> Safe:
    parts = [badge(excerpt(rule.query, 150))] if rule.query else [ours(wording.anybody_writes())]
    parts += [ours(" ".join(f"<#{place}>" for place in rule.places[:5]))]
    if rule.hours is not Hours.ALWAYS:
        parts.append(ours(wording.rule_hours(rule.hours.value, f"{rule.opens}\u2013{rule.closes}")))
    if rule.again:
        parts.append(ours(wording.rule_again(rule.again)))
    return joined(parts, ", ")


def _what(rule: Rule) -> Safe:
    parts = [badge(excerpt(tag, 75)) for tag in rule.tags[:5]]
    if rule.priority:
        parts.append(
            ours(wording.rule_priority(wording.PRIORITIES.get(rule.priority, rule.priority)))
        )
    if rule.owner_group:
        parts.append(ours(wording.rule_owner(f"<!subteam^{rule.owner_group}>")))
    if rule.mention_group:
        parts.append(ours(wording.rule_mention(f"<!subteam^{rule.mention_group}>")))
    if rule.post_to:
        parts.append(ours(wording.rule_post(f"<#{rule.post_to}>")))
    if rule.suggest:
        parts.append(ours(wording.rule_suggest()))
    if rule.reply:
        parts.append(ours(wording.rule_reply()))
    return joined(parts, ", ") or ours(wording.rule_does_nothing())


def _buttons(rule: Rule, number: int) -> list[Element]:
    whom = name_of(rule)
    change = button(wording.change(), clicks.OpenRule(rule.id), number=number, whom=whom)
    try_it = button(wording.try_rule(), clicks.TryRule(rule.id), number=number, whom=whom)
    drop = button(wording.delete(), clicks.DropRule(rule.id), number=number, whom=whom)
    asked = asked_first(
        wording.delete_rule_title(),
        wording.delete_rule(name_of(rule)),
        yes=wording.delete(),
        no=wording.keep_it(),
    )
    raised = clicks.RaiseRule(rule.id)
    up = [button(wording.raise_rule(), raised, number=number, whom=whom)] if number else []
    return [change, try_it, _switch(rule, number), *up, drop | {"confirm": asked}]


def _switch(rule: Rule, number: int) -> Element:
    label, turned = (wording.switch_off(), "") if rule.is_on else (wording.switch_on(), "1")
    click = clicks.SwitchRule(rule.id, turned)
    return button(label, click, number=number, whom=name_of(rule))
