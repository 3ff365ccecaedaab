// The middle of the page: a channel's header, its messages and the composer, or the app's home.

import { post } from "./api.js";
import { composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { tried } from "./toast.js";
import { BOT, channelTitle, isDirect, world } from "./world.js";

export class ChannelView {
  constructor(root, { channel, tab, openThread, openTab }) {
    this.root = root;
    this.channel = channel;
    this.tab = tab;
    this.openTab = openTab;
    this.header = el("div", { class: "channel-head" });
    this.notice = el("div", { class: "channel-notice", hidden: true });
    if (tab === "home") {
      this.home = new Home();
      fill(root, this.header, this.home.node);
      return;
    }
    const name = `Messages in ${channelTitle(channel)}`;
    this.list = new MessageList({ channel, name, openThread });
    this.composer = composer({ channel, sending: () => this.list.toEnd() });
    fill(root, this.header, this.list.node, this.notice, this.composer.node);
  }

  async open() {
    this.drawHead();
    if (this.home) {
      await this.home.open();
      return;
    }
    await this.list.refresh();
    this.list.toEnd();
    if (isDirect(this.channel)) {
      await tried(() => post("/ui/open_home", { as: world.as, tab: "messages" }));
    }
    // Whoever is busy beside or above the channel stays there.
    const busy = document.activeElement?.closest("#side, #drawer, dialog");
    if (!busy && !this.composer.node.hidden) this.composer.field.focus({ preventScroll: true });
  }

  drawHead() {
    const channel = world.channels.get(this.channel);
    if (!channel) return;
    const direct = isDirect(this.channel);
    fill(
      this.header,
      el(
        "div",
        { class: "channel-title" },
        el("h1", {}, direct ? "Rapport" : [icon("hash"), el("span", { text: channel.name })]),
        channel.is_ext_shared
          ? el("span", { class: "tag tag-shared" }, icon("shared"), "shared with another company")
          : null,
        channel.topic ? el("span", { class: "channel-topic", dir: "auto", text: channel.topic }) : null,
      ),
      direct ? this.tabs() : this.membership(channel),
    );
    if (!this.composer) return;
    const outside = channel.is_member === false;
    this.composer.node.hidden = outside;
    this.notice.hidden = !outside;
    if (outside) {
      fill(
        this.notice,
        `You are not in ${channelTitle(this.channel)}. A member can bring you in: /invite @${world.me.name}`,
      );
    }
  }

  tabs() {
    const tab = (name, label) =>
      el("button", {
        type: "button",
        role: "tab",
        class: "tab",
        "aria-selected": String(this.tab === name),
        text: label,
        on: { click: () => this.openTab(name) },
      });
    return el("div", { class: "tabs", role: "tablist", "aria-label": "Rapport" }, tab("home", "Home"), tab("messages", "Messages"));
  }

  membership(channel) {
    if (channel.is_member_bot) {
      return el("span", { class: "member-note" }, icon("check"), "Rapport is here");
    }
    return el("button", {
      type: "button",
      class: "button small",
      text: "Add Rapport",
      on: { click: () => this.invite(BOT) },
    });
  }

  invite(user) {
    return tried(() => post("/ui/invite", { as: world.as, channel: this.channel, user }));
  }
}
