// What can be done to a message: react, delete, copy.

import { web } from "./api.js";
import { confirm } from "./dialog.js";
import { toast } from "./dom.js";
import { errorText, t } from "./i18n.js";

export async function react(channel, message, name, mine = false) {
  const answer = await web(mine ? "reactions.remove" : "reactions.add", { channel, timestamp: message.ts, name });
  if (!answer.ok && answer.error !== "already_reacted") toast(errorText(answer.error), { error: true });
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("actions.copied"));
  } catch {
    toast(text);
  }
}

export async function askDelete(channel, message) {
  const sure = await confirm({ title: t("delete.title"), text: t("delete.text"), yes: t("delete.ok"), danger: true });
  if (!sure) return;
  const answer = await web("chat.delete", { channel, ts: message.ts });
  if (!answer.ok) toast(errorText(answer.error), { error: true });
}
