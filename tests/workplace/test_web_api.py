"""The Web API: Slack's answers, refusals and limits."""

import time
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workplace import Workplace
from bot.workplace.rate_limits import RateLimits
from tests.workplace.support import Office, manifest, wait_for


def refusal(client: WebClient, method: str, **arguments: Any) -> str:
    """The error that a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=arguments)
    return str(caught.value.response["error"])


def texts(client: WebClient, channel: str) -> list[str]:
    return [message["text"] for message in client.conversations_history(channel=channel)["messages"]]


def test_tokens(office: Office) -> None:
    url = f"{office.workplace.url}/api/"
    assert refusal(WebClient("xoxb-0", base_url=url), "auth.test") == "invalid_auth"
    assert office.http.post("/api/auth.test").json() == {"ok": False, "error": "not_authed"}
    assert office.http.get("/api/auth.test", params={"token": office.app_info["bot_token"]}).json()["ok"]
    assert office.http.post("/api/auth.test", data={"token": office.app_info["bot_token"]}).json()["ok"]
    assert refusal(office.bot, "apps.connections.open") == "not_allowed_token_type"
    assert refusal(office.person(), "views.publish", user_id=office.karin) == "not_allowed_token_type"
    who = office.bot.auth_test()
    assert who["user_id"] == office.bot_id and "chat:write" in who.headers["x-oauth-scopes"]
    assert office.person().auth_test()["user"] == "karin"


def test_unknown_methods_and_bad_json(office: Office) -> None:
    assert refusal(office.bot, "chat.nope") == "unknown_method"
    headers = {"Authorization": f"Bearer {office.app_info['bot_token']}", "Content-Type": "application/json"}
    assert office.http.post("/api/auth.test", content=b"{", headers=headers).json()["error"] == "invalid_json"
    assert (
        office.http.post("/api/auth.test", content=b"[]", headers=headers).json()["error"]
        == "json_not_object"
    )
    assert office.http.post("/api/auth.test", content=b"", headers=headers).json()["ok"]


def test_scopes_are_those_of_the_manifest(tmp_path: Any) -> None:
    only = manifest(scopes=["chat:write", "commands", "im:history", "im:read"], events=["message.im"])
    with Workplace(tmp_path / "w.db", only) as workplace:
        office = Office(workplace)
        with pytest.raises(SlackApiError) as caught:
            office.bot.conversations_history(channel=office.channel())
        assert caught.value.response["error"] == "missing_scope"
        assert caught.value.response["needed"] == "channels:history"
        assert caught.value.response["provided"] == "chat:write,commands,im:history,im:read"
        assert office.bot.conversations_history(channel=office.direct())["messages"] == []
        assert refusal(office.bot, "conversations.list") == "missing_scope"
        assert office.bot.conversations_list(types="im")["channels"]
        assert (
            refusal(office.bot, "reactions.add", channel="C", timestamp="1.1", name="eyes") == "missing_scope"
        )


def test_where_a_bot_may_post(office: Office) -> None:
    channel = office.channel("intern")
    assert refusal(office.bot, "chat.postMessage", channel=channel, text="x") == "not_in_channel"
    assert refusal(office.bot, "chat.postMessage", channel="C0NOPE", text="x") == "channel_not_found"
    private = office.person().conversations_create(name="geheim", is_private=True)["channel"]["id"]
    assert refusal(office.bot, "chat.postMessage", channel=private, text="x") == "channel_not_found"
    assert office.bot.chat_postMessage(channel="#algemeen", text="x")["channel"] == office.channel()
    assert office.bot.chat_postMessage(channel=office.karin, text="x")["channel"] == office.direct()
    office.person().conversations_invite(channel=private, users=office.bot_id)
    assert office.bot.chat_postMessage(channel=private, text="x")["ok"]
    office.person().conversations_archive(channel=private)
    assert refusal(office.bot, "chat.postMessage", channel=private, text="x") == "is_archived"


def test_what_a_message_may_hold(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    assert refusal(bot, "chat.postMessage", channel=channel, text="") == "no_text"
    assert refusal(bot, "chat.postMessage", channel=channel, text="x" * 40_001) == "msg_too_long"
    assert (
        refusal(bot, "chat.postMessage", channel=channel, text="x", blocks="nee") == "invalid_blocks_format"
    )
    assert (
        refusal(bot, "chat.postMessage", channel=channel, markdown_text="x", text="y")
        == "markdown_text_conflict"
    )
    assert (
        refusal(bot, "chat.postMessage", channel=channel, text="x", metadata={"a": 1})
        == "invalid_metadata_format"
    )
    assert refusal(bot, "chat.postMessage", channel=channel, text="x", username="Ander") == "missing_scope"
    posted = bot.chat_postMessage(channel=channel, markdown_text="**Vet**")
    assert posted["message"]["blocks"][0]["type"] == "markdown"
    posted = bot.chat_postMessage(
        channel=channel, text="a & b < c &amp; <https://x.nl|d> <@U123ABC> <script>"
    )
    assert posted["message"]["text"] == "a &amp; b &lt; c &amp; <https://x.nl|d> <@U123ABC> &lt;script&gt;"


def test_threads(office: Office) -> None:
    channel, bot, person = office.channel(), office.bot, office.person()
    root = person.chat_postMessage(channel=channel, text="vraag")["ts"]
    reply = bot.chat_postMessage(channel=channel, text="een", thread_ts=root)
    assert reply["message"]["thread_ts"] == root and reply["message"]["parent_user_id"] == office.karin
    bot.chat_postMessage(channel=channel, text="twee", thread_ts=root, reply_broadcast=True)
    assert (
        refusal(bot, "chat.postMessage", channel=channel, text="x", thread_ts="1.000001")
        == "thread_not_found"
    )
    wrong = refusal(bot, "chat.postMessage", channel=channel, text="x", thread_ts=reply["ts"])
    assert wrong == "cannot_reply_to_message"
    history = bot.conversations_history(channel=channel)["messages"]
    assert [(message["text"], message.get("subtype")) for message in history] == [
        ("twee", "thread_broadcast"),
        ("vraag", None),
    ]
    parent = history[1]
    assert (
        parent["reply_count"] == 2
        and parent["reply_users"] == [office.bot_id]
        and parent["thread_ts"] == root
    )
    thread = bot.conversations_replies(channel=channel, ts=reply["ts"])["messages"]
    assert [message["text"] for message in thread] == ["vraag", "een", "twee"]
    assert refusal(bot, "conversations.replies", channel=channel, ts="1.000001") == "thread_not_found"
    person.chat_delete(channel=channel, ts=root)
    assert texts(bot, channel) == ["twee", "This message was deleted."]
    assert bot.conversations_history(channel=channel)["messages"][1]["subtype"] == "tombstone"


def test_updates_follow_slacks_rules(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    blocks = [{"type": "divider"}]
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    ts = bot.chat_postMessage(channel=channel, text="een", blocks=blocks, metadata=metadata)["ts"]
    with_blocks = bot.chat_update(channel=channel, ts=ts, text="twee", blocks=blocks)["message"]
    assert "edited" not in with_blocks and with_blocks["blocks"][0]["type"] == "divider"
    without = bot.chat_update(channel=channel, ts=ts, text="drie")["message"]
    assert "blocks" not in without and without["edited"]["user"] == office.bot_id
    [plain] = bot.conversations_history(channel=channel)["messages"]
    [full] = bot.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert "metadata" not in plain and full["metadata"] == metadata
    assert refusal(office.person(), "chat.update", channel=channel, ts=ts, text="x") == "cant_update_message"
    assert refusal(office.person(), "chat.delete", channel=channel, ts=ts) == "cant_delete_message"
    assert refusal(bot, "chat.update", channel=channel, ts="1.000001", text="x") == "message_not_found"
    assert refusal(bot, "chat.update", channel=channel, ts=ts) == "no_text"


def test_history_in_pages(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    stamps = [bot.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(5)]
    pages = [page.data for page in bot.conversations_history(channel=channel, limit=2)]
    assert [[message["text"] for message in page["messages"]] for page in pages] == [
        ["4", "3"],
        ["2", "1"],
        ["0"],
    ]
    assert [page["has_more"] for page in pages] == [True, True, False]
    after = bot.conversations_history(channel=channel, oldest=stamps[3])["messages"]
    assert [message["text"] for message in after] == ["4"]
    after = bot.conversations_history(channel=channel, oldest=stamps[3], inclusive=True)["messages"]
    assert [message["text"] for message in after] == ["4", "3"]
    assert refusal(bot, "conversations.history", channel=channel, cursor="???") == "invalid_cursor"
    for number in range(4):
        bot.chat_postMessage(channel=channel, text=f"r{number}", thread_ts=stamps[0])
    pages = [page.data for page in bot.conversations_replies(channel=channel, ts=stamps[0], limit=3)]
    assert [[message["text"] for message in page["messages"]] for page in pages] == [
        ["0", "r0", "r1"],
        ["r2", "r3"],
    ]


def test_ephemeral_messages_are_for_one_person(office: Office) -> None:
    channel = office.channel()
    office.bot.chat_postEphemeral(channel=channel, user=office.karin, text="alleen jij")
    shown = office.person().conversations_history(channel=channel)["messages"]
    assert shown[0]["text"] == "alleen jij" and shown[0]["is_ephemeral"] is True
    assert texts(office.person(1), channel) == texts(office.bot, channel) == []
    assert (
        refusal(office.bot, "chat.postEphemeral", channel=channel, user="U0", text="x")
        == "user_not_in_channel"
    )
    ts = shown[0]["ts"]
    assert refusal(office.bot, "chat.update", channel=channel, ts=ts, text="x") == "message_not_found"


def test_reactions_and_pins(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    ts = office.person().chat_postMessage(channel=channel, text="hoi")["ts"]
    bot.reactions_add(channel=channel, timestamp=ts, name="eyes")
    office.person().reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert refusal(bot, "reactions.add", channel=channel, timestamp=ts, name="eyes") == "already_reacted"
    [reaction] = bot.reactions_get(channel=channel, timestamp=ts)["message"]["reactions"]
    assert reaction == {"name": "eyes", "users": [office.bot_id, office.karin], "count": 2}
    bot.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert refusal(bot, "reactions.remove", channel=channel, timestamp=ts, name="eyes") == "no_reaction"
    assert (
        refusal(bot, "reactions.add", channel=channel, timestamp="1.000001", name="eyes")
        == "message_not_found"
    )
    bot.pins_add(channel=channel, timestamp=ts)
    assert refusal(bot, "pins.add", channel=channel, timestamp=ts) == "already_pinned"
    assert bot.pins_list(channel=channel)["items"][0]["message"]["text"] == "hoi"
    assert bot.conversations_history(channel=channel)["messages"][0]["pinned_to"] == [channel]
    bot.pins_remove(channel=channel, timestamp=ts)
    assert refusal(bot, "pins.remove", channel=channel, timestamp=ts) == "no_pin"


def test_files_in_the_three_steps_of_the_sdk(office: Office) -> None:
    channel = office.channel()
    root = office.person().chat_postMessage(channel=channel, text="vraag")["ts"]
    answer = office.bot.files_upload_v2(
        channel=channel, thread_ts=root, filename="plan é.md", content="# Plan", title="Plan",
        initial_comment="Klaar", alt_txt="een plan",
    )  # fmt: skip
    file = answer["files"][0]
    message = office.bot.conversations_replies(channel=channel, ts=root)["messages"][1]
    assert message["subtype"] == "file_share" and message["text"] == "Klaar"
    assert message["files"][0]["id"] == file["id"] and file["title"] == "Plan" and file["size"] == 6
    assert file["mimetype"] == "text/markdown" and file["alt_txt"] == "een plan"
    mine = httpx.get(file["url_private"], params={"user": office.karin})
    assert mine.text == "# Plan" and mine.headers["content-disposition"].startswith("attachment")
    token = {"Authorization": f"Bearer {office.app_info['bot_token']}"}
    assert httpx.get(file["url_private"], headers=token).text == "# Plan"
    assert httpx.get(file["url_private"]).status_code == 404
    assert office.bot.files_list(channel=channel)["files"][0]["id"] == file["id"]
    assert refusal(office.person(), "files.delete", file=file["id"]) == "cant_delete_file"
    office.bot.files_delete(file=file["id"])
    assert refusal(office.bot, "files.info", file=file["id"]) == "file_not_found"
    left = office.bot.conversations_replies(channel=channel, ts=root)["messages"][1]["files"]
    assert left == [{"id": file["id"], "mode": "tombstone"}]


def test_scheduled_messages(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    now = int(time.time())
    assert refusal(bot, "chat.scheduleMessage", channel=channel, text="x", post_at=now - 5) == "time_in_past"
    far = now + 121 * 24 * 3600
    assert refusal(bot, "chat.scheduleMessage", channel=channel, text="x", post_at=far) == "time_too_far"
    later = bot.chat_scheduleMessage(channel=channel, text="later", post_at=now + 3000)
    bot.chat_scheduleMessage(channel=channel, text="zo", post_at=now + 2)
    listed = bot.chat_scheduledMessages_list()["scheduled_messages"]
    assert [item["text"] for item in listed] == ["zo", "later"]
    number = later["scheduled_message_id"]
    bot.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=number)
    again = refusal(bot, "chat.deleteScheduledMessage", channel=channel, scheduled_message_id=number)
    assert again == "invalid_scheduled_message_id"
    wait_for(lambda: texts(bot, channel) == ["zo"])


def test_status_and_prompts(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    ts = office.person().chat_postMessage(channel=channel, text="vraag")["ts"]
    bot.assistant_threads_setStatus(
        channel_id=channel, thread_ts=ts, status="zoekt", loading_messages=["a", "b"]
    )
    assert office.read("state")["statuses"][0]["status"] == "zoekt"
    bot.chat_postMessage(channel=channel, thread_ts=ts, text="klaar")
    assert office.read("state")["statuses"] == []
    bot.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="zoekt")
    wait_for(lambda: office.read("state")["statuses"] == [])
    direct, prompts = office.direct(), [{"title": "t", "message": "m"}]
    bot.assistant_threads_setSuggestedPrompts(channel_id=direct, thread_ts=ts, prompts=prompts)
    assert office.read("prompts", channel=direct)["prompts"] is None
    bot.assistant_threads_setSuggestedPrompts(channel_id=direct, prompts=prompts)
    assert office.read("prompts", channel=direct)["prompts"]["prompts"] == prompts
    too_many = refusal(bot, "assistant.threads.setSuggestedPrompts", channel_id=direct, prompts=prompts * 5)
    assert too_many == "invalid_arguments"


def test_streams_need_a_recipient_in_a_channel(office: Office) -> None:
    channel, bot = office.channel(), office.bot
    ts = office.person().chat_postMessage(channel=channel, text="vraag")["ts"]
    start = {"channel": channel, "thread_ts": ts}
    assert refusal(bot, "chat.startStream", **start) == "missing_recipient_user_id"
    start |= {"recipient_user_id": office.karin}
    assert refusal(bot, "chat.startStream", **start) == "missing_recipient_team_id"
    start |= {"recipient_team_id": bot.auth_test()["team_id"]}
    assert refusal(bot, "chat.startStream", **start, markdown_text="x" * 12_001) == "msg_too_long"
    stream = bot.chat_startStream(**start, task_display_mode="plan")["ts"]
    task = {"type": "task_update", "id": "1", "title": "Zoeken", "status": "in_progress"}
    bot.chat_appendStream(channel=channel, ts=stream, chunks=[task, {"type": "plan_update", "title": "Plan"}])
    bot.chat_appendStream(channel=channel, ts=stream, chunks=[task | {"status": "complete", "output": "3"}])
    bad = refusal(bot, "chat.appendStream", channel=channel, ts=stream, chunks=[{"type": "nope"}])
    assert bad == "invalid_chunks"
    assert refusal(bot, "chat.update", channel=channel, ts=stream, text="x") == "streaming_state_conflict"
    message = bot.chat_stopStream(channel=channel, ts=stream, markdown_text="Klaar")["message"]
    plan, text = message["blocks"]
    assert plan["title"] == "Plan" and [card["status"] for card in plan["tasks"]] == ["complete"]
    assert text["text"] == message["text"] == "Klaar"


def test_users_and_conversations(office: Office) -> None:
    bot = office.bot
    assert bot.users_info(user=office.karin)["user"]["real_name"] == "Karin de Vries"
    assert "email" not in bot.users_info(user=office.karin)["user"]["profile"]
    assert bot.users_info(user=office.bot_id)["user"]["is_bot"]
    assert refusal(bot, "users.info", user="U0") == "user_not_found"
    assert len(bot.users_list()["members"]) == 5
    names = {channel["name"]: channel["is_member"] for channel in bot.conversations_list()["channels"]}
    assert names == {"algemeen": True, "innovatie": True, "intern": False}
    assert [c["name"] for c in bot.users_conversations()["channels"]] == ["algemeen", "innovatie"]
    assert bot.conversations_info(channel=office.direct())["channel"]["user"] == office.karin
    assert set(bot.conversations_members(channel=office.direct())["members"]) == {office.karin, office.bot_id}
    group = office.person().conversations_open(users=[office.joost, office.bot_id])["channel"]["id"]
    assert office.person(1).conversations_open(users=[office.karin, office.bot_id])["channel"]["id"] == group
    assert refusal(bot, "conversations.create", name="Hoofd Letters") == "invalid_name_specials"
    assert refusal(bot, "conversations.create", name="algemeen") == "name_taken"


def test_permalinks_open_the_page_at_the_message(office: Office) -> None:
    channel = office.channel()
    root = office.person().chat_postMessage(channel=channel, text="a")["ts"]
    reply = office.person().chat_postMessage(channel=channel, text="b", thread_ts=root)["ts"]
    link = office.bot.chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    assert link.endswith(f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={root}&cid={channel}")
    place = httpx.get(link).headers["location"]
    assert place == f"/#/archives/{channel}/p{root.replace('.', '')}/p{reply.replace('.', '')}"


def test_rate_limits(tmp_path: Any) -> None:
    with Workplace(tmp_path / "w.db", manifest(), limits=RateLimits(burst=0.05)) as workplace:
        office = Office(workplace)
        channel = office.channel()
        for _ in range(3):
            office.bot.chat_postMessage(channel=channel, text="x")
        with pytest.raises(SlackApiError) as caught:
            office.bot.chat_postMessage(channel=channel, text="x")
        assert caught.value.response["error"] == "ratelimited"
        assert caught.value.response.status_code == 429
        assert int(caught.value.response.headers["retry-after"]) >= 1
        assert office.bot.chat_postMessage(channel=office.channel("innovatie"), text="x")["ok"]
        for _ in range(10):
            office.person().chat_postMessage(channel=channel, text="mensen typen gewoon door")


def test_canvases_are_off_as_on_a_free_team(office: Office) -> None:
    assert refusal(office.bot, "canvases.create", title="x") == "missing_scope"


def test_names_in_typed_text_become_mentions(office: Office) -> None:
    posted = office.person().chat_postMessage(
        channel=office.channel(), text="@proef en @joost: `@proef` a@proef.nl"
    )
    assert posted["message"]["text"] == f"<@{office.bot_id}> en <@{office.joost}>: `@proef` a@proef.nl"
