// The channels one is in, and the app.

import { el, fill } from "./dom.js";
import { icon, mark } from "./icons.js";
import { world } from "./world.js";

export function drawSidebar(root, { channel, open }) {
  const mine = [...world.channels.values()].filter((each) => each.is_member !== false);
  const direct = mine.find((each) => each.id.startsWith("D"));
  fill(
    root,
    group(
      "Channels",
      mine
        .filter((each) => each !== direct)
        .map((each) => item(each, icon(each.is_ext_shared ? "shared" : "hash"), each.name, each.id === channel, open)),
    ),
    direct
      ? group("Apps", [item(direct, el("span", { class: "avatar-rapport tiny avatar" }, mark()), "Rapport", direct.id === channel, open)])
      : null,
  );
}

function group(title, items) {
  return el("div", { class: "side-group" }, el("h2", { class: "side-title", text: title }), el("ul", {}, items));
}

function item(channel, sign, name, isOpen, open) {
  const unread = isOpen ? 0 : channel.unread;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `side-item${unread ? " unread" : ""}`,
        "data-channel": channel.id,
        "aria-current": isOpen ? "page" : null,
        "aria-label": unread ? `${name}, ${unread} unread` : name,
        on: { click: () => open(channel.id) },
      },
      sign,
      el("span", { class: "side-name", text: name }),
      unread ? el("span", { class: "badge", text: String(unread) }) : null,
    ),
  );
}
