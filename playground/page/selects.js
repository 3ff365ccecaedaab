// All the selects: a combobox that filters as one types, for one choice or several.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { OptionList } from "./option_list.js";
import { optionSource } from "./option_sources.js";

export function select(field) {
  const several = field.element.type.startsWith("multi_");
  const source = optionSource(field);
  const chosen = () => {
    const value = field.value();
    const values = several ? value : value === null ? [] : [value];
    return values.map(source.shown);
  };
  const { element, name, described, hooks } = field;
  const placeholder = element.placeholder?.text ?? (several ? "Choose some" : "Choose one");
  const input = el("input", {
    id: freshId("select"),
    type: "text",
    role: "combobox",
    class: "select-input",
    autocomplete: "off",
    dir: "auto",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
    "aria-label": described.labelledBy ? null : name,
    "aria-describedby": described.describedBy,
    "aria-required": described.required ? "true" : null,
    "data-control": "",
    ...hooks,
  });
  const chips = el("span", { class: "chips" });
  const frame = el("div", { class: `select${several ? " select-several" : ""}` }, chips, input, icon("down"));

  const show = () => {
    const now = chosen();
    chips.replaceChildren();
    if (several) {
      for (const each of now) chips.append(chip(each, () => put(without(each))));
      input.value = "";
      input.placeholder = now.length ? "" : placeholder;
    } else {
      input.value = now[0]?.label ?? "";
      input.placeholder = placeholder;
      if (now.length && described.required !== true && field.block.type === "input") {
        chips.append(el("button", {
          type: "button",
          class: "select-clear",
          "aria-label": "Clear",
          on: { click: () => put(null) },
        }, icon("close")));
      }
    }
  };
  const without = (gone) => field.value().filter((each) => source.shown(each).key !== gone.key);
  const put = async (value) => {
    await field.changed(value);
    show();
  };
  const list = new OptionList({
    input,
    frame,
    find: source.find,
    isChosen: (option) => chosen().some((each) => each.key === option.key),
    picked: async (option) => {
      if (!several) {
        await put(option.value);
        return;
      }
      const has = chosen().some((each) => each.key === option.key);
      const full = element.max_selected_items && field.value().length >= element.max_selected_items;
      if (!has && full) return;
      await put(has ? without(option) : [...field.value(), option.value]);
    },
    closed: show,
    minimum: element.type.includes("external") ? (element.min_query_length ?? 3) : 0,
    staysOpen: several,
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && several && input.value === "" && field.value().length) {
      put(field.value().slice(0, -1));
    }
  });
  frame.addEventListener("mousedown", (event) => {
    if (event.target === frame || event.target.closest(".icon-down")) {
      event.preventDefault();
      input.focus();
      list.open();
    }
  });
  show();
  return frame;
}

function chip(option, remove) {
  return el(
    "span",
    { class: "chip" },
    el("bdi", { text: option.label }),
    el("button", { type: "button", "aria-label": `Remove ${option.label}`, on: { click: remove } }, icon("close")),
  );
}
