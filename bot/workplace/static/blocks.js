// Block Kit layout blocks → DOM nodes.

import { fragment, h, hidden, uniqueId } from "./dom.js";
import { alertBlock, cardBlock, carousel, container, plan, taskCard } from "./cards.js";
import { elementNode } from "./elements.js";
import { t } from "./i18n.js";
import { image } from "./images.js";
import { markdown } from "./markdown.js";
import { link } from "./references.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";
import { textNode, textOf } from "./text_objects.js";

const BUILDERS = {
  section,
  header: (block, where) => h(`h${where.level ?? 4}`, { class: "block-header" }, textNode(block.text)),
  divider: () => h("hr"),
  context,
  context_actions: actions,
  actions,
  image: imageBlock,
  input,
  rich_text: richText,
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text ?? "")),
  table,
  data_table: dataTable,
  video,
  file: (block) => h("p", { class: "muted" }, `${t("files.remote")}: ${block.external_id ?? ""}`),
  alert: alertBlock,
  card: cardBlock,
  carousel,
  container: (block, where) => container(block, where, blockNode),
  task_card: taskCard,
  plan,
};

/** All blocks of a message, view or attachment. A block that the page doesn't know falls back to its text. */
export function blockNodes(blocks, where, fallback = "") {
  const out = fragment();
  let unknown = false;
  for (const block of blocks) {
    const node = blockNode(block, where);
    if (node) out.append(node);
    else unknown = true;
  }
  if (unknown && fallback) out.append(h("p", { class: "fallback" }, textNode({ type: "mrkdwn", text: fallback })));
  return out;
}

export function blockNode(block, where) {
  const build = BUILDERS[block.type];
  if (!build) return block.text || block.fallback ? h("p", { class: "fallback" }, textNode(block.text ?? block.fallback)) : null;
  const node = build(block, where);
  node.classList.add("block", `block-${block.type}`);
  if (block.block_id) node.dataset.blockId = block.block_id;
  return node;
}

function section(block, where) {
  const fields = block.fields?.map((field) => h("div", { class: "field-cell" }, textNode(field)));
  const main = h("div", { class: "section-text" }, block.text && textNode(block.text), fields && h("div", { class: "fields" }, fields));
  return h("div", {}, main, block.accessory && h("div", { class: "accessory" }, elementNode(block.accessory, where, block)));
}

function context(block) {
  return h("div", {}, (block.elements ?? []).map((element) =>
    element.type === "image" ? image(element, { className: "context-image" }) : h("span", {}, textNode(element))));
}

function actions(block, where) {
  return h("div", {}, (block.elements ?? []).map((element) => elementNode(element, where, block)));
}

function imageBlock(block) {
  const title = block.title && h("figcaption", {}, textNode(block.title));
  return h("figure", {}, title, image(block));
}

function video(block) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  const text = [link(block.title_url ?? block.video_url ?? "", textOf(block.title)), by && h("span", { class: "muted small" }, by)];
  return h("div", { class: "card" }, h("p", {}, hidden(`${t("video")}: `), text), block.description && h("p", {}, textNode(block.description)));
}

function input(block, where) {
  const id = uniqueId("input");
  const node = elementNode(block.element, where, block);
  const control = node.matches("input, textarea, select, button") ? node : node.querySelector("input, textarea, select");
  const grouped = node.matches(".choices");
  const note = h("p", { class: "input-error", id: `${id}-error`, role: "alert" });
  const hint = block.hint && h("p", { class: "muted small", id: `${id}-hint` }, textNode(block.hint));
  const label = h(grouped ? "span" : "label", { class: "label", id: `${id}-label`, for: grouped ? undefined : id }, textNode(block.label),
    block.optional && h("span", { class: "muted" }, ` (${t("view.optional")})`));
  if (grouped) node.setAttribute("aria-labelledby", `${id}-label`);
  else if (control) control.id = id;
  const target = grouped ? node : control;
  target?.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
  if (!block.optional) target?.setAttribute("aria-required", "true");
  return h("div", {}, label, node, hint, note);
}
