// Where one writes: Enter sends, "/" begins a command, the bolt holds the global shortcuts.

import { post } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { useShortcut } from "./interactions.js";
import { choose } from "./popup_menu.js";
import { COMMANDS, Suggestions } from "./suggestions.js";
import { toast, tried } from "./toast.js";
import { sentText } from "./typed_text.js";
import { channelTitle, world } from "./world.js";

const SHORTCUTS = [
  { label: "Find customer", hint: "Look someone up by name, number or address", value: "find_customer", group: "Rapport" },
  { label: "New customer", hint: "Write down someone new", value: "new_customer", group: "Rapport" },
];
const drafts = new Map();

// `sending` is called just before something is sent.
export function composer({ channel, threadTs = null, sending }) {
  const draftKey = `${channel}/${threadTs ?? ""}`;
  const name = threadTs ? "Reply to thread" : `Message ${channelTitle(channel)}`;
  const field = el("textarea", {
    class: "composer-field",
    rows: "1",
    dir: "auto",
    "aria-label": name,
    "aria-autocomplete": "list",
    placeholder: threadTs ? "Reply…" : name,
    value: drafts.get(draftKey) ?? "",
  });
  const send = el(
    "button",
    { type: "submit", class: "tool send", "aria-label": threadTs ? "Send reply" : "Send message", title: "Send" },
    icon("send"),
  );
  const bolt = el(
    "button",
    { type: "button", class: "tool", "aria-label": "Shortcuts", title: "Shortcuts" },
    icon("bolt"),
  );
  bolt.addEventListener("click", async () => {
    const chosen = await choose(bolt, SHORTCUTS, "Shortcuts");
    if (chosen) await useShortcut(chosen);
  });
  const usage = el("span", { class: "composer-usage", "aria-live": "polite" });
  const node = el(
    "form",
    { class: "composer", novalidate: true },
    field,
    el("div", { class: "composer-bar" }, bolt, usage, send),
  );
  const suggestions = new Suggestions(field, node);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
    const command = COMMANDS.find((each) => field.value.startsWith(`${each.name} `));
    usage.textContent = command ? `${command.name} ${command.hint}` : "";
    send.disabled = !field.value.trim();
  };
  const put = (text) => {
    field.value = text;
    drafts.set(draftKey, text);
    grow();
  };
  field.addEventListener("input", () => put(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      node.requestSubmit();
    }
  });
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    if (!typed) return;
    put("");
    suggestions.hide();
    sending();
    const done = await spoken(typed, { channel, threadTs });
    if (!done && !field.value) put(typed);
  });
  requestAnimationFrame(grow);
  return { node, field };
}

// Whether it was taken; what was not goes back into the field.
function spoken(typed, { channel, threadTs }) {
  const command = /^\/(\w[\w-]*)/.exec(typed)?.[0];
  if (command && threadTs) {
    toast(`${command} is not supported in threads. Sorry!`, "error");
    return false;
  }
  if (command === "/invite") return invited(typed, channel);
  if (command) return tried(() => post("/ui/command", { as: world.as, channel, text: typed }));
  const said = { as: world.as, channel, text: sentText(typed), thread_ts: threadTs ?? undefined };
  return tried(() => post("/ui/say", said));
}

function invited(typed, channel) {
  const user = /<@(\w+)>/.exec(sentText(typed))?.[1];
  if (!user) {
    toast("Whom? Write /invite @rapport, or the name of a member.", "error");
    return false;
  }
  return tried(() => post("/ui/invite", { as: world.as, channel, user }));
}
