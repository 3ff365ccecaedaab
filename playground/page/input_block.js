// An input block: label, control, hint, and the place where its error is said.

import { el, freshId } from "./dom.js";
import { element as interactive } from "./elements.js";
import { icon } from "./icons.js";

export function inputBlock(block, ctx) {
  const labelId = freshId("label");
  const hintId = freshId("hint");
  const errorId = freshId("error");
  const described = { labelledBy: labelId, describedBy: block.hint ? `${hintId} ${errorId}` : errorId };
  const control = interactive(block.element, block, ctx, block.label.text, {
    ...described,
    required: !block.optional,
  });
  const label = el(
    "label",
    { class: "input-label", id: labelId },
    el("span", { dir: "auto", text: block.label.text }),
  );
  if (control.id) label.htmlFor = control.id;
  else if (control.querySelector("[data-control]")) {
    label.htmlFor = control.querySelector("[data-control]").id;
  }
  return el(
    "div",
    { class: "input-block", "data-input-block": block.block_id },
    el("div", { class: "input-head" }, label, block.optional ? el("span", { class: "optional", text: "optional" }) : null),
    control,
    block.hint ? el("p", { class: "input-hint", id: hintId, text: block.hint.text }) : null,
    el("p", { class: "input-error", id: errorId, role: "alert" }),
  );
}

// Says an error at its field, or takes it away when `sentence` is null.
export function showError(root, blockId, sentence) {
  const block = root.querySelector(`[data-input-block="${CSS.escape(blockId)}"]`);
  if (!block) return null;
  const error = block.querySelector(".input-error");
  error.replaceChildren();
  if (sentence) error.append(icon("warning"), sentence);
  block.classList.toggle("has-error", Boolean(sentence));
  const control = block.querySelector("[data-action-id]");
  if (sentence) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
  return control;
}
