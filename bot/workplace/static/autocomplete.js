// Suggestions while typing: @people, #channels, :emoji: and /commands.

import { avatar } from "./avatar.js";
import { h, uniqueId } from "./dom.js";
import { searchEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { channels, state } from "./state.js";

const TOKEN = /(?:^|[\s(])([@#:])([\p{L}\p{N}_+-]*)$/u;
const LIMIT = 8;

export function attachAutocomplete(input, holder, { commands = false } = {}) {
  const id = uniqueId("suggestions");
  const box = h("div", { class: "suggestions", role: "listbox", id, hidden: true, "aria-label": t("composer.suggestions"), "data-testid": "suggestions" });
  let items = [];
  let at = 0;
  let start = 0;
  holder.append(box);
  Object.entries({ "aria-autocomplete": "list", "aria-controls": id, "aria-haspopup": "listbox" }).forEach(([name, value]) => input.setAttribute(name, value));

  function close() {
    items = [];
    box.hidden = true;
    input.removeAttribute("aria-activedescendant");
  }

  function show(found, from) {
    if (!found.length) return close();
    items = found;
    start = from;
    at = 0;
    box.replaceChildren(...items.map((item, index) => h("div", { role: "option", id: `${id}-${index}`, onpointerdown: (event) => {
      event.preventDefault();
      accept(index);
    } }, item.node, h("span", { class: "grow" }, item.label), item.hint && h("span", { class: "muted small" }, item.hint))));
    box.hidden = false;
    return mark();
  }

  function mark() {
    [...box.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    box.children[at]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function accept(index = at) {
    const { insert } = items[index];
    input.setRangeText(`${insert} `, start, input.selectionStart, "end");
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }

  function update() {
    const before = input.value.slice(0, input.selectionStart);
    if (commands && /^\/\S*$/.test(before)) return show(commandItems(before), 0);
    const match = before.match(TOKEN);
    if (!match) return close();
    const [, sign, query] = match;
    return show(PROVIDERS[sign](query.toLowerCase()).slice(0, LIMIT), before.length - query.length - 1);
  }

  function handleKey(event) {
    if (box.hidden || event.isComposing) return false;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      at = (at + move + items.length) % items.length;
      mark();
    } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) accept();
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  input.addEventListener("input", update);
  input.addEventListener("blur", close);
  return { handleKey, update };
}

const PROVIDERS = { "@": peopleItems, "#": channelItems, ":": emojiItems };
const starts = (query, ...texts) => texts.some((text) => text.toLowerCase().split(/\s+/).some((word) => word.startsWith(query)));

function peopleItems(query) {
  const apps = state.apps.map((app) => ({ id: app.bot_user_id, name: app.name, label: app.name, hint: t("message.app") }));
  const people = state.people.map((person) => ({ id: person.id, name: person.name, label: person.real_name, hint: person.title }));
  return [...apps, ...people].filter((each) => starts(query, each.name, each.label))
    .map((each) => ({ ...each, insert: `@${each.label}`, node: avatar(each.id, "tiny") }));
}

function channelItems(query) {
  return channels().filter((item) => starts(query, item.name)).map((item) => ({ insert: `#${item.name}`, label: `#${item.name}`, hint: topicText(item) }));
}

const topicText = (item) => (typeof item.topic === "string" ? item.topic : item.topic?.value);

function emojiItems(query) {
  if (query.length < 2) return [];
  return searchEmoji(query).map(({ name, character }) => ({ insert: `:${name}:`, label: `:${name}:`, node: h("span", { class: "emoji" }, character) }));
}

function commandItems(typed) {
  return state.apps.flatMap((app) => app.commands ?? []).filter((each) => each.command.startsWith(typed))
    .map((each) => ({ insert: each.command, label: `${each.command} ${each.usage_hint ?? ""}`, hint: each.description }));
}
