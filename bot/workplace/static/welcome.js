// For a newcomer: three things to try, one click each, which really do it. What is left after the first stays in
// reach in one line.

import { act, web } from "./api.js";
import { h, toast } from "./dom.js";
import { errorText, language, t } from "./i18n.js";
import { icon } from "./icons.js";
import { go } from "./router.js";
import { app, appOf, emit, on, state } from "./state.js";
import { author } from "./message.js";
import { messages } from "./timeline.js";

const KEY = "workplace.welcome";
// A bot's first answer to a try-out opens its thread, if it comes within this time.
const FOLLOW_MS = 60_000;
let watched = null;

const TRIES = { channel: "hash", direct: "reply", agenda: "bolt" };

export function welcomeNode() {
  const kept = localStorage.getItem(KEY);
  if (kept === "hidden" || !app()) return null;
  return kept ? rest(kept.split(",")) : full();
}

function full() {
  const name = app().name;
  const cards = Object.keys(TRIES).map((key) => card(key, { name }));
  return h("section", { class: "welcome", "aria-labelledby": "welcome-title", "data-testid": "welcome" },
    h("header", {}, h("h3", { id: "welcome-title" }, t("welcome.title", { name })), dismiss("welcome-dismiss")),
    h("p", {}, t("welcome.text", { name })), h("ol", { class: "tries" }, cards), h("p", { class: "muted small" }, t("welcome.after")));
}

function rest(tried) {
  const left = Object.keys(TRIES).filter((key) => !tried.includes(key));
  return h("section", { class: "welcome-rest", "aria-labelledby": "welcome-rest", "data-testid": "welcome-rest" },
    h("div", { class: "tries-left" }, h("strong", { id: "welcome-rest" }, t("welcome.rest")), left.map((key) => buttons(key, "")[0])), dismiss("welcome-rest-dismiss"));
}

function dismiss(testid) {
  return h("button", { type: "button", class: "icon-button", "aria-label": t("welcome.dismiss"), "data-testid": testid, onclick: () => keep("hidden") }, icon("close"));
}

function card(key, values) {
  return h("li", { class: "try" }, icon(TRIES[key]), h("strong", {}, t(`welcome.${key}.title`, values)), h("p", { class: "muted" }, t(`welcome.${key}.text`, values)), h("div", { class: "try-actions" }, buttons(key)));
}

function buttons(key, look = "primary") {
  const button = (label, testid, style, run) => h("button", { type: "button", class: `button ${style}`, "data-testid": testid, onclick: (event) => once(event.currentTarget, run) }, label);
  const first = button(t(`welcome.${key}.action`), `try-${key}`, look, { channel: tryChannel, direct: () => tryDirect(language()), agenda: tryAgenda }[key]);
  if (key !== "direct") return [first];
  const other = language() === "nl" ? "en" : "nl";
  return [first, button(t("welcome.direct.other"), "try-direct-other", "plain", () => tryDirect(other))];
}

async function once(button, run) {
  button.disabled = true;
  await run();
  button.disabled = false;
}

function keep(value) {
  localStorage.setItem(KEY, value);
  emit("welcome");
}

function tried(key) {
  const kept = localStorage.getItem(KEY);
  if (kept === "hidden") return;
  const done = new Set([...(kept ?? "").split(",").filter(Boolean), key]);
  keep(done.size === Object.keys(TRIES).length ? "hidden" : [...done].join(","));
}

export function recallWelcome() {
  localStorage.removeItem(KEY);
  if (state.route.tab === "home") go({ channel: state.route.channel });
  emit("welcome");
}

const innovation = () => [...state.conversations.values()].find((item) => item.name === "innovatie") ?? [...state.conversations.values()].find((item) => !item.is_im);
const directWithApp = () => [...state.conversations.values()].find((item) => appOf(item) === app());

// The channel question is Karin's; the page becomes hers first.
async function tryChannel() {
  const karin = state.people.find((person) => person.name === "karin");
  const channel = innovation().id;
  if (karin && karin.id !== state.me.id) await new Promise((done) => emit("become", { person: karin, done }));
  await ask("channel", channel, `<@${app().bot_user_id}> ${t("welcome.channel.question")}`);
}

function tryDirect(tag) {
  return ask("direct", directWithApp().id, t("welcome.direct.question", {}, tag));
}

async function ask(key, channel, text) {
  watch(channel);
  const answer = await web("chat.postMessage", { channel, text });
  finish(key, answer, channel, answer.ts);
}

async function tryAgenda() {
  const channel = innovation().id;
  watch(channel);
  const answer = await act("command", { channel, command: "/reisplan", text: "agenda" });
  finish("agenda", answer, channel, null);
}

// The app may answer before the page hears that its question was posted, so the watch starts first.
function watch(channel) {
  watched = { channel, root: undefined, since: Date.now() / 1000 - 1, until: Date.now() + FOLLOW_MS };
}

function finish(key, answer, channel, root) {
  if (!answer.ok) return toast(errorText(answer.error), { error: true });
  if (watched) watched.root = root;
  tried(key);
  go({ channel });
  return follow();
}

// root: the question whose thread is awaited; null: any new message of the app; undefined: not known yet.
function follow() {
  if (!watched || watched.root === undefined || Date.now() > watched.until) return;
  const { channel, root, since } = watched;
  if (state.route.channel !== channel || state.route.thread) return;
  const bot = app()?.bot_user_id;
  const isAnswer = (message) => author(message) === bot && !message.is_ephemeral && Number(message.ts) > since;
  const found = messages(channel).find((message) => (root ? message.ts === root && message.reply_users?.includes(bot) : isAnswer(message)));
  if (!found) return;
  watched = null;
  go({ channel, thread: found.ts });
}

/** Opens the thread in which the app answers what was just tried. */
export function followTries() {
  on("route", follow);
  on("timeline", follow);
}
