// Fields one types into.

import { el, freshId } from "./dom.js";

const TYPES = {
  email_text_input: ["email", "email"],
  url_text_input: ["url", "url"],
  number_input: ["text", "decimal"],
  plain_text_input: ["text", null],
};

export function textInput({ element, hooks, name, described, value, changed, dispatches }) {
  const [type, inputmode] = TYPES[element.type];
  const multiline = element.multiline === true;
  const node = el(multiline ? "textarea" : "input", {
    id: freshId("input"),
    class: "field",
    type: multiline ? null : type,
    rows: multiline ? "4" : null,
    inputmode,
    dir: "auto",
    autocomplete: "off",
    maxlength: element.max_length ?? null,
    placeholder: element.placeholder?.text,
    "aria-label": described.labelledBy ? null : name,
    "aria-describedby": described.describedBy,
    "aria-required": described.required ? "true" : null,
    value: value() ?? "",
    ...hooks,
  });
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const entered = () => (node.value === "" ? null : node.value);
  let pause = null;
  node.addEventListener("input", () => {
    changed(entered(), { tells: false });
    if (dispatches && on.includes("on_character_entered")) {
      clearTimeout(pause);
      pause = setTimeout(() => changed(entered()), 300);
    }
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (multiline && !event.metaKey && !event.ctrlKey)) return;
    if (dispatches && on.includes("on_enter_pressed")) {
      event.preventDefault();
      changed(entered());
    }
  });
  if (!element.max_length) return node;
  return withCount(node, element.max_length);
}

// Beside a field with a limit: how much room is left, once it grows tight.
function withCount(node, most) {
  const count = el("span", { class: "field-count", "aria-hidden": "true" });
  const show = () => {
    const left = most - node.value.length;
    count.textContent = left < Math.min(100, most / 2) ? String(left) : "";
  };
  node.addEventListener("input", show);
  show();
  node.dataset.control = "";
  return el("div", { class: "field-with-count" }, node, count);
}
