// The actions on a message: one toolbar per list, moved to the message under the pointer or with the focus.

import { runShortcut } from "./actions.js";
import { h, isTyping } from "./dom.js";
import { editMessage } from "./editor.js";
import { openEmojiPicker } from "./emoji_picker.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { isMine } from "./message.js";
import { askDelete, copy, react } from "./message_commands.js";
import { openMenu } from "./popover.js";
import { go, link } from "./router.js";
import { state } from "./state.js";
import { find, isReply, remove } from "./timeline.js";

export function attachToolbar(scroller, channel, thread) {
  let row = null;
  const message = () => find(channel, row.dataset.ts);
  const control = (name, label, run, testid) =>
    h("button", { type: "button", class: "icon-button", title: label, "aria-label": label, "data-testid": testid, onclick: run }, icon(name));
  const reactButton = control("react", t("actions.react"), () => pickReaction(), "react");
  const replyButton = control("reply", t("actions.reply"), () => openThread(), "reply");
  const moreButton = control("more", t("message.more"), () => openMore(), "more");
  moreButton.setAttribute("aria-haspopup", "menu");
  const toolbar = h("div", { class: "toolbar", role: "toolbar", "aria-label": t("actions.label") }, reactButton, !thread && replyButton, moreButton);

  function moveTo(target) {
    if (!target || target === row || toolbar.getAttribute("data-busy")) return;
    row = target;
    const found = message();
    reactButton.hidden = Boolean(found?.is_ephemeral);
    replyButton.hidden = Boolean(found?.is_ephemeral);
    row.append(toolbar);
  }

  function pickReaction() {
    const target = message();
    openEmojiPicker(reactButton, (name) => react(channel, target, name));
  }

  function openThread() {
    const found = message();
    go({ channel, thread: isReply(found) ? found.thread_ts : found.ts });
  }

  function openMore() {
    openMenu(moreButton, menuItems(channel, message(), row), { label: t("message.more") });
  }

  const keys = { r: pickReaction, t: openThread, e: () => isMine(message()) && editMessage(row, channel, message()), ".": openMore };
  scroller.addEventListener("pointerover", (event) => moveTo(event.target.closest(".message")));
  scroller.addEventListener("focusin", (event) => moveTo(event.target.closest(".message")));
  scroller.addEventListener("keydown", (event) => {
    if (event.target !== row || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const run = event.key === "Enter" ? keys.t : keys[event.key.toLowerCase()];
    if (!run || (thread && run === keys.t) || message().is_ephemeral) return;
    event.preventDefault();
    run();
  });
}

function menuItems(channel, message, row) {
  if (message.is_ephemeral) return [{ label: t("actions.hide"), icon: "close", run: () => remove(channel, message.ts) }];
  const route = isReply(message) ? { channel, thread: message.thread_ts, message: message.ts } : { channel, thread: message.ts };
  const items = [{ label: t("actions.copy_link"), icon: "link", run: () => copy(link(route)) }];
  const shortcuts = state.apps.flatMap((app) => (app.shortcuts ?? []).filter((shortcut) => shortcut.type.startsWith("message")).map((shortcut) => ({
    label: `${shortcut.name} (${app.name})`,
    icon: "bolt",
    actionId: shortcut.callback_id,
    run: () => runShortcut(shortcut.callback_id, { channel, ts: message.ts }),
  })));
  if (shortcuts.length) items.push(null, ...shortcuts);
  if (isMine(message)) {
    items.push(null, { label: t("actions.edit"), icon: "pencil", run: () => editMessage(row, channel, message) },
      { label: t("actions.delete"), icon: "trash", danger: true, run: () => askDelete(channel, message) });
  }
  return items;
}
