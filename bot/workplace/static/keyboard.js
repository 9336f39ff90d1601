// Shortcuts of the whole page, and the dialog that lists them.

import { openDialog } from "./dialog.js";
import { h, isTyping } from "./dom.js";
import { t } from "./i18n.js";
import { openQuickSwitcher } from "./quick_switcher.js";
import { go } from "./router.js";
import { state } from "./state.js";
import { closeThread } from "./thread.js";
import { recallWelcome } from "./welcome.js";

const LISTED = [["Ctrl K", "switch"], ["Alt ↑ / Alt ↓", "neighbour"], ["F6", "region"], ["Esc", "escape"], ["Enter", "send"], ["Shift Enter", "newline"],
  ["↑", "edit_last"], ["↑ ↓", "move"], ["T / Enter", "reply"], ["R", "react"], ["E", "edit"], [".", "more"], ["?", "help"]];

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const run = shortcut(event);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function shortcut(event) {
  const dialogOpen = document.querySelector("dialog[open]");
  if (dialogOpen) return null;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return openQuickSwitcher;
  if (event.altKey && event.key === "ArrowDown") return () => neighbour(1);
  if (event.altKey && event.key === "ArrowUp") return () => neighbour(-1);
  if (event.key === "F6") return () => nextRegion(event.shiftKey ? -1 : 1);
  if (event.key === "Escape" && !document.querySelector("[popover]:popover-open")) return state.route.thread ? closeThread : null;
  if (event.key === "?" && !isTyping(event.target)) return openHelp;
  return null;
}

function neighbour(step) {
  const links = [...document.querySelectorAll("#sidebar [data-channel]")].map((link) => link.dataset.channel);
  const at = links.indexOf(state.route.channel);
  const target = links[(at + step + links.length) % links.length];
  if (target) go({ channel: target });
}

const REGIONS = ["#sidebar .who", "#conversation .scroller", "#conversation .composer-input", "#thread .scroller", "#thread .composer-input"];

function nextRegion(step) {
  const stops = REGIONS.map((selector) => document.querySelector(selector)).filter((node) => node?.offsetParent);
  const at = stops.findIndex((node) => node === document.activeElement || node.contains(document.activeElement));
  stops[(at + step + stops.length) % stops.length]?.focus();
}

export function openHelp() {
  const keys = (text) => text.split(" ").map((part) => (part === "/" ? " / " : h("kbd", {}, part)));
  const rows = LISTED.map(([combination, name]) => h("div", {}, h("dt", {}, keys(combination)), h("dd", {}, t(`keys.${name}`))));
  const again = h("button", { type: "button", class: "button", "data-testid": "recall-welcome", onclick: () => {
    dialog.close();
    recallWelcome();
  } }, t("welcome.recall"));
  const dialog = openDialog({ title: t("keys.title"), content: [h("p", {}, t("app_label.long")), h("dl", { class: "keys" }, rows)], footer: [again], testid: "help" });
}
