// The bar at the top: whose workspace, how the bot is reached, who one is.

import { el, fill } from "./dom.js";
import { icon, mark } from "./icons.js";
import { userAvatar } from "./people.js";
import { choose } from "./popup_menu.js";
import { userName, world } from "./world.js";

const CONNECTED = {
  http: ["good", "Bot reached by HTTP"],
  socket: ["good", "Bot connected by Socket Mode"],
  no: ["bad", "Bot not reachable"],
};

const STARTS = [
  { label: "Start over…", hint: "Back to the shop's customers and what they wrote", value: "shop" },
  { label: "Start over, empty…", hint: "No messages, and Rapport in no channel", value: "empty" },
];

let shown = "";

export function drawTopbar(root, { online, problems, inspecting, writing, running, actions }) {
  // Drawn anew only where it would look different: a button replaced while it is pressed is never clicked.
  const state = [online, problems, inspecting, writing, running, world.as, world.bot.connected, world.workspace.name];
  const wanted = JSON.stringify(state);
  if (wanted === shown && root.childElementCount) return;
  shown = wanted;
  const [tone, words] = online ? (CONNECTED[world.bot.connected] ?? CONNECTED.no) : ["bad", "Local Slack not reachable"];
  const me = el(
    "button",
    { type: "button", class: "bar-button me", "aria-label": `Act as: ${userName(world.as)}`, title: "Act as someone else" },
    userAvatar(world.as, "small"),
    el("span", { class: "me-name" }, el("span", { class: "me-as", text: "Act as" }), userName(world.as)),
    icon("down"),
  );
  me.addEventListener("click", async () => {
    const chosen = await choose(me, peopleItems(), "Act as");
    if (chosen && chosen !== world.as) actions.actAs(chosen);
  });
  fill(
    root,
    brand(actions),
    el("span", { class: `status status-${tone}`, role: "status" }, el("span", { class: "status-dot" }), el("span", { text: words })),
    el(
      "div",
      { class: "bar-actions" },
      toggle("Write as a customer", "phone", writing, actions.toggleCustomers),
      toggle("Run a step", "bolt", running, actions.toggleSteps),
      toggle("Inspector", "list", inspecting, actions.toggleInspector, problems),
      me,
    ),
  );
}

function brand(actions) {
  const button = el(
    "button",
    { type: "button", class: "brand bar-button", "aria-label": `Workspace ${world.workspace.name}` },
    mark(),
    el("span", { class: "brand-name", text: world.workspace.name }),
    el("span", { class: "brand-tag", text: "local Slack" }),
  );
  button.addEventListener("click", async () => {
    const seed = await choose(button, STARTS, "Workspace");
    if (seed) await actions.startOver(seed);
  });
  return button;
}

function toggle(label, sign, pressed, act, count = 0) {
  return el(
    "button",
    {
      type: "button",
      class: "bar-button",
      "aria-pressed": String(pressed),
      "aria-label": count ? `${label}, ${count} with problems` : label,
      on: { click: act },
    },
    icon(sign),
    el("span", { text: label }),
    count ? el("span", { class: "badge badge-bad", text: String(count) }) : null,
  );
}

function peopleItems() {
  const people = world.people.length
    ? world.people
    : [...world.users.values()].map((user) => ({ ...user, role: "" }));
  return people.map((each) => ({
    label: each.real_name ?? each.name,
    hint: [each.id === world.as ? "you" : "", each.role, each.tz].filter(Boolean).join(" · "),
    value: each.id,
  }));
}
