// Line icons on a 24 × 24 grid, drawn with currentColor.

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  plus: "M12 5v14M5 12h14",
  send: "M4 12 3.5 4.5 21 12 3.5 19.500 4 12Zm0 0h8",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.500 14.500c1.800 2.400 5.200 2.400 7 0M9 9.500h.01M15 9.500h.01",
  react: "M11 21a8 8 0 1 1 7.700-10.200M8 14.500c1.500 2 4.500 2 6 0M8.500 10h.01M13.500 10h.01M19 15v6M16 18h6",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Zm0 0v1.500a2.500 2.500 0 0 0 5 0V12a9 9 0 1 0-4 7.500",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  back: "M15 5l-7 7 7 7",
  reply: "M20 15a3 3 0 0 1-3 3H9l-5 3V7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3Z",
  pencil: "M4 20l1-4L16.500 4.500l3 3L8 19Z",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .9-1 1.700M12 17h.01",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  file: "M7 3h7l5 5v13H7ZM14 3v5h5",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  pin: "M9 4h6l-1 6 3 3H7l3-3ZM12 13v7",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5",
  up: "M7 20H4v-9h3m0 9V11l4-8c2 0 2.500 1.500 2 3.500L12.500 10H19l1 1.500-2 7.500-1.500 1Z",
  down: "M7 4H4v9h3M7 4v9l4 8c2 0 2.500-1.500 2-3.500L12.500 14H19l1-1.500L18 5l-1.500-1Z",
  arrow: "M12 5v14M6 13l6 6 6-6",
  spark: "M12 3l2 6.500L20.500 12 14 14.500 12 21l-2-6.500L3.500 12 10 9.500Z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6Z",
  check: "M5 12.500l4.500 4.500L19 7.500",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2",
  alert: "M12 4 2.500 20h19ZM12 10v4M12 17h.01",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 8h.01",
  play: "M8 5l11 7-11 7Z",
  copy: "M9 9h11v11H9ZM15 9V4H4v11h5",
};

// Slack names for the icons of an icon_button.
const ALIASES = { trash: "trash", edit: "pencil", refresh: "clock", copy: "copy", link: "link", share: "reply" };

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name] ?? PATHS[ALIASES[name]] ?? PATHS.spark);
  svg.append(path);
  return svg;
}
