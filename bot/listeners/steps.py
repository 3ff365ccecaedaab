"""Steps of the team's own workflows: look a customer up, tag them, note something down.

Each execution is answered once, by the token that came with it and is good for nothing else. A step acts
with the rights of the member it runs for where one is named, else as the workspace's step; the audit says which.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog

from bot import wording
from bot.admission import admitted
from bot.calls import Arrival, Deps
from bot.cards import options, step
from bot.failures import Failures
from bot.listeners import look
from bot.members import SlackSilent
from bot.parse import steps
from bot.parse.forms import MOST_TAGS, TAG_CHARS
from bot.parse.payloads import Actor
from bot.parse.profile_links import profile_link
from bot.permissions import Action, NotAllowed
from bot.slack_errors import FAILURES, Meaning, as_outcome, code_of, meaning
from bot.working import ATTEMPTS, Later
from storage.errors import Conflict, NotThere, StorageError
from storage.profile import Profile
from storage.store import Change

log = structlog.get_logger()

NOBODY_NAMED: Final = "workflow step"
"""Who did it, in the audit, where neither Slack nor the workflow names a member."""
QUOTED_CHARS: Final = 80

Outputs = dict[str, Any]


class CannotDo(Exception):
    """Why the step ends without having done anything: a sentence for whoever runs the workflow."""


async def executed(arrival: Arrival, deps: Deps) -> None:
    """A workflow came to one of our steps. What passes by itself is tried again, and answered in the end."""
    asked = steps.asked_in(arrival.event)
    if asked is None:
        log.warning("a step without its execution")
        return
    wording.turn_to(await deps.language.of(arrival.installation.workspace, arrival.store))
    _, does = STEPS.get(asked.step, (Action.HELP, _unknown))
    try:
        outputs = await does(arrival, deps, asked)
    except CannotDo as told:
        await _fail(deps, asked, str(told))
    except SlackSilent as error:
        if arrival.attempt < ATTEMPTS:
            raise Later("slack_silent") from None
        await _fail(deps, asked, Failures().told(error).text)
    except (NotAllowed, StorageError) as error:
        lasts = isinstance(error, NotAllowed | Conflict | NotThere)
        if not lasts and arrival.attempt < ATTEMPTS:
            raise
        await _fail(deps, asked, Failures().told(error).text)
    else:
        await _end(
            deps.client.functions_completeSuccess(
                function_execution_id=asked.execution_id, outputs=outputs, token=asked.token
            )
        )


async def look_up(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Outputs:
    """*Look up customer*: what is known of the one who fits."""
    change = await _author(arrival, deps, asked)
    profile = await _customer(arrival, deps, asked)
    await arrival.store.tell("read", profile.contact_id, change=change)
    return _known(profile, deps)


async def tag(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Outputs:
    """*Tag customer*: tags put on."""
    change = await _author(arrival, deps, asked)
    if not asked.tags:
        raise CannotDo(wording.step_needs_tags())
    if len(asked.tags) > MOST_TAGS:
        raise CannotDo(wording.too_many_tags(MOST_TAGS))
    long = next((name for name in asked.tags if len(name) > TAG_CHARS), None)
    if long:
        raise CannotDo(wording.tag_too_long(long[:30], TAG_CHARS))
    profile = await _customer(arrival, deps, asked)
    changed = await arrival.store.tag(profile.contact_id, asked.tags, change=change)
    return _named(changed)


async def note(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Outputs:
    """*Add note*: a note written down."""
    change = await _author(arrival, deps, asked)
    if not asked.note:
        raise CannotDo(wording.step_needs_note())
    if len(asked.note) > wording.NOTE_LIMIT_CHARS:
        raise CannotDo(wording.note_too_long(wording.NOTE_LIMIT_CHARS))
    profile = await _customer(arrival, deps, asked)
    changed = await arrival.store.add_note(profile.contact_id, asked.note, change=change)
    return _named(changed)


async def tag_options(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Outputs:
    """The tags that are offered to whoever sets *Tag customer* up, where they may see them."""
    await _author(arrival, deps, asked)
    tags = await arrival.store.tags(asked.query)
    return {"options": options.tag_options(tags, typed=asked.query)}


async def _unknown(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Outputs:
    raise CannotDo(wording.step_unknown())


Does = Callable[[Arrival, Deps, steps.Asked], Awaitable[Outputs]]
STEPS: Final[Mapping[str, tuple[Action, Does]]] = {
    steps.LOOK_UP: (Action.SEE, look_up),
    steps.TAG: (Action.CHANGE, tag),
    steps.NOTE: (Action.CHANGE, note),
    steps.TAG_OPTIONS: (Action.SEE, tag_options),
}
"""What the manifest offers to workflows, and what a member must be allowed for it."""


async def _author(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Change:
    """This execution as the author of a change: in the name of a member who may do it, or of the step.

    Raises NotAllowed, SlackSilent.
    """
    key = hashlib.sha256(f"step:{asked.execution_id}".encode()).hexdigest()[:32]
    by = NOBODY_NAMED
    if asked.acting:
        action, _ = STEPS[asked.step]
        member = await admitted(
            Actor(user_id=asked.acting, team_id=None, enterprise_id=None),
            action,
            installation=arrival.installation,
            members=deps.members,
            store=arrival.store,
            now=arrival.now,
            key=key,
        )
        by = member.user_id
    return Change(by=by, at=arrival.now, key=key)


async def _customer(arrival: Arrival, deps: Deps, asked: steps.Asked) -> Profile:
    """The one customer that the step is about. Raises CannotDo."""
    if not asked.customer:
        raise CannotDo(wording.step_needs_customer())
    quoted = asked.customer[:QUOTED_CHARS]
    found = await look.who(
        arrival.store,
        asked.customer,
        region=deps.default_region,
        now=arrival.now,
        member=asked.acting,
    )
    match found:
        case look.One(profile):
            return profile
        case look.Several(hits):
            raise CannotDo(wording.step_finds_several(quoted, len(hits)))
        case look.Nobody():
            raise CannotDo(wording.step_finds_nobody(quoted))


def _known(profile: Profile, deps: Deps) -> Outputs:
    return dict(step.outputs(profile, link=profile_link(deps.public_url, profile.contact_id)))


def _named(profile: Profile) -> Outputs:
    known = step.outputs(profile, link="")
    return {name: known[name] for name in ("customer", "name", "tags")}


async def _fail(deps: Deps, asked: steps.Asked, sentence: str) -> None:
    await _end(
        deps.client.functions_completeError(
            function_execution_id=asked.execution_id, error=step.told(sentence), token=asked.token
        )
    )


async def _end(saying: Awaitable[Any]) -> None:
    """The execution has ended. Raises Later where Slack may not have heard it: it is said again then."""
    try:
        await saying
    except FAILURES as error:
        if meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.MAYBE_SENT):
            raise as_outcome(error) from None
        # It ended before, and the answer to that was lost; or the workflow was stopped meanwhile.
        log.info("step ended before", error=code_of(error))
