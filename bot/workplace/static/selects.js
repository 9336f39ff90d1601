// Menus: one choice is a native <select>, several are a list of checkboxes, external ones ask the app while typing.

import { act } from "./api.js";
import { debounce, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openPopover } from "./popover.js";
import { channels, conversationName, state } from "./state.js";
import { confirmed, textNode, textOf } from "./text_objects.js";

const people = () => [...state.people.map((person) => [person.id, person.real_name]), ...state.apps.map((app) => [app.bot_user_id, app.name])];
const publicChannels = () => channels().map((item) => [item.id, `#${item.name}`]);
const everywhere = () => [...state.conversations.values()].map((item) => [item.id, `${item.is_im ? "" : "#"}${conversationName(item)}`]);
const OF_WORKSPACE = { users: people, channels: publicChannels, conversations: everywhere };

export const selects = { static_select: single, multi_static_select: several, external_select: external, multi_external_select: several };
for (const [name, list] of Object.entries(OF_WORKSPACE)) {
  selects[`${name}_select`] = (element, ...rest) => single(withOptions(element, list(), name), ...rest);
  selects[`multi_${name}_select`] = (element, ...rest) => several(withOptions(element, list(), name), ...rest);
}

function withOptions(element, pairs, name) {
  const options = pairs.map(([value, text]) => ({ value, text: { type: "plain_text", text } }));
  const initial = element[`initial_${name.slice(0, -1)}`];
  const initials = element[`initial_${name}`] ?? [];
  return {
    ...element,
    options,
    initial_option: options.find((option) => option.value === initial),
    initial_options: options.filter((option) => initials.includes(option.value)),
  };
}

function optionNodes(options, initial) {
  return options.map((option) => h("option", { value: option.value, selected: option.value === initial }, textOf(option.text)));
}

function single(element, context, block) {
  const initial = element.initial_option?.value;
  const placeholder = h("option", { value: "" }, textOf(element.placeholder) || t("select.choose"));
  const groups = element.option_groups?.map((group) => h("optgroup", { label: textOf(group.label) }, optionNodes(group.options, initial)));
  const node = h("select", { class: "field", "data-action-id": element.action_id, "aria-label": block.type === "input" ? undefined : textOf(element.placeholder) || t("select.choose") },
    placeholder, groups ?? optionNodes(element.options ?? [], initial));
  node.addEventListener("change", async () => {
    if (await confirmed(element)) context.act(element, block, node.value || null, node);
  });
  context.collect?.(block, element, { read: () => node.value || null, write: (value) => { node.value = value ?? ""; } });
  return node;
}

function several(element, context, block) {
  let options = element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
  let chosen = element.initial_options ?? [];
  const label = h("span", { class: "grow" });
  const node = h("button", { type: "button", class: "field select-many", "aria-haspopup": "dialog", "data-action-id": element.action_id }, label, icon("arrow"));
  const show = () => label.replaceChildren(chosen.length ? chosen.map((option) => textOf(option.text)).join(", ") : textOf(element.placeholder) || t("select.choose"));
  const read = () => chosen.map((option) => option.value);

  node.addEventListener("click", async () => {
    if (element.type === "multi_external_select") options = await suggestions(element, context, block, "");
    const before = read().join("\n");
    const boxes = options.map((option) => h("input", { type: "checkbox", value: option.value, checked: read().includes(option.value) }));
    const full = () => boxes.forEach((box) => { box.disabled = !box.checked && chosen.length >= (element.max_selected_items ?? Infinity); });
    const list = h("div", { class: "many-list", role: "group", onchange: () => {
      chosen = options.filter((_, at) => boxes[at].checked);
      full();
      show();
    } }, boxes.map((box, at) => h("label", { class: "choice" }, box, h("span", {}, textNode(options[at].text)))));
    full();
    openPopover(node, list, { label: textOf(element.placeholder), role: "dialog", onClose: () => read().join("\n") !== before && context.act(element, block, read(), node) });
    boxes[0]?.focus();
  });
  context.collect?.(block, element, { read, write: (values) => {
    chosen = options.filter((option) => (values ?? []).includes(option.value));
    show();
  } });
  show();
  return node;
}

async function suggestions(element, context, block, value) {
  const answer = await act("options", { ...context.place, action_id: element.action_id, block_id: block.block_id, value });
  return answer.options ?? (answer.option_groups ?? []).flatMap((group) => group.options);
}

function external(element, context, block) {
  let chosen = element.initial_option ?? null;
  const list = h("div", { class: "many-list", role: "listbox", hidden: true });
  const input = h("input", { type: "text", class: "field", role: "combobox", "aria-expanded": "false", autocomplete: "off", value: chosen ? textOf(chosen.text) : "",
    placeholder: textOf(element.placeholder) || t("select.search"), "data-action-id": element.action_id });
  const pick = (option) => {
    chosen = option;
    input.value = textOf(option.text);
    list.hidden = true;
    context.act(element, block, option.value, input);
  };
  const search = debounce(200, async () => {
    const options = input.value.length < (element.min_query_length ?? 3) ? [] : await suggestions(element, context, block, input.value);
    const entries = options.map((option) => h("button", { type: "button", role: "option", onclick: () => pick(option) }, textNode(option.text)));
    list.replaceChildren(...(entries.length ? entries : [h("p", { class: "muted small" }, t("select.none"))]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  });
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  context.collect?.(block, element, { read: () => chosen?.value ?? null, write: () => {} });
  return h("div", { class: "external-select" }, input, list);
}
