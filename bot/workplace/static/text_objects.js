// Block Kit text objects and confirmation dialogs.

import { confirm } from "./dialog.js";
import { t } from "./i18n.js";
import { mrkdwn, plain, unescape } from "./mrkdwn.js";

export function textNode(object) {
  if (!object) return "";
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text ?? "") : plain(object.text ?? "", { emoji: object.emoji !== false });
}

export function textOf(object) {
  return unescape(typeof object === "string" ? object : (object?.text ?? ""));
}

/** Resolves to true when there is nothing to confirm or the person said yes. */
export function confirmed(element, option) {
  const ask = option?.confirm ?? element.confirm;
  if (!ask) return Promise.resolve(true);
  return confirm({
    title: textOf(ask.title) || t("confirm.title"),
    text: textNode(ask.text),
    yes: textOf(ask.confirm) || t("confirm.ok"),
    no: textOf(ask.deny) || t("cancel"),
    danger: ask.style === "danger",
  });
}
