// Starts the page and keeps it up to date.

import { act, read } from "./api.js";
import { announce, h, toast } from "./dom.js";
import { chooseLanguage, errorText, language, loadTexts, setLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { connect } from "./events.js";
import { conversationPane, markRead } from "./conversation.js";
import { listenToKeys, openHelp } from "./keyboard.js";
import { author } from "./message.js";
import { watchModals } from "./modal.js";
import { openQuickSwitcher } from "./quick_switcher.js";
import { address, apply } from "./router.js";
import { sidebar } from "./sidebar.js";
import { appOf, clearListeners, conversation, conversationName, displayName, emit, on, state } from "./state.js";
import { clearStatus, setStatus } from "./status.js";
import { closeThread, threadPane } from "./thread.js";
import { find, forgetAll, isLoaded, isReply, load, put, remove, touch } from "./timeline.js";
import { followTries, recallWelcome } from "./welcome.js";

let disconnect = () => {};
let offlineTimer = null;
const OFFLINE_AFTER_MS = 1200;

async function start() {
  const [people, apps] = await Promise.all([read("people"), read("apps")]);
  if (!people.ok || !apps.ok) return fail();
  state.people = people.people;
  state.apps = apps.apps;
  const params = new URLSearchParams(location.search);
  const wanted = params.get("user") ?? localStorage.getItem("workplace.user");
  const me = state.people.find((person) => person.name === wanted || person.id === wanted) ?? state.people[0];
  window.addEventListener("hashchange", apply);
  document.addEventListener("visibilitychange", () => markRead(state.route.channel));
  listenToKeys();
  return become(me);
}

function fail() {
  document.getElementById("failed").hidden = false;
  setTimeout(() => location.reload(), 3000);
}

async function become(person) {
  if (person === state.me) return undefined; // nothing to build anew, and what is on its way isn't cut off
  disconnect();
  const open = state.me && conversation();
  const partner = open?.is_im ? open.user : null;
  state.me = person;
  forgetAll();
  state.statuses.clear();
  state.prompts.clear();
  localStorage.setItem("workplace.user", person.name);
  const query = new URLSearchParams(location.search);
  query.set("user", person.name);
  history.replaceState(null, "", `?${query}${location.hash}`);
  const loaded = await loadState();
  if (state.me !== person) return undefined;
  if (!loaded) return fail();
  // Out of one's conversation with the app, the next person is in theirs.
  const same = partner && [...state.conversations.values()].find((item) => item.user === partner);
  if (same) history.replaceState(null, "", address({ channel: same.id, tab: state.route.tab }));
  mount();
  disconnect = connect(person.id, state.known, { onEvent, onOnline, onOffline });
  return undefined;
}

async function loadState() {
  const { me } = state;
  const answer = await read("state", { user: me.id, language: language() });
  if (!answer.ok) return false;
  if (state.me !== me) return true; // somebody else's by now, who reads their own
  if (answer.known < state.counted) return loadState(); // a message overtook it, and would be counted as read
  state.known = answer.known;
  state.team = answer.team;
  state.conversations = new Map(answer.conversations.map((item) => [item.id, item]));
  loadTexts(answer.texts);
  for (const status of answer.statuses ?? []) setStatus(status);
  return true;
}

function mount() {
  clearListeners();
  chooseLanguage();
  document.getElementById("skip").textContent = t("skip");
  document.getElementById("app").replaceChildren(topBar(), sidebar({ onPerson: become }), conversationPane(), threadPane());
  watchModals();
  followTries();
  let opened = null;
  on("route", () => {
    openPane("conversation");
    titlePage();
    const place = `${state.route.channel}/${state.route.tab}`;
    if (place !== opened && appOf(conversation())) act("home", { tab: state.route.tab, app: appOf(conversation()).id });
    opened = place;
  });
  on("timeline", ({ channel, thread, kind }) => kind !== "changed" && !thread && channel === state.route.channel && markRead(channel));
  on("conversations", titlePage);
  on("pane", openPane);
  on("recall-welcome", () => {
    openPane("conversation");
    recallWelcome();
  });
  on("become", ({ person, done }) => become(person).then(done));
  on("reload-conversations", (then) => loadState().then(() => emit("conversations")).then(then));
  apply();
  performance.mark("workplace-ready");
}

function topBar() {
  const languages = ["nl", "en"].map((tag) => h("button", { type: "button", lang: tag, "aria-pressed": String(tag === language()), "data-testid": `lang-${tag}`, onclick: () => switchLanguage(tag) }, tag.toUpperCase()));
  return h("header", { class: "top-bar" },
    h("div", { class: "brand" }, icon("spark"), h("h1", {}, t("app_label.name"))), h("p", { class: "try-out", "data-testid": "try-out" }, t("app_label.short")), h("span", { class: "grow" }),
    h("button", { type: "button", class: "search-button", "data-testid": "open-switcher", onclick: openQuickSwitcher }, icon("search"), h("span", {}, t("switcher.open")), h("kbd", {}, "Ctrl K")),
    h("div", { class: "languages", role: "group", "aria-label": t("language") }, languages),
    h("button", { type: "button", class: "icon-button", "aria-label": t("keys.title"), title: t("keys.title"), "data-testid": "open-help", onclick: openHelp }, icon("help")));
}

function switchLanguage(tag) {
  const query = new URLSearchParams(location.search);
  query.delete("lang");
  history.replaceState(null, "", `?${query}${location.hash}`);
  setLanguage(tag, { remember: true });
  loadState(); // tells the workplace, so that apps speak this language too
  mount();
}

function openPane(name) {
  document.body.dataset.pane = name;
}

function titlePage() {
  const item = conversation();
  const unread = [...state.conversations.values()].filter((each) => each.id !== item?.id).reduce((sum, each) => sum + (each.unread ?? 0), 0);
  const name = item ? `${item.is_im ? "" : "#"}${conversationName(item)} · ` : "";
  document.title = `${unread ? `(${unread}) ` : ""}${name}${t("app_label.name")}`;
}

function arrived(channel, message, id) {
  put(channel, message);
  if (message.user !== state.me.id) clearStatus(channel, message.thread_ts ?? null);
  const item = conversation(channel);
  if (!item) return reloadConversations();
  const here = channel === state.route.channel && !document.hidden;
  const known = id <= state.known;
  state.counted = id;
  if (!here && !known && author(message) !== state.me.id && !message.is_ephemeral && (!isReply(message) || item.is_im)) {
    item.unread = (item.unread ?? 0) + 1;
    emit("conversations");
  }
  if (here && author(message) !== state.me.id && !message.streaming) speak(message);
  return undefined;
}

// The live region gets what the rendered message says, without its buttons.
function speak(message) {
  const node = [...document.querySelectorAll(`[data-ts="${message.ts}"] .content`)].at(-1);
  const text = (node?.textContent ?? message.text ?? "").replace(/\s+/g, " ").slice(0, 500);
  if (text) announce(`${displayName(author(message))}: ${text}`);
}

async function reloadConversations() {
  if (await loadState()) emit("conversations");
}

async function reacted({ channel, thread_ts: thread }) {
  if (isLoaded(channel)) await load(channel);
  if (state.route.thread && channel === state.route.channel) await load(channel, thread ?? state.route.thread);
}

async function appChanged({ connected }) {
  for (const app of state.apps) app.connected = connected;
  emit("connection");
  const answer = await read("apps");
  if (answer.ok) state.apps = answer.apps;
  emit("connection");
}

const HANDLERS = {
  message: ({ channel, message }, id) => arrived(channel, message, id),
  ephemeral: ({ channel, message }, id) => arrived(channel, { ...message, is_ephemeral: true }, id),
  message_changed: ({ channel, message }) => {
    const before = find(channel, message.ts);
    put(channel, message);
    if (before?.streaming && !message.streaming && channel === state.route.channel) speak(message);
  },
  message_deleted: ({ channel, ts }) => remove(channel, ts),
  reaction: reacted,
  status: setStatus,
  prompts: ({ channel, title, prompts }) => {
    state.prompts.set(channel, { title, prompts });
    emit("prompts");
  },
  view: () => emit("views"),
  home: () => emit("home"),
  conversations: reloadConversations,
  app: appChanged,
};

function onEvent(name, detail, id) {
  HANDLERS[name](detail, id);
}

async function onOnline({ again }) {
  clearTimeout(offlineTimer);
  const wasOffline = !state.online;
  state.online = true;
  emit("connection");
  if (wasOffline) toast(t("banner.back"));
  if (again) await reloadConversations();
  // A workplace that was started anew has no more of what happened before.
  const { channel, thread } = state.route;
  touch(channel);
  if (isLoaded(channel)) await load(channel);
  if (thread && isLoaded(channel, thread)) await load(channel, thread);
  if (!again) return;
  emit("views");
  appChanged({ connected: state.apps.some((app) => app.connected) });
}

function onOffline() {
  clearTimeout(offlineTimer);
  offlineTimer = setTimeout(() => {
    state.online = false;
    emit("connection");
  }, OFFLINE_AFTER_MS);
}

window.addEventListener("unhandledrejection", () => toast(errorText("page"), { error: true }));
start();
