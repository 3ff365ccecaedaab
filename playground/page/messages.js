// A list of messages that follows the server: what did not change is not drawn again.

import { get } from "./api.js";
import { dayTitle, sameDay } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { messageNode } from "./message.js";
import { authorOf } from "./people.js";
import { toast } from "./toast.js";
import { world } from "./world.js";

const TOGETHER_SECONDS = 300;
const NEAR_BOTTOM = 80;

export class MessageList {
  // `place` is {channel, name, threadTs?, openThread?, gone?}; `gone` is for a thread without root.
  constructor(place) {
    this.place = place;
    this.drawn = new Map();
    this.asked = 0;
    this.list = el("div", { class: "messages", role: "log", "aria-label": place.name, tabindex: "0" });
    this.jump = el(
      "button",
      { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd() } },
      "Newest messages",
      icon("down"),
    );
    this.node = el("div", { class: "messages-frame" }, this.list, this.jump);
    this.pinned = true;
    this.list.addEventListener("scroll", () => {
      this.pinned = this.isAtEnd();
      if (this.pinned) this.jump.hidden = true;
    });
    // Whoever reads the newest message goes on doing so when the list grows narrower or lower.
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.list);
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_BOTTOM;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.pinned = true;
    this.jump.hidden = true;
  }

  async refresh() {
    this.asked += 1;
    const mine = this.asked;
    const { channel, threadTs } = this.place;
    const query = { channel, as: world.as, thread_ts: threadTs };
    let answer = null;
    try {
      answer = await get("/ui/messages", query);
    } catch (problem) {
      if (this.place.gone) this.place.gone();
      else toast(problem.message, "error");
    }
    if (!answer || mine !== this.asked) return null;
    this.draw(answer.messages);
    return answer;
  }

  draw(messages) {
    const wasAtEnd = !this.drawn.size || this.isAtEnd();
    const had = this.drawn;
    this.drawn = new Map();
    const nodes = [];
    let before = null;
    messages.forEach((message, number) => {
      const newDay = !this.place.threadTs && (!before || !sameDay(before.ts, message.ts));
      if (newDay) nodes.push(divider(dayTitle(message.ts)));
      const isCompact = !newDay && number > 0 && together(before, message);
      const key = `${message.ts}${message.is_ephemeral ? "e" : ""}`;
      const signature = JSON.stringify([message, isCompact]);
      const old = had.get(key);
      const keeps = old && (old.signature === signature || old.node.dataset.editing);
      const inThread = Boolean(this.place.threadTs);
      const node = keeps ? old.node : messageNode(message, { ...this.place, inThread, isCompact });
      this.drawn.set(key, { signature: keeps ? old.signature : signature, node });
      nodes.push(node);
      if (inThread && number === 0 && messages.length > 1) {
        const count = messages.length - 1;
        nodes.push(divider(count === 1 ? "1 reply" : `${count} replies`));
      }
      before = message;
    });
    if (!nodes.length) nodes.push(el("p", { class: "empty", text: "No messages yet." }));
    replaceKeeping(this.list, nodes);
    if (wasAtEnd) this.toEnd();
    else if (this.drawn.size > had.size) this.jump.hidden = false;
  }

  // Brings a message into view and lights it up for a moment.
  show(ts) {
    const node = this.list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("lit");
    void node.offsetWidth;
    node.classList.add("lit");
  }
}

// The same children stay where they are, so that focus and open fields survive.
function replaceKeeping(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, place) => {
    const there = parent.childNodes[place];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

function together(before, message) {
  if (!before || message.is_ephemeral || before.is_ephemeral) return false;
  if (message.subtype === "tombstone" || before.reply_count || message.reply_count) return false;
  const apart = Number(message.ts) - Number(before.ts);
  return apart < TOGETHER_SECONDS && authorOf(before).key === authorOf(message).key;
}

function divider(words) {
  return el("div", { class: "divider", role: "separator", "aria-label": words }, el("span", { text: words }));
}
