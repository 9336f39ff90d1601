// Links, mentions, channels, dates and emoji: the parts that mrkdwn, Markdown and rich text share.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { formatDate, t } from "./i18n.js";
import { address, ownRoute } from "./router.js";
import { conversation, conversationName, displayName, person, appByUser, state } from "./state.js";

const SAFE = new Set(["http:", "https:", "mailto:"]);

export function safeUrl(value) {
  try {
    const url = new URL(value);
    return SAFE.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link, or its plain label when the address isn't http, https or mailto. */
export function link(value, label) {
  const url = safeUrl(value);
  const children = label ?? value.replace(/^mailto:/, "");
  if (!url) return h("span", { class: "broken-link", title: t("message.unsafe_link") }, children);
  const route = ownRoute(url);
  if (route) return h("a", { href: address(route) }, children);
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, children);
}

export function mention(id, label = null) {
  const known = person(id) ?? appByUser(id);
  const name = known ? displayName(id) : (label ?? id);
  return h("span", { class: id === state.me?.id ? "mention me" : "mention", "data-user": id }, `@${name}`);
}

export function channelReference(id, label = null) {
  const known = conversation(id);
  const name = `#${known ? conversationName(known) : (label ?? id)}`;
  return known ? h("a", { class: "mention", href: address({ channel: id }) }, name) : h("span", { class: "mention" }, name);
}

// @here, @channel and @everyone notify nobody here: they are shown, not acted on.
export function broadcast(range) {
  return h("span", { class: "mention" }, `@${range}`);
}

const DATE_FORMATS = {
  date: { dateStyle: "medium" },
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
};

export function dateText(timestamp, format, fallback = "") {
  const date = new Date(Number(timestamp) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  return format.replace(/\{(\w+?)(?:_pretty)?\}/g, (whole, name) => {
    if (name === "ago") return formatDate(date, { dateStyle: "medium", timeStyle: "short" });
    return DATE_FORMATS[name] ? formatDate(date, DATE_FORMATS[name]) : whole;
  });
}

export function emojiNode(name) {
  const character = emoji(name);
  return character ? h("span", { class: "emoji", title: `:${name}:` }, character) : `:${name}:`;
}
