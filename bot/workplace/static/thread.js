// The right pane: one thread.

import { composer } from "./composer.js";
import { editLast } from "./conversation.js";
import { acceptDrops } from "./drop.js";
import { h, toast } from "./dom.js";
import { errorText, t } from "./i18n.js";
import { icon } from "./icons.js";
import { messageList } from "./message_list.js";
import { go } from "./router.js";
import { conversation, conversationName, emit, on, state } from "./state.js";
import { load } from "./timeline.js";

export function threadPane() {
  const pane = h("aside", { id: "thread", class: "pane thread", hidden: true, "aria-label": t("thread.title"), "data-testid": "thread" });
  let shown = null;
  let current = null;

  async function show() {
    const { channel, thread, message } = state.route;
    const key = thread && `${channel}/${thread}`;
    if (key === shown && message === null) return;
    const changed = key !== shown;
    shown = key;
    if (!key) return hide();
    if (changed) {
      build(channel, thread); // before its messages are there, so that nothing is typed into another thread
      const error = await load(channel, thread);
      if (shown !== key) return undefined;
      if (error) {
        toast(errorText(error), { error: true });
        return go({ channel }, { replace: true });
      }
    }
    if (message) current.list.reveal(message);
    return undefined;
  }

  function hide() {
    pane.hidden = true;
    pane.replaceChildren();
    document.body.classList.remove("with-thread");
  }

  function build(channel, thread) {
    const item = conversation(channel);
    const list = messageList(channel, thread, { label: t("thread.messages") });
    const writer = composer(channel, thread, { label: t("thread.reply"), onSent: () => list.toBottom(), onEditLast: () => editLast(list, channel, thread) });
    current = { list, writer };
    const where = h("p", { class: "muted" }, item.is_im ? conversationName(item) : `#${conversationName(item)}`);
    const close = h("button", { type: "button", class: "icon-button", "aria-label": t("thread.close"), "data-testid": "close-thread", onclick: closeThread }, icon("close"));
    pane.dataset.thread = thread;
    pane.replaceChildren(h("header", { class: "pane-header" }, h("h2", {}, t("thread.title")), where, h("span", { class: "grow" }), close), list.node, writer.node);
    pane.hidden = false;
    document.body.classList.add("with-thread");
    acceptDrops(pane, writer.attach);
    list.toBottom();
    if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) writer.focus();
  }

  on("route", show);
  on("focus-composer", ({ channel, thread }) => thread && thread === state.route.thread && channel === state.route.channel && current?.writer.focus());
  return pane;
}

export function closeThread() {
  const { channel, thread } = state.route;
  if (!thread) return;
  go({ channel });
  const row = document.querySelector(`#conversation [data-ts="${thread}"]`);
  if (row) row.focus({ preventScroll: true });
  else emit("focus-composer", { channel, thread: null });
}
