// The modals a person has open: the server holds the stack, the page shows its top.

import { get, post } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { complaint, FormState } from "./form_state.js";
import { keepingFocus } from "./focus.js";
import { showError } from "./input_block.js";
import { interactionContext } from "./interactions.js";
import { onNotice } from "./stream.js";
import { toast, tried } from "./toast.js";
import { world } from "./world.js";

const states = new Map();
let dialog = null;
let shown = null;
let asked = 0;

export function watchModals() {
  for (const notice of ["view", "view_closed", "fresh"]) onNotice(notice, refreshModals);
}

export async function refreshModals() {
  asked += 1;
  const mine = asked;
  const answer = await tried(() => get("/ui/views", { as: world.as }));
  if (!answer || mine !== asked) return;
  const views = answer.views;
  const open = new Set(views.map((view) => view.id));
  for (const id of states.keys()) if (!open.has(id)) states.delete(id);
  if (views.length) showView(views.at(-1), views.length);
  else hide();
}

function hide() {
  const closing = dialog;
  dialog = null;
  shown = null;
  closing?.close();
}

function showView(view, depth) {
  const isNew = shown?.id !== view.id;
  if (shown && !isNew && shown.hash === view.hash) return;
  const before = shown;
  shown = view;
  const state = stateOf(view);
  const content = () => drawn(view, depth, state);
  if (!dialog) {
    dialog = openDialog({ ...content(), asksToClose, closed: () => dialog && hide() });
  } else if (isNew) {
    dialog.show(content());
    dialog.focusFirst();
  } else {
    keepingFocus(dialog.node, () => dialog.show(content()));
  }
  dialog.node.dataset.callbackId = view.callback_id ?? "";
  if (isNew || !before) dialog.content.scrollTop = 0;
}

function stateOf(view) {
  const state = states.get(view.id);
  if (state) {
    state.take(view.blocks, view.state?.values);
    return state;
  }
  const fresh = new FormState(view.blocks, view.state?.values);
  states.set(view.id, fresh);
  return fresh;
}

function drawn(view, depth, state) {
  const container = { type: "view", view_id: view.id };
  const ctx = interactionContext(container, state);
  ctx.touched = (block) => block.type === "input" && showError(dialog.node, block.block_id, null);
  const form = el("form", { class: "view", novalidate: true }, renderBlocks(view.blocks, ctx));
  const submit = view.submit
    ? el("button", {
        type: "button",
        class: "button solid primary",
        text: view.submit.text,
        disabled: view.submit_disabled === true,
        on: { click: () => send(view, state, submit) },
      })
    : null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit && !submit.disabled) send(view, state, submit);
  });
  form.addEventListener("keydown", (event) => submitsByKey(event, form));
  return {
    title: view.title.text,
    body: form,
    back: depth > 1 ? () => closeTop(view) : null,
    footer: [
      el("button", {
        type: "button",
        class: "button",
        text: view.close?.text ?? (view.submit ? "Cancel" : "Close"),
        on: { click: () => closeTop(view) },
      }),
      submit,
    ],
  };
}

// Enter in a one-line field submits, Ctrl or Cmd with Enter does so from anywhere.
function submitsByKey(event, form) {
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
  const oneLine = event.target.matches("input.field");
  if (oneLine || event.metaKey || event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit();
  }
}

async function send(view, state, button) {
  if (button.getAttribute("aria-busy") === "true") return;
  const errors = {};
  for (const block of view.blocks) {
    if (block.type !== "input") continue;
    const sentence = complaint(block, state);
    if (sentence) errors[block.block_id] = sentence;
  }
  if (say(view, errors)) return;
  button.setAttribute("aria-busy", "true");
  const answer = await tried(() =>
    post("/ui/submit", { as: world.as, view_id: view.id, state: { values: state.values } }),
  );
  button.removeAttribute("aria-busy");
  if (!answer) return;
  if (answer.errors) say(view, answer.errors);
  else if (answer.error) toast(answer.error, "error");
  else await refreshModals();
}

// Says each error at its field and goes to the first; whether there were any.
function say(view, errors) {
  if (!dialog) return false;
  let first = null;
  for (const block of view.blocks) {
    if (block.type !== "input") continue;
    const control = showError(dialog.node, block.block_id, errors[block.block_id] ?? null);
    if (errors[block.block_id]) first ??= control;
  }
  first?.focus();
  first?.scrollIntoView({ block: "nearest" });
  return Object.keys(errors).length > 0;
}

// × ends the whole stack, as in Slack; Esc, Back and Cancel only what is on top.
function asksToClose(how) {
  if (!shown) return true;
  closeTop(shown, how === "x");
  return false;
}

async function closeTop(view, cleared = false) {
  await tried(() => post("/ui/close", { as: world.as, view_id: view.id, cleared }));
  await refreshModals();
}
