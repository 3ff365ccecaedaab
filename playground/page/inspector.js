// Every request between Slack and the bot, newest first, with what was sent and answered.

import { get } from "./api.js";
import { clockWithSeconds } from "./dates.js";
import { el, fill, settled } from "./dom.js";
import { icon } from "./icons.js";
import { jsonView } from "./json_view.js";
import { faultForm } from "./fault_form.js";
import { released } from "./pressing.js";
import { onNotice } from "./stream.js";
import { tried } from "./toast.js";

const MOST = 500;
const FILTERS = [
  ["all", "All", () => true],
  ["to_bot", "To the bot", (each) => each.direction === "to_bot"],
  ["to_slack", "To Slack", (each) => each.direction === "to_slack"],
  ["problems", "Problems", (each) => isTroubled(each)],
];

function isTroubled(request) {
  return request.problems.length > 0 || request.status === null || request.status >= 400 || request.response?.ok === false;
}

export class Inspector {
  constructor({ close, counted }) {
    this.requests = [];
    this.filter = "all";
    this.chosen = null;
    this.counted = counted;
    this.fetching = false;
    this.asked = false;
    this.rows = el("div", { class: "requests", role: "listbox", "aria-label": "Requests", tabindex: "0" });
    this.detail = el("div", { class: "request-detail", tabindex: "0", "aria-label": "Request" });
    this.tabs = el("div", { class: "filters", role: "group", "aria-label": "Show" });
    this.node = el(
      "section",
      { class: "inspector", "aria-label": "Inspector" },
      el(
        "div",
        { class: "pane-head" },
        el("h2", { text: "Inspector" }),
        this.tabs,
        faultForm(),
        el("button", { type: "button", class: "tool", "aria-label": "Close inspector", on: { click: close } }, icon("close")),
      ),
      el("div", { class: "inspector-body" }, this.rows, this.detail),
    );
    this.rows.addEventListener("keydown", (event) => this.key(event));
    const soon = settled(() => this.fetch(), 120);
    onNotice("request", soon);
    onNotice("fresh", soon);
    this.draw();
  }

  // Asked for while it is under way, it is done once more: what came meanwhile is not in that answer.
  async fetch() {
    this.asked = true;
    if (this.fetching) return;
    this.fetching = true;
    while (this.asked) {
      this.asked = false;
      await this.fetchNewest();
    }
    this.fetching = false;
  }

  async fetchNewest() {
    const after = this.requests.at(-1)?.n ?? 0;
    const answer = await tried(() => get("/ui/requests", { after }));
    await released();
    if (!answer?.requests.length) return;
    this.requests = [...this.requests, ...answer.requests].slice(-MOST);
    this.counted(this.requests.filter(isTroubled).length);
    this.draw();
  }

  shown() {
    const [, , fits] = FILTERS.find(([name]) => name === this.filter);
    return this.requests.filter(fits).reverse();
  }

  draw() {
    if (!this.node.isConnected) return;
    fill(
      this.tabs,
      FILTERS.map(([name, label]) =>
        el("button", {
          type: "button",
          class: "filter",
          "aria-pressed": String(this.filter === name),
          text: label,
          on: {
            click: () => {
              this.filter = name;
              this.draw();
            },
          },
        }),
      ),
    );
    const shown = this.shown();
    fill(
      this.rows,
      shown.length
        ? shown.map((each) => this.row(each))
        : el("p", { class: "empty", text: "Nothing has gone either way yet." }),
    );
    if (!this.chosen) {
      fill(this.detail, el("p", { class: "empty", text: "Choose a request to see what was sent and answered." }));
    }
  }

  row(request) {
    const out = request.direction === "to_bot";
    const troubled = isTroubled(request);
    return el(
      "div",
      {
        role: "option",
        class: `request${troubled ? " troubled" : ""}`,
        "data-n": request.n,
        "aria-selected": String(this.chosen === request.n),
        on: { click: () => this.choose(request) },
      },
      el("span", { class: `way way-${out ? "out" : "in"}`, text: out ? "to bot" : "to Slack" }),
      el("span", { class: "what", text: request.what }),
      el("span", { class: "request-status", text: request.status ?? "no answer" }),
      el("span", { class: "request-ms", text: `${Math.round(request.ms)} ms` }),
      el("span", { class: "request-at", text: clockWithSeconds(request.at) }),
    );
  }

  choose(request) {
    this.chosen = request.n;
    this.draw();
    fill(
      this.detail,
      el("h3", {}, `${request.method} ${request.what}`),
      el("p", {
        class: "request-line",
        text: `${request.direction === "to_bot" ? "Slack to the bot" : "The bot to Slack"} · ${request.status ?? "no answer"} · ${request.ms} ms`,
      }),
      request.problems.length
        ? el("ul", { class: "problems" }, request.problems.map((each) => el("li", { text: each })))
        : null,
      jsonView("Request", request.request),
      jsonView("Response", request.response),
    );
    this.detail.scrollTop = 0;
  }

  key(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const shown = this.shown();
    const at = shown.findIndex((each) => each.n === this.chosen);
    const next = shown[at + (event.key === "ArrowDown" ? 1 : -1)] ?? shown[0];
    if (!next) return;
    this.choose(next);
    this.rows.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }
}
