// A small menu under a button, with the keys a menu has.

import { el } from "./dom.js";

let open = null;

// What was chosen, or null. Items: {label, hint?, value, tone?, group?}.
export function choose(anchor, items, label = "Menu") {
  open?.(null);
  return new Promise((resolve) => {
    const menu = el("div", { class: "popup menu", role: "menu", "aria-label": label });
    const done = (value) => {
      menu.remove();
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", away);
      anchor.setAttribute("aria-expanded", "false");
      open = null;
      if (value === null || anchor.isConnected) anchor.focus({ preventScroll: true });
      resolve(value);
    };
    const away = () => done(null);
    const outside = (event) => {
      if (!menu.contains(event.target) && !anchor.contains(event.target)) done(null);
      else if (anchor.contains(event.target)) {
        event.stopPropagation();
        done(null);
      }
    };
    let group = null;
    for (const item of items) {
      if (item.group !== group && item.group !== undefined) {
        group = item.group;
        menu.append(el("div", { class: "menu-group", text: group, "aria-hidden": "true" }));
      }
      menu.append(
        el(
          "button",
          {
            type: "button",
            role: "menuitem",
            class: `menu-item ${item.tone ?? ""}`,
            tabindex: "-1",
            "aria-label": item.label,
            on: { click: () => done(item.value) },
          },
          el("span", { class: "menu-label", dir: "auto", text: item.label }),
          item.hint ? el("span", { class: "menu-hint", dir: "auto", text: item.hint }) : null,
        ),
      );
    }
    menu.addEventListener("keydown", (event) => keys(event, menu, done));
    anchor.setAttribute("aria-haspopup", "menu");
    anchor.setAttribute("aria-expanded", "true");
    (anchor.closest("dialog") ?? document.body).append(menu);
    placeUnder(menu, anchor);
    document.addEventListener("pointerdown", outside, true);
    window.addEventListener("resize", away);
    open = done;
    menu.querySelector("[role=menuitem]")?.focus({ preventScroll: true });
  });
}

function keys(event, menu, done) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in moves) {
    event.preventDefault();
    items[moves[event.key] % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    done(null);
  }
}

// Puts a popup under its anchor, or above it where there is more room.
export function placeUnder(popup, anchor, { sameWidth = false } = {}) {
  const frame = anchor.getBoundingClientRect();
  const margin = 8;
  if (sameWidth) popup.style.minWidth = `${frame.width}px`;
  const below = window.innerHeight - frame.bottom - margin;
  const above = frame.top - margin;
  const height = popup.offsetHeight;
  const goesUp = height > below && above > below;
  popup.style.maxHeight = `${Math.max(120, Math.min(360, goesUp ? above : below) - 4)}px`;
  const shown = popup.offsetHeight;
  popup.style.top = `${goesUp ? frame.top - shown - 4 : frame.bottom + 4}px`;
  const left = Math.min(frame.left, window.innerWidth - popup.offsetWidth - margin);
  popup.style.left = `${Math.max(margin, left)}px`;
}
