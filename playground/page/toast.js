// Short sentences at the foot of the page that go by themselves.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 6000;

export function toast(text, tone = "info") {
  const place = document.querySelector("#toasts");
  const node = el(
    "div",
    { class: `toast toast-${tone}` },
    tone === "error" ? icon("warning") : null,
    el("span", { dir: "auto", text }),
  );
  const gone = () => {
    node.remove();
    if (!place.childNodes.length && place.matches(":popover-open")) place.hidePopover();
  };
  place.append(node);
  // Shown anew, so that it lies above a dialog that was opened since.
  place.popover = "manual";
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
  node.addEventListener("click", gone);
  setTimeout(gone, SHOWN_MS);
}

// Does something with the server; what goes wrong is said, and null comes back.
export async function tried(work) {
  try {
    return await work();
  } catch (problem) {
    toast(problem.message, "error");
    return null;
  }
}
