// For a newcomer: three things to try, one click each, which really do it.

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

export function welcomeNode() {
  if (localStorage.getItem(KEY) === "hidden" || !app()) return null;
  const name = app().name;
  const other = language() === "nl" ? "en" : "nl";
  const tries = [
    card("hash", "channel", { name }, [[t("welcome.channel.action"), "try-channel", tryChannel]]),
    card("reply", "direct", { name }, [[t("welcome.direct.action"), "try-direct", () => tryDirect(language())], [t("welcome.direct.other"), "try-direct-other", () => tryDirect(other)]]),
    card("bolt", "agenda", { name }, [[t("welcome.agenda.action"), "try-agenda", tryAgenda]]),
  ];
  return h("section", { class: "welcome", "aria-labelledby": "welcome-title", "data-testid": "welcome" },
    h("header", {}, h("h3", { id: "welcome-title" }, t("welcome.title", { name })),
      h("button", { type: "button", class: "icon-button", "aria-label": t("welcome.dismiss"), "data-testid": "welcome-dismiss", onclick: () => hideWelcome() }, icon("close"))),
    h("p", {}, t("welcome.text", { name })), h("ol", { class: "tries" }, tries), h("p", { class: "muted small" }, t("welcome.after")));
}

function card(name, key, values, actions) {
  const buttons = actions.map(([label, testid, run], index) => h("button", { type: "button", class: index ? "button plain" : "button primary", "data-testid": testid, onclick: (event) => once(event.currentTarget, run) }, label));
  return h("li", { class: "try" }, icon(name), h("strong", {}, t(`welcome.${key}.title`, values)), h("p", { class: "muted" }, t(`welcome.${key}.text`, values)), h("div", { class: "try-actions" }, buttons));
}

async function once(button, run) {
  button.disabled = true;
  await run();
  button.disabled = false;
}

function hideWelcome() {
  localStorage.setItem(KEY, "hidden");
  emit("welcome");
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
  await ask(channel, `<@${app().bot_user_id}> ${t("welcome.channel.question")}`);
}

function tryDirect(tag) {
  return ask(directWithApp().id, t("welcome.direct.question", {}, tag));
}

async function ask(channel, text) {
  watch(channel);
  const answer = await web("chat.postMessage", { channel, text });
  finish(answer, channel, answer.ts);
}

async function tryAgenda() {
  const channel = innovation().id;
  watch(channel);
  const answer = await act("command", { channel, command: "/reisplan", text: "agenda" });
  finish(answer, channel, null);
}

// The app may answer before the page hears that its question was posted, so the watch starts first.
function watch(channel) {
  watched = { channel, root: undefined, since: Date.now() / 1000 - 1, until: Date.now() + FOLLOW_MS };
}

function finish(answer, channel, root) {
  if (!answer.ok) return toast(errorText(answer.error), { error: true });
  if (watched) watched.root = root;
  hideWelcome();
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
