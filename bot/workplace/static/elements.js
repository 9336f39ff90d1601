// Interactive Block Kit elements. Each builder gets (element, context, block) and returns one node.
// A context sends what was done: `context.act(element, block, value, node)`; in a view `context.collect(block, element, read)`
// registers how to read an input's present value.

import { h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { choices } from "./choices.js";
import { inputs } from "./inputs.js";
import { image } from "./images.js";
import { openMenu } from "./popover.js";
import { safeUrl } from "./references.js";
import { selects } from "./selects.js";
import { confirmed, textNode, textOf } from "./text_objects.js";

const BUILDERS = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  image: (element) => image(element, { className: "accessory-image" }),
  ...choices,
  ...inputs,
  ...selects,
};

export function elementNode(element, context, block) {
  return BUILDERS[element.type]?.(element, context, block) ?? h("span", { class: "muted" }, textOf(element.text) || element.alt_text || "");
}

export function isInteractive(element) {
  return element.type in BUILDERS && element.type !== "image";
}

async function press(element, context, block, value, node, option) {
  if (!(await confirmed(element, option))) return;
  await context.act(element, block, value, node);
}

function button(element, context, block) {
  const node = h("button", { type: "button", class: `button ${element.style ?? ""}`, "data-action-id": element.action_id, "data-testid": "block-button",
    "aria-label": element.accessibility_label }, textNode(element.text));
  node.addEventListener("click", () => press(element, context, block, element.value, node));
  const url = element.url && safeUrl(element.url);
  if (!url) return node;
  node.classList.add("with-link");
  node.append(icon("link"));
  node.addEventListener("click", () => window.open(url.href, "_blank", "noopener,noreferrer"));
  return node;
}

function overflow(element, context, block) {
  const node = h("button", { type: "button", class: "icon-button bordered", "aria-label": t("message.more"), "aria-haspopup": "menu", "data-action-id": element.action_id }, icon("more"));
  node.addEventListener("click", () => openMenu(node, (element.options ?? []).map((option) => ({
    label: textNode(option.text),
    href: option.url && safeUrl(option.url)?.href,
    run: () => press(element, context, block, option.value, node, option),
  }))));
  return node;
}

function feedbackButtons(element, context, block) {
  const id = uniqueId("feedback");
  const sides = [["up", element.positive_button], ["down", element.negative_button]];
  const nodes = sides.filter(([, side]) => side).map(([name, side]) => {
    const node = h("button", { type: "button", class: "icon-button bordered", "aria-pressed": "false", title: textOf(side.text),
      "aria-label": side.accessibility_label ?? textOf(side.text), "data-action-id": element.action_id, "data-value": side.value }, icon(name));
    node.addEventListener("click", async () => {
      for (const other of nodes) other.setAttribute("aria-pressed", String(other === node));
      await context.act(element, block, side.value, node);
    });
    return node;
  });
  return h("span", { class: "feedback", role: "group", id }, nodes);
}

function iconButton(element, context, block) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(context.user)) return h("span", { hidden: true });
  const label = element.accessibility_label ?? textOf(element.text);
  const node = h("button", { type: "button", class: "icon-button bordered", title: textOf(element.text), "aria-label": label, "data-action-id": element.action_id }, icon(element.icon));
  node.addEventListener("click", () => press(element, context, block, element.value, node));
  return node;
}
