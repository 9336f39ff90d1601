// The table and data_table blocks.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { unescape } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const cellText = (cell) => String(cell?.text ?? cell?.value ?? cell?.number ?? "");

function content(cell) {
  return cell?.type === "rich_text" ? richText(cell) : unescape(cellText(cell));
}

export function table(block) {
  const settings = block.column_settings ?? [];
  const [head = [], ...rows] = block.rows ?? [];
  const classes = (at) => [settings[at]?.align && `align-${settings[at].align}`, settings[at]?.is_wrapped ? "wrap" : ""].filter(Boolean).join(" ");
  const row = (tag, cells) => h("tr", {}, cells.map((cell, at) => h(tag, { class: classes(at), scope: tag === "th" ? "col" : undefined }, content(cell))));
  return frame(t("table.label"), h("table", {}, h("thead", {}, row("th", head)), h("tbody", {}, rows.map((cells) => row("td", cells)))));
}

function frame(label, node, ...rest) {
  return h("div", {}, h("div", { class: "table-scroll", tabindex: 0, role: "group", "aria-label": label }, node), rest);
}

/** A table with a caption, sorting by column and pages. */
export function dataTable(block) {
  const [head = [], ...all] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const named = block.row_header_column_index ?? 0;
  const view = { page: 0, column: null, down: false };
  const body = h("tbody");
  const pages = Math.max(1, Math.ceil(all.length / size));
  const place = h("span", { role: "status" });
  const step = (by, label) => h("button", { type: "button", class: "button", onclick: () => draw((view.page += by)) }, label);
  const [back, forth] = [step(-1, t("table.previous")), step(1, t("table.next"))];
  const headers = head.map((cell, at) => h("th", { scope: "col" }, h("button", { type: "button", class: "sort", onclick: () => sort(at) }, content(cell))));

  function sort(column) {
    Object.assign(view, { column, page: 0, down: view.column === column && !view.down });
    headers.forEach((node, at) => node.setAttribute("aria-sort", at !== column ? "none" : view.down ? "descending" : "ascending"));
    draw();
  }

  function draw() {
    const rows = view.column === null ? all : [...all].sort((a, b) => compare(a[view.column], b[view.column]) * (view.down ? -1 : 1));
    body.replaceChildren(...rows.slice(view.page * size, (view.page + 1) * size).map((cells) =>
      h("tr", {}, cells.map((cell, at) => h(at === named ? "th" : "td", { scope: at === named ? "row" : undefined }, content(cell))))));
    place.textContent = t("table.page", { page: view.page + 1, pages });
    back.disabled = view.page === 0;
    forth.disabled = view.page >= pages - 1;
  }

  draw();
  const node = h("table", {}, h("caption", {}, unescape(block.caption ?? "")), h("thead", {}, h("tr", {}, headers)), body);
  return frame(unescape(block.caption ?? ""), node, pages > 1 && h("div", { class: "pager" }, back, place, forth));
}

function compare(a, b) {
  return cellText(a).localeCompare(cellText(b), undefined, { numeric: true });
}
