// What the page knows, and a small publish/subscribe for the parts that show it.

export const state = {
  people: [],
  apps: [],
  me: null,
  team: { id: "", name: "" },
  conversations: new Map(),
  route: { channel: null, thread: null, message: null, tab: "messages" },
  statuses: new Map(),
  prompts: new Map(),
  online: true,
  known: 0, // the id of the newest change that the conversations were read with
  counted: 0, // that of the newest message that came by the stream
};

const listeners = new Map();

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic)?.delete(listener);
}

export function emit(topic, detail) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

/** Before the page is built anew (another person, another language). */
export function clearListeners() {
  listeners.clear();
}

export function app() {
  return state.apps[0] ?? null;
}

export function appByUser(id) {
  return state.apps.find((candidate) => candidate.bot_user_id === id) ?? null;
}

export function person(id) {
  return state.people.find((candidate) => candidate.id === id) ?? null;
}

export function displayName(id) {
  return person(id)?.real_name ?? appByUser(id)?.name ?? id;
}

export function conversation(id = state.route.channel) {
  return state.conversations.get(id) ?? null;
}

export function appOf(conversationOrNull) {
  return conversationOrNull?.is_im ? appByUser(conversationOrNull.user) : null;
}

export function conversationName(item) {
  if (!item) return "";
  return item.is_im ? displayName(item.user) : item.name;
}

export function channels() {
  return [...state.conversations.values()].filter((item) => !item.is_im);
}

export function statusKey(channel, thread) {
  return `${channel}/${thread ?? ""}`;
}
