// Menus and pickers in the top layer, next to the control that opened them.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const MARGIN = 8;

/** Opens `content` beside `anchor`; closes on Esc and on a click elsewhere. Returns a function that closes it. */
export function openPopover(anchor, content, { onClose, label, role, className = "" } = {}) {
  const box = h("div", { popover: "auto", class: `popover ${className}`, role, "aria-label": label }, content);
  // Inside an open dialog everything outside it is inert, so the popover has to live there too.
  (anchor.closest("dialog") ?? document.body).append(box);
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const inside = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    anchor.removeAttribute("aria-expanded");
    if (inside) anchor.focus();
    onClose?.();
  });
  box.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(box, anchor.getBoundingClientRect());
  return () => box.isConnected && box.hidePopover();
}

function place(box, anchor) {
  const { width, height } = box.getBoundingClientRect();
  const below = anchor.bottom + 4;
  const top = below + height + MARGIN > innerHeight && anchor.top > height ? anchor.top - height - 4 : below;
  const left = Math.min(anchor.left, innerWidth - width - MARGIN);
  box.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
  box.style.left = `${Math.max(MARGIN, left)}px`;
}

/** A menu of `items`: {label, icon, run, danger, actionId} or null for a divider. */
export function openMenu(anchor, items, { label } = {}) {
  const entries = items.map((item) => (item ? menuItem(item) : h("hr", { role: "separator" })));
  const list = h("div", { class: "menu", role: "menu", "aria-label": label }, entries);
  const close = openPopover(anchor, list);
  const buttons = entries.filter((entry) => entry.tagName === "BUTTON");
  list.addEventListener("click", (event) => event.target.closest("button") && close());
  list.addEventListener("keydown", (event) => moveFocus(event, buttons));
  buttons[0]?.focus();
}

function menuItem({ label, icon: name, run, danger, actionId, href }) {
  const attributes = { class: danger ? "danger" : undefined, role: "menuitem", tabindex: -1, "data-action-id": actionId };
  const follow = href ? () => window.open(href, "_blank", "noopener,noreferrer") : null;
  const onclick = () => {
    follow?.();
    run?.();
  };
  return h("button", { type: "button", ...attributes, onclick }, name && icon(name), label);
}

export function moveFocus(event, items, { horizontal = false } = {}) {
  const [back, forth] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const at = items.indexOf(document.activeElement);
  const targets = { [back]: at - 1, [forth]: at + 1, Home: 0, End: items.length - 1 };
  if (!(event.key in targets)) return;
  event.preventDefault();
  items.at(targets[event.key] % items.length)?.focus();
}
