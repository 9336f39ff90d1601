// A scrolling list of messages in sections (days, or a thread's parent and replies). Only the latest are built;
// earlier ones follow when the reader scrolls up.

import { h } from "./dom.js";
import { putEditor } from "./editor.js";
import { dayKey, dayName, plural, t } from "./i18n.js";
import { icon } from "./icons.js";
import { author, messageNode } from "./message.js";
import { attachToolbar } from "./message_toolbar.js";
import { keepPlace } from "./scrolling.js";
import { on, state } from "./state.js";
import { statusNode } from "./status.js";
import { messages } from "./timeline.js";

const WINDOW = 120;
const NEAR_TOP_PX = 400;
const GROUP_SECONDS = 300;
// What an app says within this time after a button was pressed is what came of it.
const OUTCOME_MS = 15_000;

export function messageList(channel, thread, { label, before = [] }) {
  const sections = h("div", { class: "sections" });
  const tail = h("div", { class: "tail" });
  const inner = h("div", { class: "list-inner" }, before, sections, tail);
  const jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => place.follow() }, icon("arrow"), t("conversation.new_messages"));
  const scroller = h("div", { class: "scroller", role: "region", "aria-label": label, tabindex: 0 }, inner);
  const rows = new Map();
  let from = 0;
  let pressed = -Infinity;
  const place = keepPlace(scroller, inner, {
    row: (ts) => rows.get(ts),
    onFollow: () => { jump.hidden = true; },
    onScroll: () => scroller.scrollTop < NEAR_TOP_PX && earlier(),
  });

  const list = () => messages(channel, thread);
  const sectionKey = (message) => (thread ? (message.ts === thread ? "parent" : "replies") : dayKey(message.ts));

  function sectionTitle(key, message) {
    if (!thread) return dayName(message.ts);
    return key === "parent" ? null : plural("thread.replies", list().filter((each) => each.ts !== thread && !each.is_ephemeral).length);
  }

  function build(message, previous) {
    const compact = Boolean(previous) && sectionKey(previous) === sectionKey(message) && follows(previous, message);
    const node = messageNode(channel, message, { thread, compact });
    rows.set(message.ts, node);
    return showStatus(node, message.ts);
  }

  function section(message) {
    const key = sectionKey(message);
    const title = sectionTitle(key, message);
    const heading = title && h("h3", { class: "day" }, h("span", {}, title));
    const node = h("section", { "data-section": key }, heading, h("ol", { class: "messages" }));
    return node;
  }

  function fill() {
    rows.clear();
    sections.replaceChildren();
    const all = list();
    from = Math.max(0, Math.min(from, all.length));
    for (let at = from; at < all.length; at += 1) append(sections, all[at], all[at - 1]);
  }

  function append(holder, message, previous) {
    let last = holder.lastElementChild;
    if (last?.dataset.section !== sectionKey(message)) {
      last = section(message);
      holder.append(last);
    }
    last.querySelector("ol").append(build(message, previous));
  }

  function rebuild({ keepWindow = false } = {}) {
    if (!keepWindow) from = Math.max(0, list().length - WINDOW);
    fill();
    tailStatus();
    if (place.isFollowing()) place.follow();
  }

  function earlier() {
    if (from === 0) return;
    const all = list();
    const [older, height, until] = [h("div"), scroller.scrollHeight, from];
    from = Math.max(0, from - WINDOW);
    for (let at = from; at < until; at += 1) append(older, all[at], all[at - 1]);
    const [seam, first] = [older.lastElementChild, sections.firstElementChild];
    if (seam.dataset.section === first.dataset.section) {
      first.querySelector("ol").prepend(...seam.querySelector("ol").children);
      seam.remove();
    }
    sections.prepend(...older.children);
    place.put(scroller.scrollTop + scroller.scrollHeight - height);
  }

  function changed(ts) {
    const all = list();
    const at = all.findIndex((message) => message.ts === ts);
    const old = rows.get(ts);
    if (at < 0 || !old) return;
    const focus = focusWithin(old);
    const open = [...old.querySelectorAll("details")].map((details) => details.open);
    const node = build(all[at], all[at - 1]);
    const editor = old.querySelector(".editor");
    old.replaceWith(node);
    if (editor) {
      putEditor(node, editor);
      editor.querySelector("textarea").focus();
    }
    node.querySelectorAll("details").forEach((details, index) => index in open && (details.open = open[index]));
    if (!editor) focus?.(node);
  }

  function added(ts) {
    const all = list();
    if (all.at(-1)?.ts !== ts) return rebuild({ keepWindow: true });
    append(sections, all.at(-1), all.at(-2));
    retitle();
    if (place.isFollowing() || isOutcome(all.at(-1))) place.follow();
    else jump.hidden = false;
    return undefined;
  }

  function removed(ts) {
    const holder = rows.get(ts)?.closest("section");
    if (!holder) return;
    rebuild({ keepWindow: true });
  }

  function retitle() {
    const heading = thread && sections.querySelector('[data-section="replies"] h3 span');
    const reply = list().find((message) => message.ts !== thread);
    if (heading && reply) heading.textContent = sectionTitle("replies", reply);
  }

  function showStatus(node, ts) {
    const status = thread ? null : statusNode(channel, ts);
    node.querySelector(".row-status").replaceChildren(...(status ? [status] : []));
    return node;
  }

  function tailStatus() {
    const status = statusNode(channel, thread);
    tail.replaceChildren(...(status ? [status] : []));
  }

  function isOutcome(message) {
    return author(message) !== state.me.id && performance.now() - pressed < OUTCOME_MS;
  }

  function reveal(ts) {
    const at = list().findIndex((message) => message.ts === ts);
    if (at < 0) return;
    if (at < from) {
      from = Math.max(0, at - 10);
      fill();
    }
    const node = rows.get(ts);
    place.release();
    node.scrollIntoView({ block: "center" });
    node.classList.add("found");
    node.focus({ preventScroll: true });
  }

  scroller.addEventListener("click", (event) => {
    if (event.target.closest("[data-action-id]")) pressed = performance.now();
  }, { capture: true });
  scroller.addEventListener("keydown", (event) => arrows(event, scroller));
  attachToolbar(scroller, channel, thread);

  const mine = (change) => change.channel === channel && change.thread === thread;
  on("timeline", (change) => mine(change) && scroller.isConnected && ({ loaded: () => rebuild(), added, changed, removed })[change.kind](change.ts));
  on("status", (change) => {
    if (change.channel !== channel) return;
    if (rows.has(change.thread)) showStatus(rows.get(change.thread), change.thread);
    if (change.thread === thread) tailStatus();
  });

  rebuild();
  return { node: h("div", { class: "list" }, scroller, jump), scroller, toBottom: place.follow, reveal };
}

function follows(previous, message) {
  const plain = (each) => !each.is_ephemeral && !each.subtype?.startsWith("thread") && !each.pinned_to?.length;
  return plain(previous) && plain(message) && author(previous) === author(message) && Number(message.ts) - Number(previous.ts) < GROUP_SECONDS;
}

// A changed message is built anew; the button that was just pressed keeps the focus.
function focusWithin(node) {
  const active = document.activeElement;
  if (!node.contains(active)) return null;
  const action = active.dataset.actionId;
  const value = active.dataset.value;
  return (fresh) => {
    const same = action && [...fresh.querySelectorAll("[data-action-id]")].find((each) => each.dataset.actionId === action && each.dataset.value === value);
    (same || fresh).focus({ preventScroll: true });
  };
}

function arrows(event, scroller) {
  const row = event.target.closest?.(".message");
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || (event.target !== row && event.target !== scroller)) return;
  const all = [...scroller.querySelectorAll(".message")];
  const at = row ? all.indexOf(row) : all.length;
  const next = all[at + (event.key === "ArrowUp" ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
