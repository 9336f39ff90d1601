// What a click in a message or view sends to the app.

import { act } from "./api.js";
import { toast } from "./dom.js";
import { errorText } from "./i18n.js";
import { state } from "./state.js";

async function send(place, element, block, value, node) {
  node.setAttribute("aria-busy", "true");
  const body = { ...place, action_id: element.action_id, block_id: block.block_id };
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
  // What was filled in has to be there before the click that follows it.
  let queue = Promise.resolve();
  const values = () => {
    const found = {};
    for (const { block, element, read } of inputs.values()) (found[block.block_id] ??= {})[element.action_id] = read();
    return found;
  };
  return {
    place,
    user: state.me.id,
    level: 3,
    inputs,
    values,
    collect: (block, element, access) => inputs.set(`${block.block_id}/${element.action_id}`, { block, element, ...access }),
    act: (element, block, value, node) => {
      queue = queue.then(() => send(place, element, block, value, node));
      return queue;
    },
  };
}

/** Puts what the workplace remembers of a view's inputs back into them. */
export function restore(view, context) {
  for (const { block, element, write } of context.inputs.values()) {
    const kept = view.state?.values?.[block.block_id]?.[element.action_id];
    const value = kept && chosenValue(kept);
    if (value !== undefined && value !== null && !(Array.isArray(value) && !value.length)) write?.(value);
  }
}

function chosenValue({ type, ...kept }) {
  const [value] = Object.values(kept);
  if (Array.isArray(value)) return value.map((each) => each?.value ?? each);
  return typeof value === "object" ? value?.value : value;
}

export async function runShortcut(callbackId, place = {}) {
  const answer = await act("shortcut", { callback_id: callbackId, ...place });
  if (!answer.ok) toast(errorText(answer.error), { error: true });
}
