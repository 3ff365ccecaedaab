// The panel in which one writes as a customer: who, on which channel, what.

import { post } from "./api.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { tried } from "./toast.js";

const KINDS = [
  ["whatsapp", "WhatsApp", ["name", "phone"]],
  ["direct", "WhatsApp, no relay", ["name", "phone"]],
  ["sms", "SMS", ["phone"]],
  ["instagram", "Instagram", ["name", "handle"]],
  ["email", "E-mail", ["name", "email"]],
  ["chatwoot", "Chatwoot", ["name"]],
  ["papercups", "Papercups", ["name", "email"]],
  ["zapier", "Zapier", ["name", "email"]],
];
const LABELS = {
  name: ["Name", "text", "Jo Miller"],
  phone: ["Phone", "tel", "+1 404 555 0134"],
  email: ["E-mail address", "email", "jo@example.com"],
  handle: ["Instagram handle", "text", "jo.miller"],
};
const WITH_SUBJECT = new Set(["email", "zapier"]);
const memory = { person: "", kind: "whatsapp", typed: {} };
let known = null;

// The shop's customers, as {id, name, phone, email, handle, channel}.
async function seeded() {
  if (known) return known;
  const response = await fetch("/seed/customers.jsonl");
  if (!response.ok) return [];
  const lines = (await response.text()).split("\n").filter((line) => line.trim());
  known = lines.map((line) => {
    const person = JSON.parse(line);
    return {
      id: person.external_id.replace(/^shop:/, ""),
      name: person.name,
      phone: person.phones?.[0] ?? "",
      email: person.emails?.[0] ?? "",
      handle: person.handles?.instagram ?? "",
      about: [person.company, person.location].filter(Boolean).join(", "),
      channel: person.preferred_channel,
    };
  });
  return known;
}

export class Customers {
  constructor({ close, arrived }) {
    this.arrived = arrived;
    this.people = [];
    this.form = el("form", { class: "customer-form", novalidate: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.node = el(
      "aside",
      { class: "pane customers", "aria-label": "Write as a customer" },
      el(
        "div",
        { class: "pane-head" },
        el("h2", { text: "Write as a customer" }),
        el("button", { type: "button", class: "tool", "aria-label": "Close panel", on: { click: close } }, icon("close")),
      ),
      el("p", { class: "pane-note", text: "What you send arrives in the team's channel the way a real relay would post it." }),
      this.form,
    );
  }

  async open() {
    this.people = (await tried(seeded)) ?? [];
    this.draw();
    this.form.querySelector("select")?.focus({ preventScroll: true });
  }

  draw() {
    const person = this.people.find((each) => each.id === memory.person);
    const [, kindName, needs] = KINDS.find(([kind]) => kind === memory.kind);
    const who = el(
      "select",
      { class: "field", id: "customer-person" },
      el("option", { value: "", text: "Someone new" }),
      this.people.map((each) => el("option", { value: each.id, text: each.name })),
    );
    who.value = person ? memory.person : "";
    who.addEventListener("change", () => {
      memory.person = who.value;
      memory.typed = {};
      const chosen = this.people.find((each) => each.id === who.value);
      if (chosen && KINDS.some(([kind]) => kind === chosen.channel)) memory.kind = chosen.channel;
      this.draw();
      this.form.querySelector("#customer-person").focus();
    });
    const kinds = el(
      "div",
      { class: "kinds", role: "radiogroup", "aria-label": "Channel" },
      KINDS.map(([kind, label]) => this.kindButton(kind, label)),
    );
    fill(
      this.form,
      labelled("Customer", who),
      person?.about ? el("p", { class: "customer-about", dir: "auto", text: person.about }) : null,
      kinds,
      needs.map((name) => this.detail(name, person)),
      WITH_SUBJECT.has(memory.kind) ? this.detail("subject", null) : null,
      labelled("Message", this.text()),
      memory.kind === "email" ? this.stub() : null,
      el("button", { type: "submit", class: "button solid primary wide", text: `Send by ${kindName}` }),
    );
  }

  kindButton(kind, label) {
    const input = el("input", { type: "radio", name: "kind", id: `kind-${kind}`, value: kind });
    input.checked = memory.kind === kind;
    input.addEventListener("change", () => {
      memory.kind = kind;
      this.draw();
      this.form.querySelector(`#kind-${kind}`).focus();
    });
    return el("span", { class: "kind" }, input, el("label", { for: `kind-${kind}`, text: label }));
  }

  // A seeded person's own particulars stand in the field; another value may be typed over them.
  detail(name, person) {
    const [label, type, example] = LABELS[name] ?? ["Subject", "text", "My order"];
    const input = el("input", {
      class: "field",
      type,
      id: `customer-${name}`,
      dir: "auto",
      autocomplete: "off",
      placeholder: person ? "" : example,
      value: memory.typed[name] ?? person?.[name] ?? "",
      on: { input: () => (memory.typed[name] = input.value) },
    });
    return labelled(label, input);
  }

  text() {
    const field = el("textarea", {
      class: "field",
      id: "customer-text",
      rows: "4",
      dir: "auto",
      placeholder: "Hi, where is my order?",
      value: memory.typed.text ?? "",
      on: {
        input: () => (memory.typed.text = field.value),
        keydown: (event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) this.send();
        },
      },
    });
    return field;
  }

  stub() {
    const input = el("input", { type: "checkbox", id: "customer-stub" });
    return el(
      "div",
      { class: "choice" },
      input,
      el("label", { for: "customer-stub", text: "As a stub, read through files.info" }),
    );
  }

  async send() {
    const value = (name) => this.form.querySelector(`#customer-${name}`)?.value.trim() || undefined;
    const answer = await tried(() =>
      post("/ui/customer", {
        channel_kind: memory.kind,
        person: memory.person || undefined,
        name: value("name"),
        phone: value("phone"),
        email: value("email"),
        handle: value("handle"),
        subject: value("subject"),
        text: value("text") ?? "",
        stub: this.form.querySelector("#customer-stub")?.checked || undefined,
      }),
    );
    if (!answer) return;
    delete memory.typed.text;
    this.form.querySelector("#customer-text").value = "";
    this.arrived(answer);
  }
}

function labelled(label, control) {
  return el("div", { class: "labelled" }, el("label", { class: "input-label", for: control.id, text: label }), control);
}
