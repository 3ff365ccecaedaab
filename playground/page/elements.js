// Interactive elements: what is pressed here, the rest in choices.js, menus.js and inputs.js.

import { checkboxes, dateTime, radioButtons } from "./choices.js";
import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { fieldOf } from "./form_state.js";
import { icon } from "./icons.js";
import { openAddress } from "./links.js";
import { textInput } from "./inputs.js";
import { choose } from "./popup_menu.js";
import { select } from "./selects.js";
import { withEmoji } from "./emoji.js";

// The control of one element. `name` is what it is called where it has no words of its own.
export function element(given, block, ctx, name, described = {}) {
  const control = draw(given, block, ctx, name, described);
  if (given.focus_on_load) control.dataset.focusOnLoad = "";
  return control;
}

function draw(given, block, ctx, name, described) {
  const dispatches = block.type !== "input" || block.dispatch_action === true;
  const field = {
    block,
    element: given,
    name: name || given.placeholder?.text || words(given.type),
    described,
    hooks: { "data-action-id": given.action_id, "data-block-id": block.block_id },
    value: () => ctx.state.get(block, given),
    // Keeps the value, and tells the app where the block is one that tells.
    changed: async (value, { tells = dispatches } = {}) => {
      if (tells && given.confirm && !(await confirmed(given.confirm))) return false;
      ctx.state.set(block, given, value);
      ctx.touched?.(block);
      if (tells) await ctx.act(block, given, { [fieldOf(given)]: value });
      return true;
    },
    ctx,
    dispatches,
  };
  switch (given.type) {
    case "button":
      return button(field);
    case "overflow":
      return overflow(field);
    case "checkboxes":
      return checkboxes(field);
    case "radio_buttons":
      return radioButtons(field);
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return dateTime(field);
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return textInput(field);
    default:
      if (/_select$/.test(given.type)) return select(field);
      return el("span", { class: "unknown", text: `[${given.type}]` });
  }
}

function words(type) {
  return type.replaceAll("_", " ");
}

function button({ block, element: given, hooks, ctx }) {
  const label = given.text.emoji === false ? given.text.text : withEmoji(given.text.text);
  const node = el("button", {
    type: "button",
    class: `button ${given.style ?? ""}`,
    text: label,
    "aria-label": given.accessibility_label,
    ...hooks,
  });
  if (given.url) node.append(icon("out"));
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") === "true") return;
    if (given.confirm && !(await confirmed(given.confirm))) return;
    if (given.url) openAddress(given.url);
    node.setAttribute("aria-busy", "true");
    await ctx.act(block, given, given.value === undefined ? {} : { value: given.value });
    node.removeAttribute("aria-busy");
  });
  return node;
}

function overflow({ block, element: given, hooks, ctx }) {
  const node = el(
    "button",
    { type: "button", class: "button icon-button", "aria-label": "More options", ...hooks },
    icon("more"),
  );
  node.addEventListener("click", async () => {
    const option = await choose(
      node,
      given.options.map((each) => ({
        label: withEmoji(each.text.text),
        hint: each.description?.text,
        value: each,
      })),
    );
    if (!option) return;
    if (given.confirm && !(await confirmed(given.confirm))) return;
    if (option.url) openAddress(option.url);
    await ctx.act(block, given, { selected_option: option });
  });
  return node;
}
