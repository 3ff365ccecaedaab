// Ticks, round ticks, dates and times.

import { el, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";

function group(role, kind, { element, hooks, name, described, value, changed }, pick, isOn) {
  const shared = freshId("choice");
  const node = el("div", {
    role,
    class: "choices",
    "aria-label": described.labelledBy ? null : name,
    "aria-labelledby": described.labelledBy,
    "aria-describedby": described.describedBy,
    ...hooks,
  });
  const inputs = element.options.map((option) => {
    const id = freshId("option");
    const hint = option.description ? freshId("about") : null;
    const input = el("input", { type: kind, id, name: shared, "aria-describedby": hint });
    input.checked = isOn(value(), option);
    input.addEventListener("change", async () => {
      const kept = await changed(pick(value(), option, input.checked));
      if (!kept) inputs.forEach((each, place) => (each.checked = isOn(value(), element.options[place])));
    });
    const words = el("label", { for: id }, textObject(option.text));
    const about = hint
      ? el("span", { class: "choice-about", id: hint }, textObject(option.description))
      : null;
    node.append(el("div", { class: "choice" }, input, el("span", {}, words, about)));
    return input;
  });
  return node;
}

export function radioButtons(field) {
  return group(
    "radiogroup",
    "radio",
    field,
    (_, option) => option,
    (value, option) => value?.value === option.value,
  );
}

export function checkboxes(field) {
  return group(
    "group",
    "checkbox",
    field,
    (value, option, on) => {
      const others = value.filter((each) => each.value !== option.value);
      return on ? [...others, option] : others;
    },
    (value, option) => value.some((each) => each.value === option.value),
  );
}

const NATIVE = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

export function dateTime({ element, hooks, name, described, value, changed }) {
  const isMoment = element.type === "datetimepicker";
  const shown = () => (isMoment && value() ? localMoment(value()) : (value() ?? ""));
  const node = el("input", {
    id: freshId("input"),
    class: "field field-date",
    type: NATIVE[element.type],
    "aria-label": described.labelledBy ? null : name,
    "aria-describedby": described.describedBy,
    "aria-required": described.required ? "true" : null,
    value: shown(),
    ...hooks,
  });
  node.addEventListener("change", async () => {
    const entered = node.value || null;
    const kept = await changed(isMoment && entered ? Date.parse(entered) / 1000 : entered);
    if (!kept) node.value = shown();
  });
  return node;
}

function localMoment(epochSeconds) {
  const date = new Date(epochSeconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
