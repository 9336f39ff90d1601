// Standard Markdown (the markdown block, streamed text, Markdown files) → DOM nodes. HTML in it stays text.

import { fragment, h } from "./dom.js";
import { inlineMarkdown } from "./markdown_inline.js";

const FENCE = /^\s{0,3}(```+|~~~+)\s*(\S*)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^(\s*)([-*+•]|\d{1,9}[.)])(\s+|$)(.*)$/;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Markdown text → document fragment. `level` is the heading level that `#` gets on the page. */
export function markdown(text, { level = 4 } = {}) {
  const reader = { lines: text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), at: 0, level };
  const out = fragment();
  while (reader.at < reader.lines.length) out.append(next(reader));
  return out;
}

function next(reader) {
  const line = reader.lines[reader.at];
  if (!line.trim()) {
    reader.at += 1;
    return "";
  }
  if (FENCE.test(line)) return fence(reader);
  if (HEADING.test(line)) return heading(reader);
  if (RULE.test(line)) {
    reader.at += 1;
    return h("hr");
  }
  if (QUOTE.test(line)) return quote(reader);
  if (ITEM.test(line)) return list(reader);
  if (isTable(reader)) return table(reader);
  return paragraph(reader);
}

function fence(reader) {
  const mark = reader.lines[reader.at].match(FENCE)[1];
  const body = [];
  reader.at += 1;
  while (reader.at < reader.lines.length && !reader.lines[reader.at].trim().startsWith(mark)) {
    body.push(reader.lines[reader.at]);
    reader.at += 1;
  }
  reader.at += 1;
  return h("pre", {}, h("code", {}, body.join("\n")));
}

function heading(reader) {
  const [, marks, text] = reader.lines[reader.at].match(HEADING);
  reader.at += 1;
  return h(`h${Math.min(6, reader.level - 1 + marks.length)}`, { class: `md-${marks.length}` }, inlineMarkdown(text));
}

function quote(reader) {
  const body = [];
  while (reader.at < reader.lines.length && QUOTE.test(reader.lines[reader.at])) {
    body.push(reader.lines[reader.at].replace(QUOTE, ""));
    reader.at += 1;
  }
  return h("blockquote", {}, markdown(body.join("\n"), { level: reader.level }));
}

function list(reader) {
  const [, indent, marker] = reader.lines[reader.at].match(ITEM);
  const ordered = /\d/.test(marker);
  const node = h(ordered ? "ol" : "ul", { start: ordered ? Number.parseInt(marker, 10) : undefined });
  while (reader.at < reader.lines.length) {
    const match = reader.lines[reader.at].match(ITEM);
    if (!match || match[1].length !== indent.length || /\d/.test(match[2]) !== ordered) break;
    node.append(item(reader, match));
  }
  return node;
}

function item(reader, [, indent, marker, space, first]) {
  const depth = indent.length + marker.length + Math.min(space.length || 1, 4);
  const body = [first];
  reader.at += 1;
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at];
    const inside = line.search(/\S/) > indent.length || (!line.trim() && continues(reader, indent.length));
    if (!inside) break;
    body.push(line.slice(Math.min(depth, Math.max(0, line.search(/\S/)))));
    reader.at += 1;
  }
  return itemNode(body.join("\n"), reader.level);
}

function itemNode(text, level) {
  const task = text.match(/^\[([ xX])\]\s+/);
  const content = markdown(task ? text.slice(task[0].length) : text, { level });
  if (content.childElementCount && content.firstElementChild.tagName === "P") content.firstElementChild.className = "tight";
  if (!task) return h("li", {}, content);
  return h("li", { class: "task-item" }, task[1] === " " ? "☐ " : "☑ ", content);
}

function continues(reader, indent) {
  const following = reader.lines[reader.at + 1] ?? "";
  return following.trim() !== "" && following.search(/\S/) > indent;
}

function isTable(reader) {
  return reader.lines[reader.at].includes("|") && DELIMITER.test(reader.lines[reader.at + 1] ?? "");
}

function cells(line) {
  const inner = line.trim().replace(/^\||(?<!\\)\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(reader) {
  const header = cells(reader.lines[reader.at]);
  const aligns = cells(reader.lines[reader.at + 1]).map(alignment);
  const row = (tag, values) => h("tr", {}, header.map((_, at) => cell(tag, values[at] ?? "", aligns[at])));
  reader.at += 2;
  const rows = [];
  while (reader.at < reader.lines.length && reader.lines[reader.at].includes("|")) {
    rows.push(row("td", cells(reader.lines[reader.at])));
    reader.at += 1;
  }
  return h("div", { class: "table-scroll", tabindex: 0, role: "group" }, h("table", {}, h("thead", {}, row("th", header)), h("tbody", {}, rows)));
}

function alignment(cellText) {
  if (/^:-+:$/.test(cellText)) return "center";
  return /-:$/.test(cellText) ? "right" : undefined;
}

function cell(tag, text, align) {
  return h(tag, { class: align && `align-${align}`, scope: tag === "th" ? "col" : undefined }, inlineMarkdown(text));
}

function startsBlock(line) {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
}

function paragraph(reader) {
  const body = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at];
    if (!line.trim() || (body.length && (startsBlock(line) || isTable(reader)))) break;
    body.push(line.trim());
    reader.at += 1;
  }
  return h("p", {}, inlineMarkdown(body.join("\n")));
}
