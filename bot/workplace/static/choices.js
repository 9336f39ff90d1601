// Checkboxes and radio buttons.

import { h, uniqueId } from "./dom.js";
import { confirmed, textNode } from "./text_objects.js";

export const choices = { checkboxes: (...args) => group("checkbox", ...args), radio_buttons: (...args) => group("radio", ...args) };

function group(type, element, context, block) {
  const name = uniqueId(type);
  const initial = new Set((element.initial_options ?? [element.initial_option]).filter(Boolean).map((option) => option.value));
  const boxes = (element.options ?? []).map((option) => h("input", { type, name, value: option.value, checked: initial.has(option.value) }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const read = () => (type === "radio" ? (chosen()[0] ?? null) : chosen());
  const node = h("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", "data-action-id": element.action_id },
    boxes.map((box, at) => choice(box, element.options[at])));
  node.addEventListener("change", async () => {
    if (await confirmed(element)) context.act(element, block, read(), node);
  });
  const write = (value) => boxes.forEach((box) => { box.checked = [value].flat().includes(box.value); });
  context.collect?.(block, element, { read, write });
  return node;
}

function choice(box, option) {
  const description = option.description && h("span", { class: "muted small" }, textNode(option.description));
  return h("label", { class: "choice" }, box, h("span", {}, textNode(option.text), description));
}
