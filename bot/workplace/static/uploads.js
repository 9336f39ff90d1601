// Where files live, and sending them.

import { upload } from "./api.js";
import { toast } from "./dom.js";
import { errorText } from "./i18n.js";
import { appOf, app, state } from "./state.js";

/** The address of a file of this workplace for the current person, or null for a file elsewhere. */
export function localFile(value) {
  const url = new URL(value, location.href);
  const loopback = ["localhost", "127.0.0.1", "[::1]", location.hostname].includes(url.hostname);
  if (!loopback || !url.pathname.startsWith("/files/")) return null;
  return `${url.pathname}?user=${encodeURIComponent(state.me.id)}`;
}

/** Files chosen in a modal: they go to the conversation with the app, where it can read them. */
export async function uploadForView(files) {
  const direct = [...state.conversations.values()].find((item) => appOf(item) === app());
  const answers = await Promise.all(files.map((file) => upload(direct.id, null, file)));
  for (const answer of answers.filter((each) => !each.ok)) toast(errorText(answer.error), { error: true });
  return answers.filter((answer) => answer.ok).map((answer) => answer.file?.id).filter(Boolean);
}
