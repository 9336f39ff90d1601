// Where a person writes: messages, commands and files. Drafts survive a failed send, a reload and a switch of person.

import { act, upload, web } from "./api.js";
import { attachAutocomplete } from "./autocomplete.js";
import { encode } from "./compose_text.js";
import { fragment, h, uniqueId } from "./dom.js";
import { openEmojiPicker } from "./emoji_picker.js";
import { errorText, fileSize, t } from "./i18n.js";
import { icon } from "./icons.js";
import { openMenu } from "./popover.js";
import { runShortcut } from "./actions.js";
import { state } from "./state.js";

const MAX_ROWS_PX = 260;
const commands = () => state.apps.flatMap((app) => app.commands ?? []);

export function composer(channel, thread, { label, onSent, onEditLast }) {
  const key = `workplace.draft/${state.me.id}/${channel}/${thread ?? ""}`;
  const hintId = uniqueId("hint");
  const input = h("textarea", { rows: 1, class: "composer-input", placeholder: label, "aria-label": label, "aria-describedby": hintId, "data-testid": "composer", "data-draft": key, value: localStorage.getItem(key) ?? "" });
  const hint = h("p", { class: "composer-hint", id: hintId, role: "status" });
  const problem = h("p", { class: "input-error", role: "alert", "data-testid": "send-error" });
  const picker = h("input", { type: "file", multiple: true, hidden: true, "data-testid": "file-input", onchange: () => attach([...picker.files]) });
  const chips = h("ul", { class: "chips", "aria-label": t("files.attached") });
  const button = (name, title, run, extra = {}) => h("button", { type: "button", class: "icon-button", title, "aria-label": title, onclick: run, ...extra }, icon(name));
  const plus = button("plus", t("composer.add"), openAdd, { "aria-haspopup": "menu" });
  const smile = button("smile", t("emoji.pick"), () => openEmojiPicker(smile, (name) => insert(`:${name}: `)));
  const send = button("send", t("composer.send"), submit, { class: "icon-button send", "data-testid": "send" });
  const bar = h("div", { class: "composer-bar" }, plus, smile, button("at", t("composer.mention"), () => insert("@")), h("span", { class: "grow" }), send);
  const box = h("div", { class: "composer-box" }, input, chips, bar, picker);
  const node = h("form", { class: "composer", "data-thread": thread, onsubmit: (event) => event.preventDefault() }, problem, box, hint);
  const completion = attachAutocomplete(input, box, { commands: true });
  let files = [];
  let busy = false;

  function changed() {
    if (input.value) localStorage.setItem(key, input.value);
    else localStorage.removeItem(key);
    grow();
    send.disabled = busy || (!input.value.trim() && !files.length);
    const typed = input.value.match(/^\/\S+/)?.[0];
    const command = typed && commands().find((each) => each.command === typed);
    hint.replaceChildren(command ? fragment(h("code", {}, `${command.command} ${command.usage_hint ?? ""}`), ` ${command.description ?? ""}`) : "");
  }

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 2, MAX_ROWS_PX)}px`;
  }

  function insert(text) {
    input.focus();
    const gap = text === "@" && /\S$/.test(input.value.slice(0, input.selectionStart)) ? " " : "";
    input.setRangeText(gap + text, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function attach(added) {
    files.push(...added);
    picker.value = "";
    chips.replaceChildren(...files.map((file) => h("li", {}, icon("file"), `${file.name} · ${fileSize(file.size)}`,
      h("button", { type: "button", class: "icon-button small", "aria-label": t("files.remove", { name: file.name }), onclick: () => drop(file) }, icon("close")))));
    changed();
    input.focus();
  }

  function drop(file) {
    files = files.filter((each) => each !== file);
    attach([]);
  }

  function openAdd() {
    const shortcuts = state.apps.flatMap((app) => (app.shortcuts ?? []).filter((shortcut) => shortcut.type === "global" || shortcut.type === "shortcut").map((shortcut) => ({
      label: `${shortcut.name} (${app.name})`, icon: "bolt", actionId: shortcut.callback_id, run: () => runShortcut(shortcut.callback_id),
    })));
    const items = [{ label: t("composer.file"), icon: "file", run: () => picker.click() }, { label: t("composer.command"), icon: "bolt", run: () => insert(input.value ? "" : "/") }];
    openMenu(plus, shortcuts.length ? [...items, null, ...shortcuts] : items, { label: t("composer.add") });
  }

  async function deliver(text) {
    // A space before the slash makes it text, as in Slack.
    const command = input.value.match(/^(\/\S+)\s*([\s\S]*)$/);
    if (command) return sendCommand(channel, thread, command[1], command[2].trim());
    while (files.length) {
      const last = files.length === 1;
      const answer = await upload(channel, thread, files[0], last ? encode(text) : "");
      if (!answer.ok) return answer;
      drop(files[0]);
      if (last) return answer;
    }
    return web("chat.postMessage", { channel, text: encode(text), ...(thread && { thread_ts: thread }) });
  }

  async function submit() {
    const text = input.value.trim();
    if (busy || (!text && !files.length)) return;
    setBusy(true);
    const answer = await deliver(text);
    setBusy(false);
    problem.textContent = answer.ok ? "" : `${errorText(answer.error)} ${t("composer.kept")}`;
    if (answer.ok) {
      emptySuccessors(input.value);
      input.value = "";
      onSent?.(answer);
    }
    changed();
    input.focus();
  }

  // The page may have been built anew meanwhile: what was sent isn't a draft there either.
  function emptySuccessors(sent) {
    for (const other of document.querySelectorAll(`[data-draft="${key}"]`)) {
      if (other === input || other.value !== sent) continue;
      other.value = "";
      other.dispatchEvent(new Event("input"));
    }
  }

  function setBusy(value) {
    busy = value;
    input.readOnly = value;
    node.classList.toggle("busy", value);
    send.disabled = value;
  }

  input.addEventListener("input", changed);
  input.addEventListener("paste", (event) => event.clipboardData.files.length && attach([...event.clipboardData.files]));
  input.addEventListener("keydown", (event) => {
    if (completion.handleKey(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && !input.value) {
      event.preventDefault();
      onEditLast?.();
    }
  });
  queueMicrotask(changed);
  return { node, attach, focus: () => input.focus() };
}

/** Runs a slash command; unknown ones and those in a thread are refused as Slack does. */
export function sendCommand(channel, thread, command, text) {
  const known = commands().find((each) => each.command === command);
  if (!known) return Promise.resolve({ ok: false, error: "unknown_command" });
  if (thread) return Promise.resolve({ ok: false, error: "command_in_thread" });
  return act("command", { channel, command, text: known.should_escape ? encode(text) : text });
}
