"""Where the bytes of files go in and out."""

from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.workplace import conversations, files, identity, mrkdwn
from bot.workplace.errors import SlackError
from bot.workplace.identity import Identity
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

# Shown in the page; everything else is downloaded, so that nothing of it runs here.
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


async def receive_upload(request: Request) -> Response:
    """Step two of an upload: the bytes, raw or as a form's file."""
    ws: Workspace = request.app.state.workspace
    try:
        content = await _content(request)
        with ws.store.transaction():
            size = files.receive(ws, request.path_params["ticket"], content)
    except SlackError as error:
        return JSONResponse(error.body(), status_code=error.status if error.status != 200 else 413)
    return PlainTextResponse(f"OK - {size}")


async def upload_as_person(request: Request) -> Response:
    """A person shares a file: multipart `user`, `channel`, `file`, perhaps `thread_ts`, `initial_comment`."""
    ws: Workspace = request.app.state.workspace
    async with request.form(max_part_size=files.MOST_BYTES) as form:
        file = form.get("file")
        user = str(form.get("user", ""))
        try:
            if not isinstance(file, UploadFile) or user not in ws.people:
                raise SlackError("invalid_arguments")
            content = await file.read()
            with ws.store.transaction():
                shared = _share_as_person(
                    ws, identity.of_person(ws.people[user]), str(form.get("channel", "")),
                    file.filename or "file", content,
                    str(form.get("initial_comment") or ""), str(form.get("thread_ts") or ""),
                )  # fmt: skip
        except SlackError as error:
            return JSONResponse(error.body())
    return JSONResponse({"ok": True, "file": shared[0], "files": shared})


async def download(request: Request) -> Response:
    """A file for a person (`?user=` or their token) or a bot with `files:read`."""
    ws: Workspace = request.app.state.workspace
    try:
        row = files.visible(ws, request.path_params["file"], _reader(ws, request))
    except SlackError as error:
        return JSONResponse(error.body(), status_code=404)
    mime = files.mime_type(row["name"])
    shown = mime in _SHOWN and "download" not in request.query_params
    disposition = "inline" if shown else "attachment"
    headers = {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(row['name'])}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(files.content(ws, row["id"]), media_type=mime, headers=headers)


def _share_as_person(
    ws: Workspace, author: Identity, channel: str, name: str, content: bytes, comment: str, thread_ts: str
) -> list[Json]:
    conversation = conversations.visible(ws, channel, author.user)
    if not conversations.is_member(ws, channel, author.user):
        raise SlackError("not_in_channel")
    upload = files.begin(ws, author, name, len(content))
    files.receive(ws, upload.url.rpartition("/")[2], content)
    text = mrkdwn.as_typed(comment, ws.directory.names())
    return files.complete(ws, author, [{"id": upload.id}], [conversation], {"text": text}, thread_ts)


def _reader(ws: Workspace, request: Request) -> str:
    user = request.query_params.get("user", "")
    if user in ws.people:
        return user
    who = identity.of_token(ws, request.headers.get("authorization", "").partition(" ")[2].strip())
    if who is None or (who.kind == "bot" and "files:read" not in who.scopes):
        raise SlackError("file_not_found")
    return who.user


async def _content(request: Request) -> bytes:
    if int(request.headers.get("content-length") or 0) > files.MOST_BYTES + 10_000:
        raise SlackError("file_upload_size_restricted")
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_part_size=files.MOST_BYTES) as form:
            uploads = [value for value in form.values() if isinstance(value, UploadFile)]
            return await uploads[0].read() if uploads else b""
    return await request.body()
