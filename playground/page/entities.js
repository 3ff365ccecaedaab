// Work Objects: an entity as a message shows it, and its parts that the pane shows too.

import { post } from "./api.js";
import { fullMoment } from "./dates.js";
import { bdi, el } from "./dom.js";
import { icon } from "./icons.js";
import { linkTo } from "./links.js";
import { choose } from "./popup_menu.js";
import { tried } from "./toast.js";
import { userName, world } from "./world.js";

// The entities of a message's own metadata and of its unfurled links.
export function entitiesOf(message) {
  const unfurled = (message.attachments ?? []).map((each) => each.entity).filter(Boolean);
  return [...(message.metadata?.entities ?? []), ...unfurled];
}

// What everybody in the conversation sees; its title opens the pane.
export function entityCard(entity, { channel, ts }) {
  const place = { channel, ts, entity_id: entity.external_ref.id };
  const attributes = entity.entity_payload.attributes;
  return el(
    "div",
    { class: "entity", role: "group", "aria-label": attributes.title.text },
    el(
      "button",
      {
        type: "button",
        class: "entity-title",
        "aria-label": `Open ${attributes.title.text}`,
        on: { click: () => document.dispatchEvent(new CustomEvent("open-entity", { detail: place })) },
      },
      bdi(attributes.title.text),
    ),
    el("div", { class: "entity-kind" }, kindOf(attributes)),
    entityFields(entity),
    entityButtons(entity, { type: "unfurl", ...place }),
  );
}

export function kindOf(attributes) {
  return [attributes.product_name, attributes.display_type, attributes.display_id].filter(Boolean).join(" · ");
}

export function entityFields(entity) {
  const fields = entity.entity_payload.custom_fields ?? [];
  const order = entity.entity_payload.display_order ?? fields.map((field) => field.key);
  const shown = order.map((key) => fields.find((field) => field.key === key)).filter(Boolean);
  if (!shown.length) return null;
  return el(
    "dl",
    { class: "entity-fields" },
    shown.map((field) =>
      el("div", { class: field.long ? "long" : "" }, el("dt", {}, bdi(field.label)), el("dd", {}, valueOf(field))),
    ),
  );
}

function valueOf(field) {
  if (field.type === "array") {
    return field.value.map((each) =>
      el("span", { class: "entity-tag" }, valueOf({ ...each, type: each.type ?? field.item_type })),
    );
  }
  if (field.type === "slack#/types/user") return bdi(userName(field.user.user_id ?? "") || (field.user.text ?? ""));
  if (field.type === "slack#/types/timestamp") return el("span", { text: fullMoment(String(field.value)) });
  if (field.type === "slack#/types/email") return linkTo(`mailto:${field.value}`, field.value);
  if (field.type === "slack#/types/link") return linkTo(field.value, field.value);
  if (field.type === "boolean") return el("span", { text: field.value ? "Yes" : "No" });
  return field.link ? linkTo(field.link, String(field.value)) : bdi(String(field.value));
}

// The buttons of an entity, and behind the last one what does not stand in the row.
export function entityButtons(entity, container) {
  const actions = entity.entity_payload.actions ?? {};
  const first = actions.primary_actions ?? [];
  const further = actions.overflow_actions ?? [];
  if (!first.length && !further.length) return null;
  const send = (action) =>
    tried(() => post("/ui/action", { as: world.as, container, action_id: action.action_id, value: action.value }));
  const row = first.map((action) =>
    el("button", {
      type: "button",
      class: `button small${action.style === "primary" ? " primary" : ""}`,
      text: action.text,
      on: { click: () => send(action) },
    }),
  );
  if (further.length) {
    const more = el("button", { type: "button", class: "button small", "aria-label": "More actions" }, icon("down"));
    more.addEventListener("click", async () => {
      const items = further.map((action) => ({ label: action.text, value: action.action_id }));
      const chosen = await choose(more, items, "More actions");
      const action = further.find((each) => each.action_id === chosen);
      if (action) await send(action);
    });
    row.push(more);
  }
  return el("div", { class: "entity-actions" }, row);
}
