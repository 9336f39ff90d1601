// Images. Only those of the workplace itself are loaded; one from elsewhere is shown as a link with its description.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { link, safeUrl } from "./references.js";
import { localFile } from "./uploads.js";

export function image(element, { className = "" } = {}) {
  const source = element.slack_file?.url ?? element.image_url ?? "";
  const url = safeUrl(source);
  const local = url && localFile(url);
  if (local) return h("img", { src: local, alt: element.alt_text ?? "", class: className, loading: "lazy" });
  return h("span", { class: `remote-image ${className}` }, link(source, `${t("image.label")}: ${element.alt_text ?? t("image.no_description")}`));
}
