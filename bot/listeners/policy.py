"""Who may do what, as an admin sets it."""

from collections.abc import Sequence

import structlog

from bot import clicks, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Reply, Submitted
from bot.cards import policy_form, problem
from bot.inputs import Field
from bot.parse import commands, forms
from bot.slack_errors import FAILURES, code_of
from storage.policy import Policy

log = structlog.get_logger()


async def command(call: Call, deps: Deps, asked: commands.Settings) -> Reply:
    """`/customer settings`"""
    return await _form(call, deps)


async def opened(call: Call, deps: Deps, click: clicks.OpenPolicy) -> Reply:
    """*Settings*, wherever an admin finds them."""
    return await _form(call, deps)


async def submitted(
    call: Call, deps: Deps, context: clicks.PolicyForm, entry: forms.PolicyEntry
) -> Submitted:
    """The rules are in force from now on."""
    if entry.asked_in and (wrong := await _wrong_place(call, deps, entry.asked_in)):
        return Corrects({Field.ASKED_IN: wrong})
    policy = Policy(
        lead_group=entry.lead_group,
        second_person=entry.second_person,
        asked_in=entry.asked_in,
        language=entry.language,
        retention=entry.retention,
    )
    await call.store.set_policy(policy, change=call.change())
    deps.members.forget_all(workspace=call.installation.workspace)
    deps.language.forget(call.installation.workspace)
    return Closes(Privately(problem.sentence(wording.policy_saved())))


async def _form(call: Call, deps: Deps) -> Reply:
    policy = await call.store.policy()
    groups = await _groups(call, deps)
    language = wording.language_of(policy.language or "", deps.language.otherwise)
    about = clicks.PolicyForm(call.origin)
    return Opens(policy_form.policy_form(about, policy, groups, language=language))


async def _groups(call: Call, deps: Deps) -> Sequence[tuple[str, str]]:
    """The user groups of the workspace by id and name; none where Slack does not say."""
    try:
        answer = await deps.client.usergroups_list(
            token=call.installation.token, team_id=call.installation.named_team
        )
    except FAILURES as error:
        log.warning("user groups unknown", error=code_of(error))
        return ()
    return [(str(one["id"]), str(one.get("name") or one["id"])) for one in answer["usergroups"]]


async def _wrong_place(call: Call, deps: Deps, channel: str) -> str:
    """What is wrong with the place where the second person is asked; empty where nothing is."""
    deps.channels.forget(
        channel, workspace=call.installation.workspace
    )  # who was invited just now?
    seen = await deps.channels.look(
        channel, workspace=call.installation.workspace, token=call.installation.token
    )
    if not seen.member:
        return wording.not_there_yet()
    return wording.leads_outside() if seen.outside else ""
