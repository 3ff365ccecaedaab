// What can be done with a message: reply, forward, the app's shortcuts, edit, delete.

import { post } from "./api.js";
import { sure } from "./confirm.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { useShortcut } from "./interactions.js";
import { choose } from "./popup_menu.js";
import { tried } from "./toast.js";
import { editableText, sentText } from "./typed_text.js";
import { channelTitle, world } from "./world.js";

const SHORTCUTS = [
  ["show_customer", "Show customer"],
  ["add_to_notes", "Add to customer's notes"],
  ["link_message", "Link message to customer"],
];

export function toolbar(message, place) {
  const more = el(
    "button",
    { type: "button", class: "tool", "aria-label": "More actions", title: "More actions" },
    icon("more"),
  );
  more.addEventListener("click", () => moreActions(more, message, place));
  const tool = (name, label, click) =>
    el("button", { type: "button", class: "tool", "aria-label": label, title: label, on: { click } }, icon(name));
  return el(
    "div",
    { class: "message-tools", role: "group", "aria-label": "Message actions" },
    place.inThread ? null : tool("reply", "Reply in thread", () => place.openThread(message.thread_ts ?? message.ts)),
    tool("forward", "Forward message", () => forward(message, place)),
    more,
  );
}

async function moreActions(button, message, place) {
  const target = { channel: place.channel, ts: message.ts };
  const mine = message.user === world.as;
  const items = [
    ...SHORTCUTS.map(([id, label]) => ({
      label,
      group: "Rapport",
      value: () => useShortcut(id, target),
    })),
    { label: "Forward message…", group: "Message", value: () => forward(message, place) },
    { label: "Copy link", group: "Message", value: () => copyLink(message, place) },
    { label: "React with \u2705", group: "Message", value: () => react(target) },
    mine && { label: "Edit message", group: "Message", value: () => edit(button, message, place) },
    mine && { label: "Delete message…", group: "Message", tone: "danger", value: () => remove(target) },
  ].filter(Boolean);
  const act = await choose(button, items, "More actions");
  await act?.();
}

function copyLink(message, place) {
  const address = new URL(location.href);
  address.hash = `${place.channel}/${message.ts}`;
  return tried(() => navigator.clipboard.writeText(address.href));
}

const react = (target) => tried(() => post("/ui/react", { as: world.as, name: "white_check_mark", ...target }));

async function remove(target) {
  if (await sure("Delete message", "This message will be deleted for everyone.", "Delete")) {
    await tried(() => post("/ui/delete", { as: world.as, ...target }));
  }
}

// The message's body becomes a field until it is saved or left.
function edit(button, message, place) {
  const node = button.closest(".message");
  const body = node.querySelector(".message-body");
  const before = [...body.childNodes];
  const field = el("textarea", {
    class: "field",
    rows: "3",
    dir: "auto",
    "aria-label": "Edit message",
    value: editableText(message.text),
  });
  const leave = () => {
    delete node.dataset.editing;
    body.replaceChildren(...before);
  };
  const save = async () => {
    if (!field.value.trim()) return;
    const asked = { as: world.as, channel: place.channel, ts: message.ts, text: sentText(field.value) };
    if (await tried(() => post("/ui/edit", asked))) leave();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  node.dataset.editing = "true";
  body.replaceChildren(
    field,
    el(
      "div",
      { class: "edit-buttons" },
      el("button", { type: "button", class: "button", text: "Cancel", on: { click: leave } }),
      el("button", { type: "button", class: "button solid primary", text: "Save", on: { click: save } }),
    ),
  );
  field.focus();
}

function forward(message, place) {
  const channels = [...world.channels.values()].filter((each) => each.is_member !== false);
  const to = el(
    "select",
    { class: "field", id: "forward-to" },
    channels.map((each) => el("option", { value: each.id, text: channelTitle(each.id) })),
  );
  to.value = (channels.find((each) => each.id !== place.channel) ?? channels[0]).id;
  const comment = el("textarea", { class: "field", id: "forward-comment", rows: "2", dir: "auto" });
  const send = async () => {
    const answer = await tried(() =>
      post("/ui/share", {
        as: world.as,
        channel: to.value,
        from_channel: place.channel,
        ts: message.ts,
        comment: sentText(comment.value),
      }),
    );
    if (!answer) return;
    dialog.close();
    const detail = { channel: to.value, ts: answer.ts };
    document.dispatchEvent(new CustomEvent("go-to-message", { detail }));
  };
  const dialog = openDialog({
    title: "Forward message",
    body: el(
      "div",
      { class: "view" },
      el("label", { class: "input-label", for: "forward-to", text: "Channel" }),
      to,
      el("label", { class: "input-label", for: "forward-comment", text: "Comment (optional)" }),
      comment,
    ),
    footer: [
      el("button", { type: "button", class: "button", text: "Cancel", on: { click: () => dialog.close() } }),
      el("button", { type: "button", class: "button solid primary", text: "Forward", on: { click: send } }),
    ],
    small: true,
  });
}
