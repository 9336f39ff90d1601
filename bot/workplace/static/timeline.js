// The messages that the page holds: one list per conversation and one per thread, kept in order of ts.

import { read } from "./api.js";
import { emit, state } from "./state.js";

const lists = new Map();
const changes = new Map(); // channel → how often it changed: a load that was overtaken is done again
const key = (channel, thread) => (thread ? `${channel}/${thread}` : channel);

export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

export function messages(channel, thread = null) {
  return lists.get(key(channel, thread)) ?? [];
}

export function isLoaded(channel, thread = null) {
  return lists.has(key(channel, thread));
}

export function find(channel, ts) {
  for (const [name, list] of lists) {
    if (name !== channel && !name.startsWith(`${channel}/`)) continue;
    const found = list.find((message) => message.ts === ts);
    if (found) return found;
  }
  return null;
}

/** Fetches a conversation or thread; returns an error code or null. */
export async function load(channel, thread = null) {
  const { me } = state;
  const before = changes.get(channel);
  const parameters = { user: me.id, channel };
  if (thread) parameters.thread_ts = thread;
  const answer = await read("messages", parameters);
  if (state.me !== me) return null;
  if (!answer.ok) return answer.error;
  if (changes.get(channel) !== before) return load(channel, thread);
  const wanted = thread ? answer.messages : answer.messages.filter(inMain);
  const known = lists.get(key(channel, thread));
  lists.set(key(channel, thread), wanted);
  if (JSON.stringify(known) !== JSON.stringify(wanted)) emit("timeline", { channel, thread, kind: "loaded" });
  return null;
}

/** Has what is still on its way fetched again when it arrives, for it may lack what happened since. */
export function touch(channel) {
  changes.set(channel, (changes.get(channel) ?? 0) + 1);
}

export function forgetAll() {
  lists.clear();
}

function inMain(message) {
  return !isReply(message) || message.subtype === "thread_broadcast";
}

function homes(channel, message) {
  const found = [];
  if (inMain(message)) found.push(null);
  if (message.thread_ts || lists.has(key(channel, message.ts))) found.push(message.thread_ts ?? message.ts);
  return found.filter((thread) => lists.has(key(channel, thread)));
}

export function put(channel, message) {
  touch(channel);
  for (const thread of homes(channel, message)) {
    const list = lists.get(key(channel, thread));
    const at = list.findIndex((other) => other.ts === message.ts);
    if (at >= 0) list[at] = { ...message };
    else insert(list, message);
    emit("timeline", { channel, thread, ts: message.ts, kind: at >= 0 ? "changed" : "added" });
  }
  if (isReply(message) && !message.is_ephemeral) countReply(channel, message);
}

function insert(list, message) {
  let at = list.length;
  while (at > 0 && Number(list[at - 1].ts) > Number(message.ts)) at -= 1;
  list.splice(at, 0, message);
}

// The server's own parent (message_changed) wins; this keeps the bar right until it comes.
function countReply(channel, reply) {
  for (const thread of [null, reply.thread_ts]) {
    const list = lists.get(key(channel, thread));
    const at = list?.findIndex((message) => message.ts === reply.thread_ts) ?? -1;
    if (at < 0 || Number(list[at].latest_reply ?? 0) >= Number(reply.ts)) continue;
    const parent = list[at];
    const users = new Set([...(parent.reply_users ?? []), reply.user]);
    const count = (parent.reply_count ?? 0) + 1;
    list[at] = { ...parent, thread_ts: parent.ts, reply_count: count, reply_users: [...users], latest_reply: reply.ts };
    emit("timeline", { channel, thread, ts: parent.ts, kind: "changed" });
  }
}

export function remove(channel, ts) {
  touch(channel);
  for (const [name, list] of lists) {
    if (name !== channel && !name.startsWith(`${channel}/`)) continue;
    const at = list.findIndex((message) => message.ts === ts);
    if (at < 0) continue;
    list.splice(at, 1);
    const thread = name === channel ? null : name.slice(channel.length + 1);
    emit("timeline", { channel, thread, ts, kind: "removed" });
  }
}
