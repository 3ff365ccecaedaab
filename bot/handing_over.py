"""All that is held of a customer, as a file in a direct message: made when it is sent, kept nowhere else."""

import json
from collections.abc import Mapping

from slack_sdk.web.async_client import AsyncWebClient

from bot import wording
from storage.dossier import as_json
from storage.store import ProfileStore


async def give(
    body: Mapping[str, str], *, store: ProfileStore, client: AsyncWebClient, token: str
) -> None:
    """The file is with whoever asked for it. Raises what Slack's refusals raise."""
    dossier = await store.dossier(body["contact"])
    if dossier is None:
        return
    custom = {one.name: one.purpose for one in await store.custom_fields()}
    with wording.speaking(wording.language_of(body["language"])):
        purposes, comment = wording.purposes(custom), wording.export_comment()
    opened = await client.conversations_open(users=body["user"], token=token)
    await client.files_upload_v2(
        channel=str(opened["channel"]["id"]),
        filename=f"customer-{body['contact']}.json",
        title=f"customer-{body['contact']}.json",
        content=json.dumps(as_json(dossier, purposes=purposes), ensure_ascii=False, indent=2),
        initial_comment=comment,
        token=token,
    )
