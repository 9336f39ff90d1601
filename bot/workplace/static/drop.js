// Dragging files onto a conversation or thread.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

export function acceptDrops(pane, attach) {
  const overlay = h("div", { class: "drop-overlay", hidden: true }, icon("file"), t("files.drop"));
  let depth = 0;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  pane.append(overlay);
  pane.addEventListener("dragenter", (event) => carriesFiles(event) && show(1));
  pane.addEventListener("dragleave", (event) => carriesFiles(event) && show(-1));
  pane.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  pane.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(-depth);
    attach([...event.dataTransfer.files]);
  });
}
