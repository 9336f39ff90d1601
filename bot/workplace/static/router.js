// The address of a place: #/C123, #/C123/p1712345678000100 (thread), #/C123/p…/p… (a reply in it), #/D123/home.

import { emit, state } from "./state.js";

const toPath = (ts) => `p${ts.replace(".", "")}`;
const fromPath = (part) => (/^p\d{7,}$/.test(part ?? "") ? `${part.slice(1, -6)}.${part.slice(-6)}` : null);

export function address({ channel, thread = null, message = null, tab = "messages" }) {
  if (tab === "home") return `#/${channel}/home`;
  const parts = [channel, thread && toPath(thread), thread && message && toPath(message)];
  return `#/${parts.filter(Boolean).join("/")}`;
}

export function parse(hash) {
  // A permalink (/archives/C…/p…) comes in as #/archives/C…/p….
  const [, channel = null, first, second] = hash.replace("#/archives/", "#/").split("/");
  if (first === "home") return { channel, thread: null, message: null, tab: "home" };
  return { channel, thread: fromPath(first), message: fromPath(second), tab: "messages" };
}

export function link(route) {
  return `${location.origin}${location.pathname}${address(route)}`;
}

export function go(route, { replace = false } = {}) {
  const target = address(route);
  if (target === location.hash) return apply();
  if (!replace) {
    location.hash = target;
    return undefined;
  }
  history.replaceState(null, "", target);
  return apply();
}

/** A link into this workplace ({channel, thread}) or null for any other address. */
export function ownRoute(url) {
  if (url.origin !== location.origin) return null;
  const archived = url.pathname.match(/^\/archives\/(\w+)(?:\/(p\d+))?/);
  if (!archived) return url.hash.startsWith("#/") ? parse(url.hash) : null;
  const message = fromPath(archived[2]);
  const thread = url.searchParams.get("thread_ts") ?? message;
  return { channel: archived[1], thread, message: thread === message ? null : message, tab: "messages" };
}

export function fallbackChannel() {
  const open = [...state.conversations.values()].filter((item) => item.is_member !== false);
  return (open.find((item) => item.name === "innovatie") ?? open.find((item) => !item.is_im) ?? open[0])?.id ?? null;
}

export function apply() {
  const wanted = parse(location.hash);
  const known = state.conversations.has(wanted.channel);
  const previous = state.route;
  state.route = known ? wanted : { channel: fallbackChannel(), thread: null, message: null, tab: "messages" };
  if (!known && state.route.channel) history.replaceState(null, "", address(state.route));
  emit("route", previous);
}
