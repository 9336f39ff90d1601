// Files under a message: picture, preview of text, download.

import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { fileSize, t } from "./i18n.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { localFile } from "./uploads.js";

const MAX_PREVIEW = 400_000;
const isMarkdown = (file) => /\.(md|markdown)$/i.test(file.name ?? "") || file.mimetype === "text/markdown";
const isText = (file) => isMarkdown(file) || (file.mimetype ?? "").startsWith("text/plain");

export function filesNode(files) {
  return h("ul", { class: "files", "aria-label": t("files.label") }, files.map((file) => h("li", {}, fileNode(file))));
}

function fileNode(file) {
  const address = file.url_private && localFile(file.url_private_download ?? file.url_private);
  if (file.mode === "tombstone" || !address) return h("span", { class: "file gone" }, icon("file"), file.name ?? t("files.deleted"));
  const shown = localFile(file.url_private) ?? address;
  if ((file.mimetype ?? "").startsWith("image/")) return pictureNode(file, shown, address);
  const preview = isText(file) && (file.size ?? 0) < MAX_PREVIEW;
  return h("div", { class: "file", "data-testid": "file" }, icon("file"),
    h("span", { class: "grow" }, h("strong", {}, file.title || file.name), h("span", { class: "muted small" }, `${(file.filetype ?? "").toUpperCase()} · ${fileSize(file.size)}`)),
    preview && h("button", { type: "button", class: "icon-button", "aria-label": t("files.preview", { name: file.name }), onclick: () => openPreview(file, shown) }, icon("eye")),
    h("a", { class: "icon-button", href: address, download: file.name, "data-testid": "download", "aria-label": t("files.download", { name: file.name }) }, icon("download")));
}

function pictureNode(file, shown, address) {
  const description = file.alt_txt || file.title || file.name;
  return h("figure", { class: "picture" },
    h("a", { href: shown, target: "_blank", rel: "noopener" }, h("img", { src: shown, alt: description, loading: "lazy" })),
    h("figcaption", { class: "muted small" }, `${file.name} · ${fileSize(file.size)} `, h("a", { href: address, download: file.name, "data-testid": "download" }, t("files.download_short"))));
}

async function openPreview(file, address) {
  const content = h("div", { class: "markdown preview" }, h("p", { class: "muted" }, t("loading")));
  openDialog({ title: file.title || file.name, content, testid: "file-preview", className: "wide" });
  const text = await fetch(address).then((response) => (response.ok ? response.text() : null), () => null);
  if (text === null) content.replaceChildren(t("errors.file_not_found"));
  else content.replaceChildren(isMarkdown(file) ? markdown(text, { level: 3 }) : h("pre", {}, text));
}
