// One message → one list item.

import { messageContext } from "./actions.js";
import { avatar } from "./avatar.js";
import { blockNodes } from "./blocks.js";
import { h, hidden } from "./dom.js";
import { emojiNode } from "./references.js";
import { filesNode } from "./files.js";
import { clock, dayKey, dayName, fullTime, plural, t, toDate, formatDate } from "./i18n.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { react } from "./message_commands.js";
import { mrkdwn } from "./mrkdwn.js";
import { address } from "./router.js";
import { appByUser, displayName, state } from "./state.js";
import { isReply } from "./timeline.js";

export const author = (message) => message.user ?? state.apps.find((app) => app.bot_id === message.bot_id)?.bot_user_id ?? message.bot_id ?? "";
export const isMine = (message) => author(message) === state.me.id;

/** `options`: {thread (shown in the thread panel), compact (follows one of the same author)}. */
export function messageNode(channel, message, { thread = null, compact = false } = {}) {
  const from = author(message);
  const classes = ["message", compact && "compact", message.is_ephemeral && "ephemeral", message.streaming && "streaming"].filter(Boolean);
  const gutter = h("div", { class: "gutter" }, compact ? timeLink(channel, message, thread) : avatar(from));
  const body = h("div", { class: "message-body" },
    compact ? hidden(`${displayName(from)}, `) : byline(channel, message, from, thread),
    message.is_ephemeral && h("p", { class: "note" }, icon("eye"), t("message.only_you")),
    message.pinned_to?.length && h("p", { class: "note pinned" }, icon("pin"), t("message.pinned")),
    message.subtype === "thread_broadcast" && !thread && h("p", { class: "note" }, h("a", { href: address({ channel, thread: message.thread_ts }) }, t("message.broadcast"))),
    h("div", { class: "content" }, contentNode(channel, message)),
    message.files?.length && filesNode(message.files),
    message.reactions?.length && reactionsNode(channel, message),
    !thread && message.reply_count > 0 && !isReply(message) && replyBar(channel, message),
    h("div", { class: "row-status" }));
  return h("li", { class: classes.join(" "), tabindex: -1, "data-testid": "message", "data-ts": message.ts, "data-user": from }, gutter, body);
}

function byline(channel, message, from, thread) {
  const name = message.username ?? message.bot_profile?.name ?? displayName(from);
  const badge = appByUser(from) && h("span", { class: "badge", title: t("message.app_hint") }, t("message.app"));
  return h("div", { class: "byline" }, h("strong", {}, name), badge, timeLink(channel, message, thread));
}

function timeLink(channel, message, thread) {
  const route = isReply(message) ? { channel, thread: message.thread_ts, message: message.ts } : { channel, thread: message.ts };
  const today = dayKey(message.ts) === dayKey(Date.now() / 1000);
  const text = thread && !today ? `${formatDate(toDate(message.ts), { day: "numeric", month: "short" })} ${clock(message.ts)}` : clock(message.ts);
  const time = h("time", { datetime: toDate(message.ts).toISOString(), title: fullTime(message.ts) }, text);
  return message.is_ephemeral ? h("span", { class: "time" }, time) : h("a", { class: "time", href: address(route), tabindex: -1 }, time);
}

function contentNode(channel, message) {
  if (message.subtype === "tombstone") return h("p", { class: "muted" }, t("message.deleted"));
  const where = messageContext(channel, message);
  const parts = [];
  if (message.blocks?.length) parts.push(blockNodes(message.blocks, where, message.text));
  else if (message.text) parts.push(message.streaming ? markdown(message.text) : mrkdwn(message.text));
  for (const attachment of message.attachments ?? []) parts.push(attachmentNode(attachment, where));
  if (message.edited) parts.push(h("span", { class: "edited muted small" }, t("message.edited")));
  return parts;
}

function attachmentNode(attachment, where) {
  const inner = attachment.blocks?.length
    ? blockNodes(attachment.blocks, where, attachment.fallback)
    : [attachment.pretext, attachment.title && `*${attachment.title}*`, attachment.text ?? attachment.fallback].filter(Boolean).map(mrkdwn);
  const node = h("div", { class: "attachment" }, inner);
  if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) node.style.borderColor = `#${attachment.color.replace("#", "")}`;
  return node;
}

function reactionsNode(channel, message) {
  return h("ul", { class: "reactions", "aria-label": t("reactions.label") }, message.reactions.map((reaction) => h("li", {}, reactionButton(channel, message, reaction))));
}

function reactionButton(channel, message, { name, count, users = [] }) {
  const mine = users.includes(state.me.id);
  const who = t("reactions.by", { names: users.map(displayName).join(", "), name: name.replaceAll("_", " ") });
  const attributes = { class: "reaction", "aria-pressed": String(mine), title: who, "aria-label": who, "data-reaction": name };
  const onclick = () => react(channel, message, name, mine);
  return h("button", { type: "button", ...attributes, onclick }, emojiNode(name), h("span", {}, String(count)));
}

function replyBar(channel, message) {
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, "tiny"));
  const last = message.latest_reply && `${dayName(message.latest_reply)}, ${clock(message.latest_reply)}`;
  return h("a", { class: "reply-bar", href: address({ channel, thread: message.ts }), "data-testid": "reply-bar" },
    h("span", { class: "faces" }, faces), h("span", { class: "replies" }, plural("thread.replies", message.reply_count)),
    last && h("span", { class: "muted small last" }, t("thread.last", { when: last })));
}
