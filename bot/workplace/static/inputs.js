// Text, number, date, time and file inputs.

import { debounce, h } from "./dom.js";
import { t } from "./i18n.js";
import { textOf } from "./text_objects.js";
import { uploadForView } from "./uploads.js";

export const inputs = {
  plain_text_input: textInput,
  rich_text_input: (element, context, block) => textInput({ ...element, multiline: true }, context, block),
  email_text_input: (...args) => field("email", {}, ...args),
  url_text_input: (...args) => field("url", {}, ...args),
  number_input: numberInput,
  datepicker: (element, ...rest) => field("date", { value: element.initial_date }, element, ...rest),
  timepicker: (element, ...rest) => field("time", { value: element.initial_time }, element, ...rest),
  datetimepicker: dateTime,
  file_input: fileInput,
};

const WAIT_MS = 600;
const TYPED = "textarea, [type=text], [type=email], [type=url], [type=number]";

function wire(node, element, context, block, read, write = (value) => { node.value = value ?? ""; }) {
  context.collect?.(block, element, { read, write });
  const act = () => context.act(element, block, read(), node);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (!block.dispatch_action || !node.matches(TYPED)) node.addEventListener("change", act);
  else {
    if (triggers.includes("on_character_entered")) node.addEventListener("input", debounce(WAIT_MS, act));
    if (triggers.includes("on_enter_pressed")) node.addEventListener("keydown", (event) => event.key === "Enter" && !event.shiftKey && act());
  }
  return node;
}

// In an input block the label names it; elsewhere the placeholder or what it is.
export function nameOf(element, block) {
  return block.type === "input" ? undefined : textOf(element.placeholder) || t(`element.${element.type}`);
}

function common(element, block) {
  const placeholder = textOf(element.placeholder) || undefined;
  return { "data-action-id": element.action_id, "aria-label": nameOf(element, block), placeholder, value: element.initial_value ?? "" };
}

function textInput(element, context, block) {
  const limits = { maxlength: element.max_length, minlength: element.min_length };
  const attributes = { class: "field", ...common(element, block), ...limits };
  const node = element.multiline ? h("textarea", { rows: 6, ...attributes }) : h("input", { type: "text", ...attributes });
  return wire(node, element, context, block, () => node.value || null);
}

function field(type, extra, element, context, block) {
  const given = Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined));
  const node = h("input", { type, class: "field", ...common(element, block), ...given });
  return wire(node, element, context, block, () => node.value || null);
}

function numberInput(element, context, block) {
  const step = element.is_decimal_allowed ? "any" : 1;
  return field("number", { min: element.min_value, max: element.max_value, step }, element, context, block);
}

function dateTime(element, context, block) {
  const local = (seconds) => {
    const date = new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60_000);
    return date.toISOString().slice(0, 16);
  };
  const initial = element.initial_date_time;
  const node = h("input", { type: "datetime-local", class: "field", "data-action-id": element.action_id, "aria-label": nameOf(element, block), value: initial ? local(initial) : "" });
  const read = () => (node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null);
  return wire(node, element, context, block, read, (value) => { node.value = value ? local(value) : ""; });
}

function fileInput(element, context, block) {
  let files = [];
  const accept = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const picker = h("input", { type: "file", multiple: (element.max_files ?? 10) > 1, accept: accept || undefined, "data-action-id": element.action_id, "aria-label": nameOf(element, block) });
  const note = h("span", { class: "muted small", role: "status" });
  picker.addEventListener("change", async () => {
    note.textContent = t("files.uploading");
    files = await uploadForView([...picker.files].slice(0, element.max_files ?? 10));
    note.textContent = "";
  });
  context.collect?.(block, element, { read: () => files, write: (value) => { files = value ?? []; } });
  return h("div", { class: "file-input" }, picker, note);
}
