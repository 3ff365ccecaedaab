// The server's small notices, handed to whoever listens for their type.

import { here } from "./api.js";

const listeners = new Map();
let source = null;

export function onNotice(type, listener) {
  if (!listeners.has(type)) listeners.set(type, []);
  listeners.get(type).push(listener);
}

function tell(type, notice) {
  for (const listener of listeners.get(type) ?? []) listener(notice);
}

// Follows the notices for one person; after a break everything is stale, which `fresh` says.
export function follow(userId) {
  source?.close();
  let broken = false;
  const opened = new EventSource(`${here}/ui/events?as=${encodeURIComponent(userId)}`);
  source = opened;
  opened.addEventListener("open", () => {
    tell("online", { online: true });
    if (broken) tell("fresh", {});
    broken = false;
  });
  opened.addEventListener("error", () => {
    if (!broken) tell("online", { online: false });
    broken = true;
    if (opened.readyState === EventSource.CLOSED && source === opened) {
      setTimeout(() => source === opened && follow(userId), 1500);
    }
  });
  opened.addEventListener("message", (event) => {
    let notice;
    try {
      notice = JSON.parse(event.data);
    } catch {
      return;
    }
    tell(notice.type, notice);
  });
}
