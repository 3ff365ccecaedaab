// What the composer offers while one types: commands, people, channels.

import { el, fill, freshId } from "./dom.js";
import { channelName, isDirect, userName, world } from "./world.js";

export const COMMANDS = [
  {
    name: "/customer",
    hint: "WHO | new | note | tag | merge | watch | help",
    about: "Rapport – show a customer, or change what is known of one",
  },
  { name: "/invite", hint: "@rapport", about: "Slack – bring someone into this channel" },
];

const MOST = 8;

// What fits the text before the caret: {from, items: [{label, hint, insert}]}, or null.
function fitting(before) {
  if (/^\/\w*$/.test(before)) {
    const items = COMMANDS.filter((each) => each.name.startsWith(before) && each.name !== before);
    return {
      from: 0,
      items: items.map((each) => ({
        label: `${each.name} ${each.hint}`,
        hint: each.about,
        insert: `${each.name} `,
      })),
    };
  }
  const found = /(?:^|\s)([@#])([\p{L}\p{N}_-]{0,30})$/u.exec(before);
  if (!found) return null;
  const [, sign, typed] = found;
  const names =
    sign === "@"
      ? [...world.users.keys()].map((id) => userName(id))
      : [...world.channels.keys()].filter((id) => !isDirect(id)).map(channelName);
  const wanted = typed.toLowerCase();
  const items = names
    .filter((name) => name.toLowerCase().includes(wanted) && name.toLowerCase() !== wanted)
    .slice(0, MOST)
    .map((name) => ({ label: `${sign}${name}`, hint: "", insert: `${sign}${name} ` }));
  return { from: before.length - typed.length - 1, items };
}

export class Suggestions {
  constructor(field, frame) {
    this.field = field;
    this.id = freshId("suggestions");
    this.node = el("div", {
      id: this.id,
      class: "suggestions",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
    frame.prepend(this.node);
    field.setAttribute("aria-controls", this.id);
    field.addEventListener("input", () => this.refresh());
    field.addEventListener("blur", () => this.hide());
  }

  refresh() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.found = fitting(before);
    if (!this.found?.items.length) {
      this.hide();
      return;
    }
    this.active = 0;
    this.rows = this.found.items.map((item, place) =>
      el(
        "div",
        {
          id: `${this.id}-${place}`,
          role: "option",
          class: "menu-item",
          "aria-selected": "false",
          on: { click: () => this.take(place) },
        },
        el("span", { class: "menu-label", text: item.label }),
        item.hint ? el("span", { class: "menu-hint", text: item.hint }) : null,
      ),
    );
    fill(this.node, this.rows);
    this.node.hidden = false;
    this.activate(0);
  }

  hide() {
    this.node.hidden = true;
    this.found = null;
    this.field.removeAttribute("aria-activedescendant");
  }

  activate(place) {
    this.active = (place + this.rows.length) % this.rows.length;
    this.rows.forEach((row, number) => {
      row.classList.toggle("active", number === this.active);
      row.setAttribute("aria-selected", String(number === this.active));
    });
    this.field.setAttribute("aria-activedescendant", this.rows[this.active].id);
  }

  take(place) {
    const { from, items } = this.found;
    const { value, selectionStart } = this.field;
    const insert = items[place].insert;
    this.field.value = value.slice(0, from) + insert + value.slice(selectionStart);
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.hide();
    this.field.dispatchEvent(new Event("input"));
  }

  // Whether the key was meant for the list.
  key(event) {
    if (this.node.hidden) return false;
    if (event.key === "ArrowDown") this.activate(this.active + 1);
    else if (event.key === "ArrowUp") this.activate(this.active - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.active);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
