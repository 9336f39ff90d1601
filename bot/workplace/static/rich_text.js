// The rich_text block → DOM nodes.

import { fragment, h } from "./dom.js";
import { broadcast, channelReference, dateText, emojiNode, link, mention } from "./references.js";

const TAGS = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

export function richText(block) {
  return h("div", { class: "rich-text" }, (block.elements ?? []).map(group));
}

function group(element) {
  const children = element.elements ?? [];
  switch (element.type) {
    case "rich_text_list":
      return list(element);
    case "rich_text_quote":
      return h("blockquote", {}, children.map(part));
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, children.map((child) => child.text ?? child.url ?? "")));
    default:
      return h("p", {}, children.map(part));
  }
}

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const classes = [`depth-${Math.min(element.indent ?? 0, 6)}`, element.border ? "bordered" : ""].join(" ").trim();
  const start = tag === "ol" && element.offset ? element.offset + 1 : undefined;
  return h(tag, { class: classes, start }, (element.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map(part))));
}

function part(element) {
  const style = element.style ?? {};
  return TAGS.reduce((node, [name, tag]) => (style[name] ? h(tag, {}, node) : node), bare(element));
}

function bare(element) {
  switch (element.type) {
    case "text":
      return fragment(element.text ?? "");
    case "link":
      return link(element.url ?? "", element.text || null);
    case "user":
      return mention(element.user_id);
    case "usergroup":
      return broadcast(element.usergroup_id);
    case "broadcast":
      return broadcast(element.range);
    case "channel":
      return channelReference(element.channel_id);
    case "emoji":
      return emojiNode(element.name);
    case "date":
      return h("time", {}, dateText(element.timestamp, element.format ?? "{date}", element.fallback));
    case "color":
      return h("code", {}, element.value ?? "");
    default:
      return fragment(element.text ?? element.fallback ?? "");
  }
}
