// "Make the next call fail": Slack's failures, on order.

import { post } from "./api.js";
import { el } from "./dom.js";
import { choose } from "./popup_menu.js";
import { toast, tried } from "./toast.js";

const FAULTS = [
  ["chat.postMessage: rate limited", { method: "chat.postMessage", error: "ratelimited", retry_after: 2 }],
  ["chat.postMessage: server error 503", { method: "chat.postMessage", status: 503 }],
  ["chat.postMessage: done, but the reply is lost", { method: "chat.postMessage", lose_reply: true }],
  ["chat.update: message_not_found", { method: "chat.update", error: "message_not_found" }],
  ["views.open: hangs for 5 s", { method: "views.open", hang_seconds: 5 }],
  ["users.info: user_not_found", { method: "users.info", error: "user_not_found" }],
  ["Delivery to the bot: fails once", { method: "delivery", status: 500 }],
  ["Delivery to the bot: the answer is lost", { method: "delivery", lose_reply: true }],
];

export function faultForm() {
  const button = el("button", { type: "button", class: "button small", text: "Make a call fail…" });
  button.addEventListener("click", async () => {
    const chosen = await choose(
      button,
      [
        ...FAULTS.map(([label, fault]) => ({ label, group: "The next call", value: { label, fault } })),
        {
          label: "Ask the bot's sockets to reconnect",
          group: "Otherwise",
          value: { label: "Asked", path: "/ui/socket_disconnect", fault: {} },
        },
        { label: "Forget all ordered failures", group: "Otherwise", value: { label: "Forgotten", fault: { clear: true } } },
      ],
      "Make a call fail",
    );
    if (!chosen) return;
    if (await tried(() => post(chosen.path ?? "/ui/fault", chosen.fault))) toast(`Ordered: ${chosen.label}`);
  });
  return button;
}
