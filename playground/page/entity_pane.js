// The pane beside the conversation: one entity as the app shows it to this person alone.

import { get, post } from "./api.js";
import { bdi, el, fill } from "./dom.js";
import { entityButtons, entityFields, kindOf } from "./entities.js";
import { keepingFocus } from "./focus.js";
import { icon } from "./icons.js";
import { tried } from "./toast.js";
import { world } from "./world.js";

const ERRORS = {
  not_found: "This was not found.",
  restricted: "You may not see this.",
  timeout: "The app did not answer in time.",
};

// Asks for an entity of a message to be opened; false where it is no longer there.
export async function openEntity(place) {
  return Boolean(await tried(() => post("/ui/open_pane", { as: world.as, ...place })));
}

export class EntityPane {
  constructor({ close }) {
    this.body = el("div", { class: "entity-body" });
    this.node = el(
      "aside",
      { class: "pane entity-pane", "aria-label": "Details", tabindex: "-1" },
      el(
        "div",
        { class: "pane-head" },
        el("h2", { text: "Details" }),
        el("span", { class: "pane-about", text: "Only you see this" }),
        el("button", { type: "button", class: "tool", "aria-label": "Close details", on: { click: close } }, icon("close")),
      ),
      this.body,
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    });
  }

  async refresh() {
    const answer = await tried(() => get("/ui/pane", { as: world.as }));
    if (!answer?.pane) return;
    keepingFocus(this.body, () => fill(this.body, drawn(answer.pane)));
  }
}

function drawn(pane) {
  if (pane.error) {
    return el(
      "div",
      { class: "empty", role: "alert" },
      el("h3", { text: pane.error.custom_title ?? "Nothing to show" }),
      el("p", {}, bdi(pane.error.custom_message ?? ERRORS[pane.error.status] ?? "Something went wrong.")),
    );
  }
  if (!pane.details) return el("p", { class: "pane-note", text: "Waiting for the app…" });
  const attributes = pane.details.entity_payload.attributes;
  return [
    el("h3", { class: "entity-name" }, bdi(attributes.title.text)),
    el("div", { class: "entity-kind", text: kindOf(attributes) }),
    entityButtons(pane.details, { type: "entity" }),
    entityFields(pane.details),
  ];
}
