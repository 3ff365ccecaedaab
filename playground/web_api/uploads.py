"""files.*UploadExternal: a file in three steps, as Slack takes it since files.upload is gone."""

import base64

from aiohttp import web

from playground.clock import now
from playground.shapes import BOT, BOT_USER, Json, Refused, new_id
from playground.talk import bot_message, in_thread, post
from playground.web_api.call import Call, Method
from playground.workspace import Workspace

_LARGEST_BYTES = 3 * 1024 * 1024
_KINDS = {"csv": "text/csv", "png": "image/png"}


async def begin(call: Call) -> Json:
    """files.getUploadURLExternal: where the bytes go, and the id that the file will have."""
    name, size = call.needed("filename"), call.whole("length", 0)
    if not 0 < size <= _LARGEST_BYTES:
        raise Refused("invalid_arguments" if size < 1 else "file_upload_size_restricted")
    file_id = new_id("F0")
    call.workspace.uploads[file_id] = {"name": name, "size": size}
    return {"upload_url": f"{call.workspace.url}/upload/{file_id}", "file_id": file_id}


async def take_bytes(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """The upload address: the bytes as the body, or as the one file of a form."""
    upload = workspace.uploads.get(request.match_info["file_id"])
    if upload is None:
        return web.Response(status=404, text="no such upload")
    if request.content_type.startswith("multipart/"):
        parts = [
            part for part in (await request.post()).values() if isinstance(part, web.FileField)
        ]
        content = parts[0].file.read() if parts else b""
    else:
        content = await request.read()
    if len(content) != upload["size"]:
        return web.Response(status=400, text="the length is not what was announced")
    upload["content"] = base64.b64encode(content).decode()
    return web.Response(text=f"OK - {len(content)}")


async def complete(call: Call) -> Json:
    """files.completeUploadExternal: the files are there, and shared where `channel_id` says."""
    workspace, asked = call.workspace, call.structure("files")
    if not isinstance(asked, list) or not asked:
        raise Refused("invalid_arguments")
    channel = _where(call)
    files = [_file(workspace, one) for one in asked]
    for file in files:
        workspace.world.files[file["id"]] = file
        workspace.world.contents[file["id"]] = workspace.uploads.pop(file["id"])["content"]
    if channel is not None:
        message = bot_message(workspace, {"text": call.text("initial_comment") or ""})
        message |= {"subtype": "file_share", "upload": True, "files": files}
        if thread_ts := call.text("thread_ts"):
            in_thread(workspace, channel["id"], message, thread_ts)
        post(workspace, channel["id"], message)
    workspace.world.changed()
    return {"files": files}


def _where(call: Call) -> Json | None:
    channel_id = call.text("channel_id")
    if channel_id is None:
        return None
    channel = call.workspace.world.channel(channel_id)
    if BOT_USER not in channel["members"]:
        raise Refused("not_in_channel")
    return channel


def _file(workspace: Workspace, one: Json) -> Json:
    upload = workspace.uploads.get(str(one.get("id")), {})
    if "content" not in upload:
        raise Refused("file_not_found")
    name = upload["name"]
    made = int(now())
    return {
        "id": str(one["id"]),
        "created": made,
        "timestamp": made,
        "name": name,
        "title": one.get("title") or name,
        "mimetype": _KINDS.get(name.rpartition(".")[2], "application/json"),
        "filetype": name.rpartition(".")[2],
        "pretty_type": name.rpartition(".")[2].upper(),
        "user": BOT_USER,
        "user_team": workspace.world.team.id,
        "bot_id": BOT,
        "mode": "hosted",
        "size": upload["size"],
        "is_external": False,
        "is_public": False,
        "file_access": "visible",
        "url_private": f"{workspace.url}/ui/file?id={one['id']}",
        "url_private_download": f"{workspace.url}/ui/file?id={one['id']}",
    }


async def delete(call: Call) -> Json:
    """files.delete: gone, and what stands in its place on the message says so."""
    workspace, file_id = call.workspace, call.needed("file", "file_not_found")
    if workspace.world.files.pop(file_id, None) is None:
        raise Refused("file_not_found")
    workspace.world.contents.pop(file_id, None)
    for channel_id, messages in workspace.world.messages.items():
        for message in messages:
            for place, file in enumerate(message.get("files", ())):
                if file["id"] == file_id:
                    message["files"][place] = {"id": file_id, "mode": "tombstone"}
                    workspace.notices.tell("message_changed", channel=channel_id, ts=message["ts"])
    workspace.world.changed()
    return {}


_WRITE = ("files:write",)
METHODS = {
    "files.getUploadURLExternal": Method(answer=begin, scopes=_WRITE),
    "files.completeUploadExternal": Method(answer=complete, scopes=_WRITE),
    "files.delete": Method(answer=delete, scopes=_WRITE),
}
