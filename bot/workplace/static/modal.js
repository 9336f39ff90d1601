// The app's modals: the top one of the stack, with its inputs, errors, submit and close.

import { restore, viewContext } from "./actions.js";
import { act, read } from "./api.js";
import { blockNodes } from "./blocks.js";
import { h, toast, uniqueId } from "./dom.js";
import { errorText, language, t } from "./i18n.js";
import { icon } from "./icons.js";
import { on, state } from "./state.js";
import { textNode, textOf } from "./text_objects.js";

export function watchModals() {
  let dialog = null;
  let shown = null; // {view, context}

  async function refresh() {
    const answer = await read("views", { user: state.me.id });
    const top = answer.ok ? answer.views.at(-1) : null;
    if (!top) return dismiss();
    if (shown?.view.id === top.id && shown.view.hash === top.hash) return undefined;
    return show(top, answer.views.length);
  }

  function dismiss() {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    shown = null;
  }

  function show(view, depth) {
    const typed = shown?.view.id === view.id ? shown.context.inputs : new Map();
    const focused = document.activeElement?.dataset?.actionId;
    shown = { view, context: viewContext(view) };
    dialog ??= openFrame();
    dialog.replaceChildren(form(view, depth));
    restore(view, shown.context);
    for (const [key, input] of shown.context.inputs) if (typed.has(key)) input.write?.(typed.get(key).read());
    const fields = [...dialog.querySelectorAll("[data-action-id]")];
    const kept = fields.find((each) => each.dataset.actionId === focused);
    const target = kept ?? dialog.querySelector(".block-input :is(input, textarea, select, button)");
    target?.focus();
    if (!kept && target?.matches("textarea")) target.setSelectionRange(0, 0); // a text is read from its start
  }

  function openFrame() {
    const frame = h("dialog", { class: "dialog modal", "data-testid": "modal" });
    // Esc asks the app to close; the view goes when the workplace says so.
    frame.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    document.body.append(frame);
    frame.showModal();
    return frame;
  }

  function form(view, depth) {
    const heading = uniqueId("modal");
    dialog.setAttribute("aria-labelledby", heading);
    dialog.dataset.callbackId = view.callback_id ?? "";
    const shut = h("button", { type: "button", class: "icon-button", "aria-label": depth > 1 ? t("view.back") : t("close"), onclick: close }, icon(depth > 1 ? "back" : "close"));
    const later = h("button", { type: "button", class: "button", onclick: close, "data-testid": "modal-close" }, view.close ? textNode(view.close) : view.submit ? t("cancel") : t("close"));
    const submitButton = view.submit && h("button", { type: "submit", class: "button primary", "data-testid": "modal-submit" }, textNode(view.submit));
    return h("form", { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      submit(submitButton);
    } },
    h("header", {}, h("h2", { id: heading }, textOf(view.title)), shut),
    h("div", { class: "dialog-body" }, blockNodes(view.blocks ?? [], shown.context)),
    h("footer", {}, later, submitButton));
  }

  async function close() {
    const { view } = shown;
    const answer = await act("view", { view_id: view.id, close: true });
    if (!answer.ok) dismiss();
    else refresh();
  }

  async function submit(button) {
    const missing = problems(shown.view, shown.context, dialog);
    if (showErrors(missing)) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    const answer = await act("view", { view_id: shown.view.id, state: shown.context.values(), language: language() });
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (!answer.ok) toast(errorText(answer.error), { error: true });
    else if (answer.response_action === "errors") showErrors(answer.errors);
    else refresh();
  }

  function showErrors(errors) {
    let first = null;
    for (const block of dialog.querySelectorAll(".block-input")) {
      const text = errors[block.dataset.blockId] ?? "";
      const control = block.querySelector("input, textarea, select, .choices, .select-many");
      block.querySelector(".input-error").textContent = text;
      control?.setAttribute("aria-invalid", String(Boolean(text)));
      if (text) first ??= control;
    }
    first?.focus();
    return first !== null;
  }

  on("views", refresh);
  refresh();
}

function problems(view, context, dialog) {
  const found = {};
  const values = context.values();
  for (const block of (view.blocks ?? []).filter((each) => each.type === "input")) {
    const value = values[block.block_id]?.[block.element.action_id];
    const control = [...dialog.querySelectorAll(".block-input")].find((each) => each.dataset.blockId === block.block_id)?.querySelector("input, textarea");
    const empty = value === null || value === undefined || value.length === 0;
    if (empty && !block.optional) found[block.block_id] = t("view.required");
    else if (!empty && control?.validity && !control.validity.valid) found[block.block_id] = control.validationMessage;
  }
  return found;
}
