// The middle pane: header, welcome, messages (or the app's home) and composer.

import { read, web } from "./api.js";
import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { acceptDrops } from "./drop.js";
import { editMessage } from "./editor.js";
import { fragment, h, hidden, toast } from "./dom.js";
import { errorText, plural, t } from "./i18n.js";
import { icon } from "./icons.js";
import { homeView } from "./home.js";
import { isMine } from "./message.js";
import { messageList } from "./message_list.js";
import { promptsNode } from "./prompts.js";
import { address } from "./router.js";
import { app, appOf, conversation, conversationName, emit, on, state } from "./state.js";
import { load, messages } from "./timeline.js";
import { welcomeNode } from "./welcome.js";

export function conversationPane() {
  const pane = h("main", { id: "conversation", class: "pane conversation", tabindex: -1 });
  let shown = null;
  let current = null;

  async function show() {
    const { channel, tab } = state.route;
    const item = conversation(channel);
    if (!item || shown === `${channel}/${tab}`) return;
    shown = `${channel}/${tab}`;
    current = tab === "home" ? homeBody(item) : messagesBody(item);
    // Before the messages are there, so that nothing is typed into the conversation that was here.
    pane.replaceChildren(header(item, tab), current.node);
    current.ready?.();
    const error = tab === "home" ? null : await load(channel);
    if (error && shown === `${channel}/${tab}`) toast(errorText(error), { error: true });
  }

  on("route", show);
  on("welcome", () => current?.welcome?.());
  on("focus-composer", ({ channel, thread }) => !thread && channel === state.route.channel && current?.focus?.());
  return pane;
}

function header(item, tab) {
  const owner = appOf(item);
  const name = conversationName(item);
  const title = item.is_im ? [avatar(item.user, "small"), name] : [icon("hash"), name];
  const topic = typeof item.topic === "string" ? item.topic : (item.topic?.value ?? "");
  const back = h("button", { type: "button", class: "icon-button only-phone", "aria-label": t("sidebar.open"), onclick: () => emit("pane", "sidebar") }, icon("menu"));
  const members = !item.is_im && item.members?.length && h("span", { class: "members", title: plural("conversation.members", item.members.length) },
    item.members.slice(0, 3).map((id) => avatar(id, "tiny")), h("span", { "aria-hidden": "true" }, String(item.members.length)), hidden(plural("conversation.members", item.members.length)));
  return h("header", { class: "pane-header" }, back, h("h2", {}, title), topic && h("p", { class: "topic muted" }, topic), h("span", { class: "grow" }), members, owner && tabs(item, tab));
}

function tabs(item, active) {
  const tab = (name) => h("a", { href: address({ channel: item.id, tab: name }), "aria-current": name === active ? "page" : undefined, "data-testid": `tab-${name}` }, t(`app.${name}`));
  return h("nav", { class: "tabs", "aria-label": conversationName(item) }, tab("messages"), tab("home"));
}

function homeBody(item) {
  return { node: homeView(appOf(item)) };
}

function messagesBody(item) {
  const owner = appOf(item);
  const name = conversationName(item);
  const label = item.is_im ? t("composer.to_person", { name }) : t("composer.to_channel", { name });
  const list = messageList(item.id, null, { label: t("conversation.messages", { name }), before: intro(item) });
  const writer = composer(item.id, null, { label, onSent: () => list.toBottom(), onEditLast: () => editLast(list, item.id, null) });
  const greeting = h("div", { class: "greeting" }, welcomeNode());
  const node = fragment(banner(), greeting, list.node, owner ? promptsNode(item.id, owner) : null, writer.node);
  const settle = () => {
    list.toBottom();
    if (matchMedia("(hover: hover)").matches && !state.route.thread && !document.querySelector("dialog[open]")) writer.focus();
  };
  return {
    node,
    focus: writer.focus,
    welcome: () => {
      greeting.replaceChildren(...[welcomeNode()].filter(Boolean));
      settle();
    },
    ready: () => {
      acceptDrops(document.getElementById("conversation"), writer.attach);
      if (owner) recallPrompts(item.id);
      settle();
    },
  };
}

// What the app suggested last, also after a reload.
async function recallPrompts(channel) {
  const answer = await read("prompts", { channel });
  if (!answer.ok || !answer.prompts || state.prompts.has(channel)) return;
  state.prompts.set(channel, answer.prompts);
  emit("prompts");
}

function intro(item) {
  const name = conversationName(item);
  const text = appOf(item) ? t("conversation.intro_app", { name }) : item.is_im ? t("conversation.intro_person", { name }) : t("conversation.intro_channel", { name });
  return h("div", { class: "intro" }, item.is_im ? avatar(item.user, "large") : h("span", { class: "avatar large" }, icon("hash")), h("p", { class: "intro-name" }, item.is_im ? name : `#${name}`), h("p", { class: "muted" }, text));
}

export function editLast(list, channel, thread) {
  const own = messages(channel, thread).filter((message) => isMine(message) && !message.is_ephemeral && message.subtype !== "tombstone").at(-1);
  const row = own && list.node.querySelector(`[data-ts="${own.ts}"]`);
  if (row) editMessage(row, channel, own);
}

// What keeps messages from arriving, said once, above them.
function banner() {
  const node = h("div", { class: "banner", role: "status", "data-testid": "banner" });
  const show = () => {
    const bot = app();
    const text = !state.online ? t("banner.offline") : bot && !bot.connected ? t("banner.app", { name: bot.name }) : "";
    node.hidden = !text;
    node.replaceChildren(...(text ? [icon("alert"), text] : []));
  };
  on("connection", show);
  show();
  return node;
}

export async function markRead(channel) {
  const item = conversation(channel);
  const last = messages(channel).at(-1);
  if (!item || !last || document.hidden) return;
  const wasUnread = item.unread > 0;
  item.unread = 0;
  if (wasUnread) emit("conversations");
  await web("conversations.mark", { channel, ts: last.ts });
}
