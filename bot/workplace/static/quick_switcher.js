// Ctrl+K: go to a conversation or person by a few letters.

import { web } from "./api.js";
import { avatar } from "./avatar.js";
import { openDialog } from "./dialog.js";
import { h, toast, uniqueId } from "./dom.js";
import { errorText, t } from "./i18n.js";
import { icon } from "./icons.js";
import { go } from "./router.js";
import { conversationName, emit, state } from "./state.js";

function places() {
  const known = [...state.conversations.values()].filter((item) => item.is_member !== false);
  const open = known.map((item) => ({ label: conversationName(item), mark: item.is_im ? avatar(item.user, "tiny") : icon("hash"), unread: item.unread, run: () => go({ channel: item.id }) }));
  const direct = new Set(known.filter((item) => item.is_im).map((item) => item.user));
  const people = state.people.filter((person) => person.id !== state.me.id && !direct.has(person.id))
    .map((person) => ({ label: person.real_name, mark: avatar(person.id, "tiny"), unread: 0, run: () => openDirect(person.id) }));
  return [...open, ...people].sort((a, b) => b.unread - a.unread);
}

async function openDirect(user) {
  const answer = await web("conversations.open", { users: user });
  if (!answer.ok) return toast(errorText(answer.error), { error: true });
  return emit("reload-conversations", () => go({ channel: answer.channel.id }));
}

export function openQuickSwitcher() {
  const id = uniqueId("switch");
  const list = h("div", { role: "listbox", id, class: "switch-list", "aria-label": t("switcher.title") });
  const input = h("input", { type: "text", class: "field", role: "combobox", "aria-expanded": "true", "aria-controls": id, autocomplete: "off", placeholder: t("switcher.placeholder"), "aria-label": t("switcher.title"), "data-testid": "quick-switcher" });
  const all = places();
  let found = all;
  let at = 0;

  function show() {
    const wanted = input.value.trim().toLowerCase().replace(/^[#@]/, "");
    found = all.filter((place) => place.label.toLowerCase().includes(wanted)).slice(0, 12);
    at = 0;
    list.replaceChildren(...found.map((place, index) => h("div", { role: "option", id: `${id}-${index}`, onclick: () => pick(index) }, place.mark, h("span", { class: "grow" }, place.label), place.unread > 0 && h("span", { class: "count" }, String(place.unread)))));
    if (!found.length) list.replaceChildren(h("p", { class: "muted" }, t("switcher.none")));
    mark();
  }

  function mark() {
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function pick(index) {
    dialog.close();
    found[index]?.run();
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && found.length) {
      at = (at + move + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") pick(at);
    else return;
    event.preventDefault();
  });
  const dialog = openDialog({ title: t("switcher.title"), content: [input, list], className: "switcher", testid: "switcher" });
  show();
  input.focus();
}
