// The list that opens under a combobox: filtered by what is typed, walked with the arrow keys.

import { el, fill, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { placeUnder } from "./popup_menu.js";

const PAUSE_MS = 150;

export class OptionList {
  constructor(given) {
    Object.assign(this, given);
    this.node = null;
    this.options = [];
    this.active = -1;
    this.typed = false;
    this.asked = 0;
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("input", () => {
      this.typed = true;
      this.open();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.refill(), PAUSE_MS);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
  }

  open() {
    if (this.node) return;
    const id = freshId("listbox");
    this.node = el("div", { id, class: "popup listbox", role: "listbox", "aria-label": "Options" });
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
    (this.input.closest("dialog") ?? document.body).append(this.node);
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", id);
    this.moved = () => this.node && placeUnder(this.node, this.frame, { sameWidth: true });
    window.addEventListener("resize", this.moved);
    document.addEventListener("scroll", this.moved, true);
    this.refill();
  }

  close() {
    if (!this.node) return;
    clearTimeout(this.pause);
    this.asked += 1;
    this.node.remove();
    this.node = null;
    this.typed = false;
    window.removeEventListener("resize", this.moved);
    document.removeEventListener("scroll", this.moved, true);
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.closed();
  }

  async refill() {
    if (!this.node) return;
    const query = this.typed ? this.input.value : "";
    if (query.length < this.minimum) {
      this.say(`Type at least ${this.minimum} character${this.minimum > 1 ? "s" : ""} to search`);
      return;
    }
    this.asked += 1;
    const mine = this.asked;
    if (this.minimum || !this.options.length) this.say("Looking…");
    let found;
    try {
      found = await this.find(query);
    } catch (problem) {
      if (mine === this.asked) this.say(problem.message);
      return;
    }
    if (mine !== this.asked || !this.node) return;
    this.show(found);
  }

  say(sentence) {
    this.options = [];
    this.active = -1;
    fill(this.node, el("p", { class: "listbox-note", text: sentence }));
    this.moved();
  }

  show(options) {
    if (!options.length) {
      this.say("No results");
      return;
    }
    this.options = options;
    this.rows = [];
    const nodes = [];
    let group;
    for (const option of options) {
      if (option.group && option.group !== group) {
        group = option.group;
        nodes.push(el("div", { class: "menu-group", text: group, role: "presentation" }));
      }
      const row = this.row(option);
      this.rows.push(row);
      nodes.push(row);
    }
    fill(this.node, nodes);
    const chosen = options.findIndex((option) => this.isChosen(option));
    this.activate(Math.max(chosen, 0));
    this.moved();
  }

  row(option) {
    const on = this.isChosen(option);
    const row = el(
      "div",
      { id: freshId("row"), role: "option", class: "menu-item", "aria-selected": String(on) },
      el("span", { class: "menu-label", dir: "auto", text: option.label }),
      option.hint ? el("span", { class: "menu-hint", dir: "auto", text: option.hint }) : null,
      on ? icon("check") : null,
    );
    row.addEventListener("click", () => this.pick(option));
    return row;
  }

  activate(place) {
    this.rows[this.active]?.classList.remove("active");
    this.active = (place + this.options.length) % this.options.length;
    const row = this.rows[this.active];
    row.classList.add("active");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  async pick(option) {
    await this.picked(option);
    if (this.staysOpen && this.node) {
      this.typed = false;
      await this.refill();
    } else {
      this.close();
    }
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.node) this.open();
      else if (this.options.length) this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && this.node && this.options[this.active]) {
      event.preventDefault();
      event.stopPropagation();
      this.pick(this.options[this.active]);
    } else if (event.key === "Escape" && this.node) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}
