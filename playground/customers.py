"""A customer writes: the relay of their channel posts it, in the shape that relay has."""

from playground import direct
from playground.page_requests import channel_of, optional_text_of, text_of
from playground.relays import KINDS, Writing, relayed
from playground.seed import person
from playground.shapes import Json, Refused, Wrong
from playground.talk import in_thread, post
from playground.workspace import Workspace


async def customer_writes(workspace: Workspace, asked: Json) -> Json:
    """Posts a customer's message through a relay; where it stands."""
    kind = asked.get("channel_kind")
    if kind == direct.KIND:
        return await _directly(workspace, asked)
    if not isinstance(kind, str) or kind not in KINDS:
        raise Wrong(f'"channel_kind" must be one of: {", ".join(KINDS)}')
    known = _seeded(asked)
    channel_id = workspace.world.team.channel(KINDS[kind])
    if optional_text_of(asked, "channel"):
        channel_id = channel_of(workspace, asked)["id"]
    thread_ts = optional_text_of(asked, "thread_ts")

    def given(name: str) -> str | None:
        return optional_text_of(asked, name) or known.get(name)

    writing = Writing(
        name=given("name"),
        phone=given("phone"),
        email=given("email"),
        handle=given("handle"),
        text=text_of(asked, "text", least=0),
        subject=optional_text_of(asked, "subject"),
        is_reply=thread_ts is not None,
        as_stub=asked.get("stub") is True,
        ts=workspace.world.stamps.next(),
        team=workspace.world.team.id,
    )
    message, files = relayed(kind, writing)
    if thread_ts is not None:
        try:
            in_thread(workspace, channel_id, message, thread_ts)
        except Refused:
            raise Wrong(f"there is no message {thread_ts!r} to reply to") from None
    workspace.world.files |= {file["id"]: file for file in files}
    post(workspace, channel_id, message)
    return {"ok": True, "channel": channel_id, "ts": message["ts"]}


async def _directly(workspace: Workspace, asked: Json) -> Json:
    """Without a relay: the maker of the channel tells the bot itself."""
    known = _seeded(asked)
    return await direct.writes(
        workspace,
        name=optional_text_of(asked, "name") or known.get("name"),
        phone=optional_text_of(asked, "phone") or known.get("phone"),
        text=text_of(asked, "text", least=0),
    )


def _seeded(asked: Json) -> Json:
    wanted = optional_text_of(asked, "person")
    if wanted is None:
        return {}
    found = person(wanted)
    if found is None:
        raise Wrong(f"there is no seeded customer {wanted!r}; see /seed/customers.jsonl")
    return found
