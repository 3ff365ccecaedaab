// The thread pane: the root, its replies, and where one answers.

import { composer } from "./composer.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { channelTitle } from "./world.js";

export class Thread {
  constructor({ channel, ts, close }) {
    this.channel = channel;
    this.ts = ts;
    this.list = new MessageList({ channel, threadTs: ts, name: "Messages in thread", gone: close });
    this.composer = composer({ channel, threadTs: ts, sending: () => this.list.toEnd() });
    this.node = el(
      "aside",
      { class: "pane thread", "aria-label": "Thread" },
      el(
        "div",
        { class: "pane-head" },
        el("h2", { text: "Thread" }),
        el("span", { class: "pane-about", text: channelTitle(channel) }),
        el("button", { type: "button", class: "tool", "aria-label": "Close thread", on: { click: close } }, icon("close")),
      ),
      this.list.node,
      this.composer.node,
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    });
  }

  async open() {
    await this.list.refresh();
    this.list.toEnd();
    this.composer.field.focus({ preventScroll: true });
  }

  refresh() {
    return this.list.refresh();
  }
}
