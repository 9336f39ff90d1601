// Where a list of messages stands: at the newest, or where the reader put it, whatever grows or narrows around it.

const NEAR_PX = 90;
const MARGIN_PX = 6;

export function keepPlace(scroller, inner, { row, onFollow, onScroll }) {
  let following = true;
  let anchor = null; // the row that stays where it is: {ts, top, clicked}
  let placed = 0; // where this module scrolled to last
  let size = null;

  const measure = () => ({ width: scroller.clientWidth, height: scroller.clientHeight, inner: inner.offsetHeight });
  const same = (now) => size && now.width === size.width && now.height === size.height && now.inner === size.inner;
  const below = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const topOf = (node) => node.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

  function put(top) {
    scroller.scrollTop = top;
    placed = scroller.scrollTop;
  }

  // The newest message is read from its first line, so one that is taller than the pane isn't shown from its end.
  function newest() {
    const last = [...inner.querySelectorAll(".message")].at(-1);
    const start = last ? scroller.scrollTop + topOf(last) - MARGIN_PX : Infinity;
    return Math.min(start, scroller.scrollHeight - scroller.clientHeight);
  }

  function follow() {
    following = true;
    anchor = null;
    put(newest());
    onFollow();
  }

  function hold() {
    const held = anchor && row(anchor.ts);
    if (held) put(scroller.scrollTop + topOf(held) - anchor.top);
    following = below() < NEAR_PX;
    if (following) put(Math.max(scroller.scrollTop, newest()));
  }

  function settle() {
    const now = measure();
    const narrowed = size && now.width !== size.width;
    size = now;
    if (!following || (narrowed && anchor?.clicked)) hold();
    else put(narrowed ? newest() : Math.max(scroller.scrollTop, newest()));
  }

  function hang(node, clicked) {
    if (node) anchor = { ts: node.dataset.ts, top: topOf(node), clicked };
  }

  scroller.addEventListener("scroll", () => {
    // Ours, or the layout's: then settle() comes right after.
    if (scroller.scrollTop === placed || !same(measure())) return;
    following = below() < NEAR_PX;
    if (following) onFollow();
    const edge = scroller.getBoundingClientRect().top;
    hang([...inner.querySelectorAll(".message")].find((node) => node.getBoundingClientRect().top >= edge), false);
    onScroll();
  }, { passive: true });
  scroller.addEventListener("click", (event) => hang(event.target.closest(".message"), true), { capture: true });
  const observer = new ResizeObserver(settle);
  observer.observe(inner);
  observer.observe(scroller);

  return { follow, put, isFollowing: () => following, release: () => { following = false; } };
}
