// The shell of every dialog: title, body, footer; focus stays inside, Esc and × close it.

import { add, el, fill } from "./dom.js";
import { icon } from "./icons.js";

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex='0']";

// `asksToClose("x" | "escape")` may keep it open by returning false.
export function openDialog({ title, body, footer, small, back, asksToClose, closed }) {
  const before = document.activeElement;
  const heading = el("h2", { class: "dialog-title" });
  const backButton = el(
    "button",
    { type: "button", class: "button icon-button", "aria-label": "Back", hidden: true },
    icon("back"),
  );
  const content = el("div", { class: "dialog-body" });
  const foot = el("div", { class: "dialog-footer" });
  const node = el("dialog", { class: `dialog${small ? " dialog-small" : ""}`, role: "dialog", "aria-modal": "true" });
  const close = () => node.open && node.close();
  const asked = (how) => {
    if (asksToClose?.(how) !== false) close();
  };
  const cross = el(
    "button",
    { type: "button", class: "button icon-button", "aria-label": "Close dialog", on: { click: () => asked("x") } },
    icon("close"),
  );
  add(node, el("div", { class: "dialog-head" }, backButton, heading, cross), content, foot);

  const show = (given) => {
    heading.textContent = given.title;
    node.setAttribute("aria-label", given.title);
    backButton.hidden = !given.back;
    backButton.onclick = given.back ?? null;
    fill(content, given.body);
    fill(foot, given.footer ?? []);
    foot.hidden = !foot.childNodes.length;
  };

  // The key is taken before the browser's own closing, which cannot be refused twice in a row.
  node.addEventListener("cancel", (event) => event.preventDefault());
  node.addEventListener("keydown", (event) => {
    if (event.key === "Tab") keepInside(node, event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    asked("escape");
  });
  node.addEventListener("close", () => {
    node.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    closed?.();
  });

  show({ title, body, footer, back });
  document.body.append(node);
  node.showModal();
  focusFirst(node, content);
  return { node, content, show, close, focusFirst: () => focusFirst(node, content) };
}

function focusFirst(node, content) {
  const wanted = content.querySelector("[data-focus-on-load]") ?? content.querySelector("input, textarea");
  const first = wanted ?? node.querySelector(".dialog-footer .solid") ?? node.querySelector(FOCUSABLE);
  first?.focus({ preventScroll: true });
}

function keepInside(node, event) {
  const all = [...node.querySelectorAll(FOCUSABLE)].filter((each) => each.offsetParent !== null);
  if (!all.length) return;
  const at = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== at) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
}
