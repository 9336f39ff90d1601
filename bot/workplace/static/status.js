// "Reisplan is thinking…": what the app says it is doing in a thread.

import { announce, h } from "./dom.js";
import { emit, app, state, statusKey } from "./state.js";

const ROTATE_MS = 2500;
// Slack lets a status lapse after two minutes.
const LAPSE_MS = 120_000;

export function setStatus({ channel, thread_ts: thread = null, status, loading_messages: loading = [] }) {
  const key = statusKey(channel, thread);
  const known = state.statuses.get(key);
  clearTimeout(known?.timer);
  if (status) {
    const timer = setTimeout(() => clearStatus(channel, thread), LAPSE_MS);
    state.statuses.set(key, { status, loading: loading ?? [], timer });
    if (!known && channel === state.route.channel) announce(`${app()?.name ?? ""} ${status}`);
  } else state.statuses.delete(key);
  emit("status", { channel, thread });
}

export function clearStatus(channel, thread = null) {
  if (state.statuses.has(statusKey(channel, thread))) setStatus({ channel, thread_ts: thread, status: "" });
}

export function statusNode(channel, thread) {
  const entry = state.statuses.get(statusKey(channel, thread));
  if (!entry) return null;
  const lines = entry.loading.length ? entry.loading : [`${app()?.name ?? ""} ${entry.status}`];
  const label = h("span", {}, lines[0]);
  const node = h("div", { class: "status-line", "data-testid": "status" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), label);
  if (lines.length > 1) rotate(node, label, lines);
  return node;
}

function rotate(node, label, lines) {
  let at = 0;
  const timer = setInterval(() => {
    if (!node.isConnected) return clearInterval(timer);
    at = (at + 1) % lines.length;
    label.textContent = lines[at];
    return undefined;
  }, ROTATE_MS);
}
