// Between what a person types and Slack's text: mentions, channels, addresses and escapes, outside code.

import { channels, displayName, person, state, appByUser, conversation } from "./state.js";

const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;
const URLS = /(?<![<|\w])https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]]/g;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function names() {
  const found = new Map();
  for (const each of state.people) {
    found.set(each.real_name.toLowerCase(), each.id);
    found.set(each.name.toLowerCase(), each.id);
  }
  for (const each of state.apps) found.set(each.name.toLowerCase(), each.bot_user_id);
  return found;
}

function replaceNames(text, sign, ids, write) {
  if (!ids.size) return text;
  const longestFirst = [...ids.keys()].sort((a, b) => b.length - a.length).map(literal);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${sign}(${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  return text.replace(pattern, (_, name) => write(ids.get(name.toLowerCase())));
}

/** What a person typed → text for chat.postMessage. */
export function encode(typed) {
  const people = names();
  const places = new Map(channels().map((item) => [item.name.toLowerCase(), item.id]));
  return typed.split(CODE).map((part, index) => {
    if (index % 2) return escaped(part);
    const text = escaped(part).replace(URLS, "<$&>");
    return replaceNames(replaceNames(text, "@", people, (id) => `<@${id}>`), "#", places, (id) => `<#${id}>`);
  }).join("");
}

/** The text of a message → what its author would have typed. */
export function decode(text) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${person(id) || appByUser(id) ? displayName(id) : id}`)
    .replace(/<#(\w+)(?:\|([^>]*))?>/g, (_, id, label) => `#${conversation(id)?.name ?? label ?? id}`)
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}
