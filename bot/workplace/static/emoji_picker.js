// Choosing an emoji, for a reaction or in a message.

import { h } from "./dom.js";
import { FREQUENT, allEmoji, emoji, searchEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { openPopover } from "./popover.js";

export function openEmojiPicker(anchor, onPick) {
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": t("emoji.pick") });
  const search = h("input", { type: "search", class: "field", placeholder: t("emoji.search"), "aria-label": t("emoji.search") });
  const pick = (name) => {
    close();
    onPick(name);
  };
  const show = (entries) => grid.replaceChildren(...entries.map(({ name, character }) =>
    h("button", { type: "button", title: `:${name}:`, "aria-label": name.replaceAll("_", " "), "data-emoji": name, onclick: () => pick(name) }, character)));
  const common = FREQUENT.map((name) => ({ name, character: emoji(name) }));

  search.addEventListener("input", () => show(search.value ? searchEmoji(search.value, 48) : [...common, ...allEmoji()]));
  search.addEventListener("keydown", (event) => event.key === "Enter" && grid.firstElementChild?.click());
  grid.addEventListener("keydown", (event) => moveInGrid(event, grid));
  const close = openPopover(anchor, [search, grid], { label: t("emoji.pick"), role: "dialog", className: "emoji-picker" });
  show([...common, ...allEmoji()]);
  search.focus();
}

function moveInGrid(event, grid) {
  const buttons = [...grid.children];
  const columns = Math.max(1, Math.floor(grid.clientWidth / (buttons[0]?.offsetWidth || 1)));
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if (!step) return;
  event.preventDefault();
  buttons[buttons.indexOf(document.activeElement) + step]?.focus();
}
