"""Rules: set up in a form, tried on the last messages, switched on and off, and told why they did what they did."""

from typing import Final

import structlog

from bot import clicks, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import rules
from bot.cards.identifiers import title_of
from bot.inputs import Field
from bot.parse import commands, forms
from bot.slack_errors import FAILURES, code_of
from storage.rules import Rule, Situation, Why, place_of, times_of, why
from storage.segments import Saved
from storage.store import ProfileStore

log_ = structlog.get_logger()

TRIED_ON: Final = 50
FURTHEST: Final = 1_000


async def command(call: Call, deps: Deps, asked: commands.Rules) -> Reply:
    """`/customer rules`"""
    return Privately(rules.rule_list(await call.store.rules()))


async def opened(call: Call, deps: Deps, click: clicks.OpenRule) -> Reply:
    """*Change*, or *New rule*"""
    rule = await _find(call.store, click.rule_id)
    if click.rule_id and rule is None:
        return Privately(rules.gone())
    templates = await call.store.templates()
    return Opens(
        rules.rule_form(
            clicks.RuleForm(click.rule_id, call.origin),
            rule,
            groups=await _groups(call, deps),
            replies=[(one.id, one.name) for one in templates],
        )
    )


async def submitted(
    call: Call, deps: Deps, context: clicks.RuleForm, entry: forms.RuleEntry
) -> Submitted:
    """Kept, and switched off until it was tried; what it would have done is shown."""
    before = await _find(call.store, context.rule_id)
    if entry.post_to and (wrong := await _loops(call, deps, entry)):
        return Corrects({Field.RULE_POST_TO: wrong})
    rule = Rule(
        id=context.rule_id,
        name=entry.name,
        query=entry.query,
        places=entry.places,
        hours=entry.hours,
        opens=entry.opens,
        closes=entry.closes,
        zone=call.member.zone,
        again=entry.again,
        tags=entry.tags,
        priority=entry.priority,
        owner_group=entry.owner_group,
        mention_group=entry.mention_group,
        post_to=entry.post_to,
        reply=entry.reply,
        suggest=entry.suggest,
        rank=before.rank if before else 0,
        by=call.member.user_id,
        at=call.now,
    )
    match await call.store.save_rule(rule, change=call.change()):
        case Saved.GONE:
            return Corrects({Field.RULE_NAME: wording.rule_gone()})
        case Saved.TOO_MANY | Saved.NAME_TAKEN:
            return Corrects({Field.RULE_NAME: wording.too_many_rules()})
        case Saved.DONE:
            kept = [one for one in await call.store.rules() if one.at == call.now]
            return Closes(await _trial(call, kept[0] if kept else rule))


async def tried(call: Call, deps: Deps, click: clicks.TryRule) -> Reply:
    """*Try*: on which of the last messages it would have fired."""
    rule = await _find(call.store, click.rule_id)
    return await _trial(call, rule) if rule else Privately(rules.gone())


async def switched(call: Call, deps: Deps, click: clicks.SwitchRule) -> Reply:
    """*Switch on* or *Switch off*; one that does nothing stays off."""
    rule = await _find(call.store, click.rule_id)
    if rule is None:
        return Privately(rules.gone())
    on = click.on == "1"
    if on and not rule.does_something:
        if call.is_in_home:
            return Redraws(said=wording.rule_needs_something())
        told = rules.rule_list(await call.store.rules(), said=wording.rule_needs_something())
        return Privately(told, in_place=True)
    changed = rule.model_copy(update={"is_on": on, "by": call.member.user_id, "at": call.now})
    await call.store.save_rule(changed, change=call.change())
    said = wording.rule_switched_on() if on else wording.rule_switched_off()
    if call.is_in_home:
        return Redraws(said=said)
    return Privately(rules.rule_list(await call.store.rules(), said=said), in_place=True)


async def raised(call: Call, deps: Deps, click: clicks.RaiseRule) -> Reply:
    """*Up*: asked before the one that it stood behind."""
    await call.store.raise_rule(click.rule_id, change=call.change())
    return Privately(rules.rule_list(await call.store.rules()), in_place=True)


async def dropped(call: Call, deps: Deps, click: clicks.DropRule) -> Reply:
    """*Delete*"""
    await call.store.drop_rule(click.rule_id, change=call.change())
    if call.is_in_home:
        return Redraws(said=wording.rule_deleted())
    told = rules.rule_list(await call.store.rules(), said=wording.rule_deleted())
    return Privately(told, in_place=True)


async def log(call: Call, deps: Deps, click: clicks.ShowRuled) -> Reply:
    """*Log*: why each rule fired on a message, or did not."""
    after = min(int(click.after), FURTHEST) if click.after.isdecimal() else 0
    entries = await call.store.ruled(start=after, limit=rules.SHOWN + 1)
    shown = entries[: rules.SHOWN]
    people: dict[str, str] = {}
    for contact_id in {one.contact_id for one in shown}:
        profile = await call.store.profile(contact_id, messages=0, notes=0)
        if profile:
            people[contact_id] = title_of(profile)
    names = {rule.id: rules.name_of(rule) for rule in await call.store.rules()}
    told = rules.ruled_list(shown, names, people, after=after, more=len(entries) > rules.SHOWN)
    return Privately(told, in_place=bool(click.after))


async def _trial(call: Call, rule: Rule) -> Privately:
    latest = await call.store.latest(limit=TRIED_ON)
    fired = [
        (message, profile)
        for message, profile in latest
        if why(
            rule,
            Situation(
                profile=profile,
                place=place_of(message),
                at=message.sent_at,
                times=times_of(message, profile.messages),
            ),
        )
        is Why.FIRED
    ]
    return Privately(rules.trial(rule, fired, of=len(latest)), in_place=True)


async def _loops(call: Call, deps: Deps, entry: forms.RuleEntry) -> str:
    """Why a rule may not post there; empty where it may."""
    if entry.post_to in entry.places or await call.store.feed(entry.post_to):
        return wording.rule_would_loop()
    deps.channels.forget(
        entry.post_to, workspace=call.installation.workspace
    )  # who was invited just now?
    seen = await deps.channels.look(
        entry.post_to, workspace=call.installation.workspace, token=call.installation.token
    )
    return "" if seen.member else wording.rule_not_invited()


async def _groups(call: Call, deps: Deps) -> list[tuple[str, str]]:
    """The user groups of the workspace by id and name; none where Slack does not say."""
    try:
        answer = await deps.client.usergroups_list(
            token=call.installation.token, team_id=call.installation.named_team
        )
    except FAILURES as error:
        log_.warning("user groups unknown", error=code_of(error))
        return []
    return [(str(one["id"]), str(one.get("name") or one["id"])) for one in answer["usergroups"]]


async def _find(store: ProfileStore, rule_id: str) -> Rule | None:
    return next((one for one in await store.rules() if one.id == rule_id), None)
