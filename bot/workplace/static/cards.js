// Blocks that frame other content: card, carousel, container, alert, task card and plan.

import { h, hidden } from "./dom.js";
import { elementNode } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { image } from "./images.js";
import { link } from "./references.js";
import { richText } from "./rich_text.js";
import { textNode } from "./text_objects.js";

export function cardBlock(block, where) {
  const heading = h("div", { class: "card-heading" },
    block.icon && image(block.icon, { className: "context-image" }),
    h("div", {}, block.title && h("strong", {}, textNode(block.title)), block.subtitle && h("div", { class: "muted small" }, textNode(block.subtitle))));
  const actions = block.actions?.length && h("div", { class: "block-actions" }, block.actions.map((element) => elementNode(element, where, block)));
  const hero = block.hero_image && image(block.hero_image, { className: "hero" });
  return h("div", { class: "card" }, hero, heading, block.body && h("div", {}, textNode(block.body)), actions);
}

export function carousel(block, where) {
  const cards = (block.elements ?? []).map((card) => h("li", {}, cardBlock(card, where)));
  return h("ul", { class: "carousel", tabindex: 0, "aria-label": t("carousel") }, cards);
}

export function container(block, where, blockNode) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : textNode(block.title);
  const heading = [h("strong", {}, title), block.subtitle && h("span", { class: "muted small" }, textNode(block.subtitle))];
  const body = (block.child_blocks ?? []).map((child) => blockNode(child, where)).filter(Boolean);
  if (!block.is_collapsible) return h("div", { class: "card" }, h("div", { class: "card-heading" }, heading), body);
  return h("details", { class: "card", open: !block.default_collapsed }, h("summary", {}, heading), body);
}

const LEVELS = { info: "info", warning: "alert", error: "alert", success: "check", default: "info" };

export function alertBlock(block) {
  const level = block.level in LEVELS ? block.level : "default";
  return h("div", { class: `callout ${level}` }, icon(LEVELS[level]), hidden(`${t(`alert.${level}`)}: `), h("div", {}, textNode(block.text)));
}

const STATES = { pending: "clock", in_progress: "clock", complete: "check", error: "alert" };

export function taskCard(block) {
  const status = block.status in STATES ? block.status : "pending";
  const sources = block.sources?.length && h("p", { class: "sources" }, block.sources.map((source) => link(source.url ?? "", source.text ?? null)));
  const details = [block.details && richText(block.details), block.output && richText(block.output), sources].filter(Boolean);
  const heading = [h("span", { class: `task-state ${status}` }, icon(STATES[status]), hidden(`${t(`task.${status}`)}: `)), h("span", {}, textNode(block.title))];
  if (!details.length) return h("div", { class: "task" }, heading);
  return h("details", { class: "task" }, h("summary", {}, heading), details);
}

export function plan(block) {
  const tasks = (block.tasks ?? []).map((task) => h("li", {}, taskCard(task)));
  return h("details", { class: "plan", open: true }, h("summary", {}, h("strong", {}, textNode(block.title))), h("ol", {}, tasks));
}
