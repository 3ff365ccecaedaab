// The app's home tab.

import { get, post } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { el, fill } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { FormState } from "./form_state.js";
import { interactionContext } from "./interactions.js";
import { tried } from "./toast.js";
import { world } from "./world.js";

export class Home {
  constructor() {
    this.node = el("section", { class: "home", "aria-label": "Rapport home", tabindex: "0" });
    this.hash = null;
    this.state = null;
  }

  // Opening tells the app, which may publish something newer a moment later.
  async open() {
    await this.refresh();
    await tried(() => post("/ui/open_home", { as: world.as }));
  }

  async refresh() {
    const answer = await tried(() => get("/ui/home", { as: world.as }));
    if (!answer) return;
    if (!answer.view) {
      this.hash = null;
      fill(
        this.node,
        el(
          "div",
          { class: "empty" },
          el("h2", { text: "Nothing here yet" }),
          el("p", { text: "The app has not published a home page for you." }),
        ),
      );
      return;
    }
    const view = answer.view;
    if (view.hash === this.hash) return;
    this.hash = view.hash;
    if (this.state) this.state.take(view.blocks, view.state?.values);
    else this.state = new FormState(view.blocks, view.state?.values);
    const container = { type: "view", view_id: view.id };
    const drawn = renderBlocks(view.blocks, interactionContext(container, this.state));
    keepingFocus(this.node, () => fill(this.node, drawn));
  }
}
