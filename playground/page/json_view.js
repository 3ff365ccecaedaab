// A JSON value to read: indented, its kinds told apart, to be copied whole.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { tried } from "./toast.js";

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const LONGEST = 60_000;

export function jsonView(title, value) {
  const whole = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const text = whole ?? "nothing";
  const shown = text.slice(0, LONGEST);
  return el(
    "div",
    { class: "json" },
    el(
      "div",
      { class: "json-head" },
      el("h4", { text: title }),
      el(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": `Copy ${title.toLowerCase()}`,
          on: { click: () => tried(() => navigator.clipboard.writeText(text)) },
        },
        icon("copy"),
      ),
    ),
    el("pre", {}, typeof value === "string" ? shown : coloured(shown), text.length > LONGEST ? "…" : null),
  );
}

function coloured(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(TOKENS)) {
    nodes.push(text.slice(place, match.index));
    const [whole, string, colon, word] = match;
    const kind = colon ? "key" : string ? "string" : word ? "word" : "number";
    nodes.push(el("span", { class: `json-${kind}`, text: string ?? whole }));
    if (colon) nodes.push(colon);
    place = match.index + whole.length;
  }
  nodes.push(text.slice(place));
  return nodes;
}
