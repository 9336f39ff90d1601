// Editing one's own message in place.

import { web } from "./api.js";
import { attachAutocomplete } from "./autocomplete.js";
import { decode, encode } from "./compose_text.js";
import { h } from "./dom.js";
import { errorText, t } from "./i18n.js";
import { emit } from "./state.js";
import { askDelete } from "./message_commands.js";

export function putEditor(row, box) {
  const content = row.querySelector(".content");
  content.hidden = true;
  content.after(box);
}

export function editMessage(row, channel, message) {
  if (row.querySelector(".editor")) return;
  const before = decode(message.text ?? "");
  const input = h("textarea", { class: "field", rows: Math.min(8, before.split("\n").length + 1), value: before, "aria-label": t("actions.edit"), "data-testid": "edit-input" });
  const note = h("p", { class: "input-error", role: "alert" });
  const box = h("div", { class: "editor" }, input, note, h("div", { class: "editor-actions" },
    h("button", { type: "button", class: "button", onclick: () => finish() }, t("cancel")),
    h("button", { type: "button", class: "button primary", onclick: () => save(), "data-testid": "edit-save" }, t("save"))));
  const completion = attachAutocomplete(input, box);

  // The row may have been built anew meanwhile, with the editor moved into it.
  function finish() {
    const pane = box.closest("[data-thread]");
    box.closest(".message").querySelector(".content").hidden = false;
    box.remove();
    emit("focus-composer", { channel, thread: pane?.dataset.thread ?? null });
  }

  async function save() {
    if (!input.value.trim()) return askDelete(channel, message);
    if (input.value === before) return finish();
    const answer = await web("chat.update", { channel, ts: message.ts, text: encode(input.value) });
    if (answer.ok) return finish();
    note.textContent = errorText(answer.error);
    return undefined;
  }

  input.addEventListener("keydown", (event) => {
    if (completion.handleKey(event)) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      finish();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  putEditor(row, box);
  input.focus();
  input.setSelectionRange(before.length, before.length);
}
