// Slack's mrkdwn → DOM nodes.

import { fragment, h } from "./dom.js";
import { broadcast, channelReference, dateText, emojiNode, link, mention } from "./references.js";

const ENTITIES = { lt: "<", gt: ">", amp: "&" };
// Private-use characters hold the place of links and code while bold, italic and strike are found.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const HELD = /<([^<>\n]+)>|`([^`\n]+)`/g;
const STYLES = [
  ["strong", "*"],
  ["em", "_"],
  ["s", "~"],
].map(([tag, mark]) => {
  const m = mark === "*" ? "\\*" : mark;
  return [tag, `(?<![\\p{L}\\p{N}${m}])${m}(?=\\S)([^${m}\\n]*?[^\\s${m}])${m}(?![\\p{L}\\p{N}${m}])`];
});
const INLINE = new RegExp(
  [...STYLES.map(([, pattern]) => pattern), "\uE000(\\d+)\uE001", ":([a-z0-9_+'-]+):(?::skin-tone-\\d:)?",
    "(https?:\\/\\/[^\\s<>|\uE000]*[^\\s<>|\uE000.,;:!?)'\"])"].join("|"),
  "gu",
);

export function unescape(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ENTITIES[name]);
}

/** mrkdwn text → document fragment with paragraphs, quotes, lists and code. */
export function mrkdwn(text) {
  const out = fragment();
  const clean = text.replace(/[\uE000\uE001]/g, "");
  clean.split(/```\n?([\s\S]*?)\n?```/).forEach((part, index) => {
    if (index % 2) out.append(h("pre", {}, h("code", {}, unescape(part))));
    else out.append(...lines(index ? part.replace(/^\n/, "") : part));
  });
  return out;
}

/** One plain_text object: no formatting but emoji. */
export function plain(text, { emoji = true } = {}) {
  const out = fragment();
  const parts = emoji ? text.split(/:([a-z0-9_+'-]+):/) : [text];
  parts.forEach((part, index) => out.append(index % 2 ? emojiNode(part) : unescape(part)));
  return out;
}

const KINDS = [
  ["quote", /^(?:>|&gt;)\s?(.*)$/],
  ["bullets", /^\s*[•◦▪-]\s+(.*)$/],
  ["numbers", /^\s*(\d{1,3})[.)]\s+(.*)$/],
];

function kindOf(line) {
  for (const [kind, pattern] of KINDS) {
    const match = line.match(pattern);
    if (match) return { kind, text: match.at(-1), number: match[1], depth: Math.min(line.search(/\S/) >> 1, 4) };
  }
  return { kind: "text", text: line };
}

function* lines(text) {
  let group = [];
  let rest = false;
  for (const line of text.split("\n")) {
    const opensRest = !rest && /^(?:>{3}|(?:&gt;){3})/.test(line);
    rest ||= opensRest;
    const item = rest ? { kind: "quote", text: opensRest ? line.replace(/^(?:>{3}|(?:&gt;){3})\s?/, "") : line } : kindOf(line);
    if (group.length && group[0].kind !== item.kind) {
      yield* block(group);
      group = [];
    }
    group.push(item);
  }
  yield* block(group);
}

function* block(group) {
  const { kind } = group[0];
  if (kind === "quote") yield h("blockquote", {}, inline(group.map((item) => item.text).join("\n")));
  else if (kind === "bullets") yield h("ul", {}, group.map((item) => listItem(item)));
  else if (kind === "numbers") yield h("ol", {}, group.map((item) => listItem(item, item.number)));
  else {
    const text = group.map((item) => item.text).join("\n").replace(/^\n+|\s+$/g, "");
    if (text) yield h("p", {}, inline(text));
  }
}

function listItem(item, value) {
  return h("li", { value, class: item.depth ? `depth-${item.depth}` : undefined }, inline(item.text));
}

export function inline(text) {
  const held = [];
  const masked = text.replace(HELD, (_, special, code) => {
    held.push(special === undefined ? { code } : { special });
    return `${OPEN}${held.length - 1}${CLOSE}`;
  });
  return styled(masked, held);
}

function styled(text, held) {
  const out = fragment();
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    out.append(unescape(text.slice(at, match.index)), token(match, held));
    at = match.index + match[0].length;
  }
  out.append(unescape(text.slice(at)));
  return out;
}

function token(match, held) {
  const [, bold, italic, strike, place, emojiName, url] = match;
  const style = [["strong", bold], ["em", italic], ["s", strike]].find(([, inner]) => inner !== undefined);
  if (style) return h(style[0], {}, styled(style[1], held));
  if (place !== undefined) return heldNode(held[Number(place)] ?? { code: "" });
  if (emojiName !== undefined) return emojiNode(emojiName);
  return link(unescape(url));
}

function heldNode({ code, special }) {
  return code === undefined ? reference(special) : h("code", {}, unescape(code));
}

function reference(body) {
  const bar = body.indexOf("|");
  const target = unescape(bar < 0 ? body : body.slice(0, bar));
  const label = bar < 0 ? null : unescape(body.slice(bar + 1));
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelReference(target.slice(1), label);
  if (!target.startsWith("!")) return /^[a-z][a-z0-9+.-]*:/i.test(target) ? link(target, label ? plain(label) : null) : `<${unescape(body)}>`;
  const [name, ...rest] = target.slice(1).split("^");
  if (name === "date") return date(rest, label);
  return broadcast(label?.replace(/^@/, "") ?? (name === "subteam" ? (rest[0] ?? name) : name));
}

function date([timestamp, format = "{date}", url], fallback) {
  const text = dateText(timestamp, format, fallback ?? "");
  return h("time", { title: fallback }, url ? link(url, text) : text);
}
