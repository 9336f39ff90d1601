// The app's Home tab.

import { restore, viewContext } from "./actions.js";
import { read } from "./api.js";
import { blockNodes } from "./blocks.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { on, state } from "./state.js";

export function homeView(owner) {
  const node = h("div", { class: "home scroller", role: "region", tabindex: 0, "aria-label": t("app.home"), "data-testid": "home" });

  async function show() {
    const answer = await read("home_view", { user: state.me.id, app: owner.id });
    const view = answer.ok ? answer.view : null;
    if (view) {
      const context = viewContext(view);
      node.replaceChildren(h("div", { class: "home-inner" }, blockNodes(view.blocks ?? [], context)));
      restore(view, context);
    } else node.replaceChildren(h("p", { class: "empty muted" }, t("app.home_empty", { name: owner.name })));
  }

  on("home", show);
  show();
  return node;
}
