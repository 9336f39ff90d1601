// The left pane: who you are, channels, conversations, the app.

import { avatar } from "./avatar.js";
import { h, hidden } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { address } from "./router.js";
import { appOf, conversationName, emit, on, state } from "./state.js";

export function sidebar({ onPerson }) {
  const lists = h("div", { class: "side-lists" });
  const show = () => lists.replaceChildren(...groups());
  on("conversations", show);
  on("route", show);
  on("connection", show);
  show();
  return h("nav", { id: "sidebar", class: "pane sidebar", "aria-label": t("sidebar.label"), "data-testid": "sidebar" }, people(onPerson), lists,
    h("div", { class: "side-foot" }, h("button", { type: "button", class: "side-item", "data-testid": "show-welcome", onclick: () => emit("recall-welcome") }, icon("spark"), t("welcome.recall"))));
}

function people(onPerson) {
  const buttons = state.people.map((person) => h("button", {
    type: "button", class: "who", "aria-pressed": String(person.id === state.me.id), title: `${person.real_name}${person.title ? `, ${person.title}` : ""}`,
    "data-testid": `user-${person.name}`, onclick: () => onPerson(person),
  }, avatar(person.id), hidden(person.real_name)));
  return h("section", { class: "who-box", "aria-labelledby": "who-label", "data-testid": "user-switcher" },
    h("h2", { id: "who-label", class: "side-title" }, t("sidebar.you_are")),
    h("div", { class: "who-list", role: "group", "aria-labelledby": "who-label" }, buttons),
    h("p", { class: "who-name" }, h("strong", {}, state.me.real_name), state.me.title && h("span", {}, state.me.title)));
}

function groups() {
  const all = [...state.conversations.values()];
  const byName = (a, b) => conversationName(a).localeCompare(conversationName(b));
  const open = all.filter((item) => !item.is_im && item.is_member !== false).sort(byName);
  const apps = all.filter((item) => appOf(item));
  const direct = all.filter((item) => item.is_im && !appOf(item)).sort(byName);
  return [group("apps", apps), group("channels", open), direct.length ? group("direct", direct) : null].filter(Boolean);
}

function group(name, items) {
  const heading = `side-${name}`;
  return h("section", { "aria-labelledby": heading }, h("h2", { id: heading, class: "side-title" }, t(`sidebar.${name}`)), h("ul", {}, items.map((item) => h("li", {}, entry(item)))));
}

function entry(item) {
  const active = item.id === state.route.channel;
  const owner = appOf(item);
  const mark = item.is_im ? avatar(item.user, "tiny") : icon("hash");
  const unread = item.unread > 0 && !active;
  const off = owner && !owner.connected && h("span", { class: "off", title: t("sidebar.app_off") }, hidden(t("sidebar.app_off")));
  return h("a", { class: unread ? "side-item unread" : "side-item", href: address({ channel: item.id }), "aria-current": active ? "page" : undefined,
    "data-testid": "conversation", "data-channel": item.id, onclick: () => emit("pane", "conversation") },
  mark, h("span", { class: "grow name" }, conversationName(item)), off, unread && h("span", { class: "count" }, String(item.unread), hidden(` ${t("sidebar.unread")}`)));
}
