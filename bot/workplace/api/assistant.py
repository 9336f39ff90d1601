"""assistant.threads.*: status, suggested prompts and title in the agent view."""

from bot.workplace import conversations
from bot.workplace.api.call import Call, method
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.statuses import set_status
from bot.workplace.store import Json

_MOST_PROMPTS = 4


@method("assistant.threads.setStatus", tier=0, tokens="bot", scopes=("chat:write", "assistant:write"))
def threads_set_status(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    call.need_membership(conversation)
    thread_ts = call.args.required("thread_ts")
    loading = call.args.json("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > 10:
        raise invalid_arguments("no more than 10 items allowed [json-pointer:/loading_messages]")
    if "status" not in call.args:
        raise invalid_arguments("missing required field: status")
    if not call.ws.store.one(
        "select 1 from messages where channel = ? and (ts = ? or root = ?)",
        conversation.id,
        thread_ts,
        thread_ts,
    ):
        raise SlackError("invalid_thread_ts")
    set_status(call.ws, conversation.id, thread_ts, call.args.text("status"), [str(text) for text in loading])
    return {}


@method("assistant.threads.setSuggestedPrompts", tier=4, tokens="bot", scopes=("assistant:write",))
def threads_set_prompts(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    prompts = call.args.json("prompts")
    if not isinstance(prompts, list) or not prompts:
        raise invalid_arguments("missing required field: prompts")
    if len(prompts) > _MOST_PROMPTS:
        raise invalid_arguments(f"no more than {_MOST_PROMPTS} items allowed [json-pointer:/prompts]")
    if not all(
        isinstance(prompt, dict) and prompt.get("title") and prompt.get("message") for prompt in prompts
    ):
        raise invalid_arguments("must have a title and a message [json-pointer:/prompts]")
    # Under agent_view Slack answers ok to a call with thread_ts and shows nothing: so do we.
    if "thread_ts" in call.args and call.app.manifest.agent_view:
        return {}
    shown = {"channel": conversation.id, "title": call.args.text("title"), "prompts": prompts}
    call.ws.store.remember(f"prompts:{conversation.id}", shown)
    call.ws.tell("prompts", shown, conversations.members(call.ws, conversation.id))
    return {}


@method("assistant.threads.setTitle", tier=4, tokens="bot", scopes=("assistant:write",))
def threads_set_title(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    thread_ts, title = call.args.required("thread_ts"), call.args.required("title")
    call.ws.store.remember(f"title:{conversation.id}:{thread_ts}", title)
    return {}
