"""`/api/{method}`: reads a call as Slack does, checks it, runs it in one transaction."""

import asyncio
import json
import logging
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.workplace import identity
from bot.workplace.api.call import METHODS, Args, Call
from bot.workplace.errors import SlackError
from bot.workplace.identity import Identity
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_log = logging.getLogger(__name__)


async def call_method(request: Request) -> Response:
    ws: Workspace = request.app.state.workspace
    name = request.path_params["method"]
    if ws.faults.delay_ms and ws.faults.hits(name):
        await asyncio.sleep(ws.faults.delay_ms / 1000)
    try:
        values = await read_arguments(request)
        call = _authorize(ws, name, request, values)
        _limit(ws, call)
        with ws.store.transaction():
            body = {"ok": True, **METHODS[name].handler(call)}
        return JSONResponse(body, headers=_scope_headers(call))
    except SlackError as error:
        headers = {"Retry-After": str(error.extra.pop("retry_after"))} if error.error == "ratelimited" else {}
        return JSONResponse(error.body(), status_code=error.status, headers=headers)
    except Exception:
        _log.exception("%s failed", name)
        return JSONResponse({"ok": False, "error": "internal_error"}, status_code=500)


async def read_arguments(request: Request) -> Json:
    """Query, form and JSON arguments together; a JSON content type with an empty body is no arguments."""
    values: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind == "multipart/form-data":
        form = await request.form()
        return values | {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    body = await request.body()
    if not body.strip():
        return values
    if kind == "application/json":
        return values | _read_json(body)
    return values | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _read_json(body: bytes) -> Json:
    try:
        data = json.loads(body)
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(data, dict):
        raise SlackError("json_not_object")
    return data


def _authorize(ws: Workspace, name: str, request: Request, values: Json) -> Call:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    method = METHODS[name]
    token = _token(request, values)
    values.pop("token", None)
    if not method.tokens:
        return Call(ws, Identity("person", ""), Args(values), name)
    if not token:
        raise SlackError("not_authed")
    who = identity.of_token(ws, token)
    if who is None:
        raise SlackError("invalid_auth")
    if who.kind not in method.tokens:
        raise SlackError("not_allowed_token_type")
    call = Call(ws, who, Args(values), name)
    call.need_scope(*method.scopes)
    return call


def _token(request: Request, values: Json) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else str(values.get("token") or "")


def _limit(ws: Workspace, call: Call) -> None:
    if call.who.kind == "person":
        return
    if ws.faults.take_rate_limit(call.method):
        raise _rate_limited(ws.faults.retry_after)
    wait = ws.limits.wait_for_call(call.who.app_id, call.method, METHODS[call.method].tier)
    if not wait and call.method in ("chat.postMessage", "chat.postEphemeral", "chat.startStream"):
        wait = ws.limits.wait_for_post(call.who.app_id, call.args.text("channel"))
    if wait:
        raise _rate_limited(wait)


def _rate_limited(seconds: int) -> SlackError:
    return SlackError("ratelimited", status=429, retry_after=seconds)


def _scope_headers(call: Call) -> dict[str, str]:
    accepted = ",".join(METHODS[call.method].scopes)
    return {"x-oauth-scopes": ",".join(sorted(call.who.scopes)), "x-accepted-oauth-scopes": accepted}
