// The stream of events for one person, with reconnection that also survives a stopped server.

const NAMES = ["message", "message_changed", "message_deleted", "ephemeral", "reaction", "status", "prompts", "view", "home",
  "conversations", "app"];
const RETRY_MS = 1500;
// Browsers allow six connections to one server: a hidden tab gives its own back after this long.
const HIDDEN_MS = 60_000;

/** `after` is the id of the newest change that the page knows already: the stream starts behind it. */
export function connect(user, after, { onEvent, onOnline, onOffline }) {
  let source = null;
  let timer = null;
  let hiddenTimer = null;
  let opened = false;
  let last = after;

  function open() {
    clearTimeout(timer);
    source = new EventSource(`/workplace/events?user=${encodeURIComponent(user)}&after=${last}`);
    for (const name of NAMES) source.addEventListener(name, (event) => {
      last = Number(event.lastEventId);
      onEvent(name, JSON.parse(event.data || "{}"), last);
    });
    source.onopen = () => {
      onOnline({ again: opened });
      opened = true;
    };
    source.onerror = () => {
      onOffline();
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, RETRY_MS);
    };
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function visibility() {
    clearTimeout(hiddenTimer);
    if (document.hidden) hiddenTimer = setTimeout(close, HIDDEN_MS);
    else if (!source) open();
  }

  document.addEventListener("visibilitychange", visibility);
  open();
  return () => {
    document.removeEventListener("visibilitychange", visibility);
    clearTimeout(hiddenTimer);
    close();
  };
}
