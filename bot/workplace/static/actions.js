// What a click in a message or view sends to the app.

import { act } from "./api.js";
import { toast } from "./dom.js";
import { errorText } from "./i18n.js";
import { state } from "./state.js";

async function send(place, element, block, value, node, extra) {
  node.setAttribute("aria-busy", "true");
  const body = { ...place, ...extra, action_id: element.action_id, block_id: block.block_id };
  if (value !== undefined) body.value = value;
  const answer = await act("action", body);
  node.removeAttribute("aria-busy");
  // A button with an address has done its work already, whether the app listens or not.
  if (!answer.ok && !element.url) toast(errorText(answer.error), { error: true });
}

export function messageContext(channel, message) {
  const place = { channel, ts: message.ts };
  return { place, user: state.me.id, act: (element, block, value, node) => send(place, element, block, value, node) };
}

/** A context that also keeps the inputs of a view: read them with `values()`. */
export function viewContext(view) {
  const inputs = new Map();
  const place = { view_id: view.id };
  const values = () => {
    const found = {};
    for (const { block, element, read } of inputs.values()) (found[block.block_id] ??= {})[element.action_id] = read();
    return found;
  };
  return {
    place,
    user: state.me.id,
    inputs,
    values,
    collect: (block, element, access) => inputs.set(`${block.block_id}/${element.action_id}`, { block, element, ...access }),
    act: (element, block, value, node) => {
      const wanted = block.type !== "input" || block.dispatch_action;
      return wanted ? send(place, element, block, value, node, { state: values() }) : undefined;
    },
  };
}

export async function runShortcut(callbackId, place = {}) {
  const answer = await act("shortcut", { callback_id: callbackId, ...place });
  if (!answer.ok) toast(errorText(answer.error), { error: true });
}
