// Coloured initials for people, the app's own mark for apps.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { appByUser, displayName, person } from "./state.js";

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("") || name.slice(0, 1).toUpperCase();
}

function readableOn(color) {
  const channels = color.match(/[0-9a-f]{2}/gi)?.slice(0, 3).map((part) => Number.parseInt(part, 16) / 255) ?? [0, 0, 0];
  const [red, green, blue] = channels.map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#16181d" : "#ffffff";
}

export function avatar(id, className = "") {
  const owner = appByUser(id);
  const node = h("span", { class: `avatar ${owner ? "app" : ""} ${className}`, "aria-hidden": "true" });
  if (owner) {
    node.append(icon("spark"));
    return node;
  }
  const color = person(id)?.color ?? "5b6472";
  node.style.backgroundColor = color.startsWith("#") ? color : `#${color}`;
  node.style.color = readableOn(color);
  node.append(initials(displayName(id)));
  return node;
}
