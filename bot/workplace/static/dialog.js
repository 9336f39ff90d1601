// Dialogs on the native <dialog>: it traps focus, closes on Esc and makes the rest inert.

import { h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

/** Opens a dialog; `footer` holds its buttons. Returns the dialog; it removes itself on closing. */
export function openDialog({ title, content, footer, testid, className = "", onClose }) {
  const heading = uniqueId("dialog");
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-labelledby": heading, "data-testid": testid });
  const shut = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"));
  dialog.append(
    h("header", {}, h("h2", { id: heading }, title), shut),
    h("div", { class: "dialog-body" }, content),
    ...(footer ? [h("footer", {}, footer)] : []),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for a yes or no; resolves to true or false. */
export function confirm({ title, text, yes, no = t("cancel"), danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    const choose = (value) => () => {
      answer = value;
      dialog.close();
    };
    const footer = [
      h("button", { type: "button", class: "button", onclick: choose(false), "data-testid": "deny" }, no),
      h("button", { type: "button", class: `button ${danger ? "danger-fill" : "primary"}`, onclick: choose(true), "data-testid": "confirm" }, yes),
    ];
    const dialog = openDialog({ title, content: text, footer, testid: "confirm-dialog", className: "small", onClose: () => resolve(answer) });
    footer[1].focus();
  });
}
