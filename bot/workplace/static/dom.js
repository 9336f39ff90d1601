// Small helpers to build DOM nodes. Content of messages only ever enters the page as text nodes.

const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "multiple", "readOnly", "tabIndex", "open"]);

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

export function fragment(...children) {
  return append(document.createDocumentFragment(), children);
}

let counter = 0;

export function uniqueId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

export function hidden(text) {
  return h("span", { class: "visually-hidden" }, text);
}

export function announce(text) {
  const region = document.getElementById("announcer");
  region.append(h("p", {}, text));
  while (region.childElementCount > 3) region.firstElementChild.remove();
}

export function toast(text, { error = false } = {}) {
  const node = h("div", { class: error ? "toast error" : "toast", "data-testid": "toast" }, text);
  // Outside an open dialog everything is inert, so the notice goes inside it.
  const region = document.querySelector("dialog[open]") ?? document.getElementById(error ? "alerts" : "toasts");
  node.setAttribute("role", error ? "alert" : "status");
  region.append(node);
  setTimeout(() => node.remove(), error ? 9000 : 4000);
}

export function isTyping(target) {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}

export function debounce(wait, run) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), wait);
  };
}
