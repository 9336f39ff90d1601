// Suggested prompts of the app, above the composer of its conversation; one click sends one.

import { web } from "./api.js";
import { h, toast } from "./dom.js";
import { errorText, t } from "./i18n.js";
import { encode } from "./compose_text.js";
import { on, state } from "./state.js";
import { isLoaded, messages } from "./timeline.js";

export function promptsNode(channel, owner) {
  const node = h("div", { class: "prompts", "data-testid": "prompts" });

  async function send(prompt) {
    state.prompts.set(channel, { prompts: [] });
    show();
    const answer = await web("chat.postMessage", { channel, text: encode(prompt.message) });
    if (!answer.ok) toast(errorText(answer.error), { error: true });
  }

  function show() {
    const empty = isLoaded(channel) && !messages(channel).length;
    const given = state.prompts.get(channel) ?? (empty ? { prompts: owner.suggested_prompts } : null);
    const list = given?.prompts ?? [];
    node.hidden = !list.length;
    node.replaceChildren(h("p", { class: "muted small" }, given?.title || t("prompts.title")),
      h("div", { class: "prompt-list" }, list.map((prompt) => h("button", { type: "button", class: "prompt", "data-testid": "prompt", title: prompt.message, onclick: () => send(prompt) }, prompt.title))));
  }

  on("prompts", show);
  on("timeline", (change) => change.channel === channel && change.kind === "loaded" && show());
  show();
  return node;
}
