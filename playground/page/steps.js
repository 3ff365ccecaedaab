// The panel in which a step of the app is run as a workflow would run it: its inputs, and how it ended.

import { get, post } from "./api.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { tried } from "./toast.js";
import { members, userName, world } from "./world.js";

const ASK_AFTER_MS = 250;
const memory = { step: "", typed: {} };

export class Steps {
  constructor({ close }) {
    this.steps = {};
    this.runs = [];
    this.offered = {};
    this.form = el("form", { class: "customer-form", novalidate: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run();
    });
    this.past = el("div", { class: "step-runs", "aria-live": "polite" });
    this.node = el(
      "aside",
      { class: "pane steps", "aria-label": "Run a workflow step" },
      el(
        "div",
        { class: "pane-head" },
        el("h2", { text: "Run a workflow step" }),
        el("button", { type: "button", class: "tool", "aria-label": "Close panel", on: { click: close } }, icon("close")),
      ),
      el("p", { class: "pane-note", text: "What a workflow of the team gives to the app's steps, and what it gets." }),
      this.form,
      this.past,
    );
  }

  async open() {
    await this.refresh();
    this.draw();
    this.form.querySelector("select")?.focus({ preventScroll: true });
  }

  async refresh() {
    const answer = await tried(() => get("/ui/runs", { as: world.as }));
    if (!answer) return;
    this.steps = answer.steps;
    this.runs = answer.runs;
    memory.step ||= Object.keys(this.steps)[0] ?? "";
    fill(this.past, this.runs.slice(0, 10).map((run) => this.outcome(run)));
  }

  draw() {
    const which = el(
      "select",
      { class: "field", id: "step-which" },
      Object.entries(this.steps).map(([name, step]) => el("option", { value: name, text: step.title })),
    );
    which.value = memory.step;
    which.addEventListener("change", () => {
      memory.step = which.value;
      this.draw();
      this.form.querySelector("#step-which").focus();
    });
    const inputs = Object.entries(this.steps[memory.step]?.input_parameters ?? {});
    fill(
      this.form,
      labelled("Step", which),
      inputs.map(([name, parameter]) => labelled(parameter.title, this.field(name, parameter))),
      el("button", { type: "submit", class: "button solid primary wide", text: "Run" }),
    );
  }

  field(name, parameter) {
    if (parameter.type === "slack#/types/user_id") return this.person(name);
    const offers = parameter.options_by ? `step-offered-${name}` : null;
    const field = el(name === "note" ? "textarea" : "input", {
      class: "field",
      id: `step-${name}`,
      dir: "auto",
      autocomplete: "off",
      list: offers,
      placeholder: parameter.type === "array" ? "Several with commas between them" : "",
      value: memory.typed[name] ?? "",
    });
    let waiting = null;
    field.addEventListener("input", () => {
      memory.typed[name] = field.value;
      if (!offers) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => this.offer(name, field.value), ASK_AFTER_MS);
    });
    if (!offers) return field;
    return [field, el("datalist", { id: offers })];
  }

  // A text field with a list of the app's own suggestions for the part after the last comma.
  async offer(name, typed) {
    const before = typed.includes(",") ? typed.replace(/[^,]*$/, "") : "";
    const query = typed.slice(before.length).trim();
    const answer = await tried(() =>
      post("/ui/step_options", { as: world.as, step: memory.step, parameter: name, query }),
    );
    const list = this.form.querySelector(`#step-offered-${name}`);
    if (!answer || !list) return;
    const space = before && !before.endsWith(" ") ? " " : "";
    fill(
      list,
      answer.options.map((each) => el("option", { value: `${before}${space}${each.value}`, text: each.text.text })),
    );
  }

  person(name) {
    const field = el(
      "select",
      { class: "field", id: `step-${name}` },
      el("option", { value: "", text: "Nobody named" }),
      members().map((each) => el("option", { value: each.id, text: userName(each.id) })),
    );
    field.value = memory.typed[name] ?? "";
    field.addEventListener("change", () => (memory.typed[name] = field.value));
    return field;
  }

  async run() {
    const parameters = this.steps[memory.step].input_parameters;
    const inputs = {};
    for (const [name, parameter] of Object.entries(parameters)) {
      const typed = (memory.typed[name] ?? "").trim();
      if (!typed) continue;
      inputs[name] = parameter.type === "array" ? typed.split(",").map((each) => each.trim()) : typed;
    }
    await tried(() => post("/ui/run_step", { as: world.as, step: memory.step, inputs }));
    await this.refresh();
  }

  outcome(run) {
    const states = { running: "Running…", completed: "Completed", failed: "Failed" };
    return el(
      "section",
      { class: `step-run step-${run.state}`, "aria-label": this.steps[run.step].title },
      el("h3", {}, this.steps[run.step].title, el("span", { class: "tag", text: states[run.state] })),
      run.error ? el("p", { role: "alert", dir: "auto", text: run.error }) : null,
      run.outputs
        ? el(
            "dl",
            { class: "entity-fields" },
            Object.entries(run.outputs).map(([name, value]) =>
              el("div", {}, el("dt", { text: name }), el("dd", { dir: "auto", text: String(value) || "–" })),
            ),
          )
        : null,
    );
  }
}

function labelled(text, field) {
  const control = Array.isArray(field) ? field[0] : field;
  return el("div", { class: "labelled" }, el("label", { class: "input-label", for: control.id, text }), field);
}
