// Slack's mrkdwn as DOM nodes; every piece of text stays text.

import { bdi, el } from "./dom.js";
import { dated } from "./dates.js";
import { emojiSign } from "./emoji.js";
import { linkTo } from "./links.js";
import { channelName, userName, world } from "./world.js";

const INLINE = new RegExp(
  [
    "<(?<token>[^<>\\n]{1,4000})>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\w*])\\*(?!\\s)(?<bold>[^*\\n]+?)(?<!\\s)\\*(?![\\w*])",
    "(?<![\\w_])_(?!\\s)(?<italic>[^_\\n]+?)(?<!\\s)_(?![\\w_])",
    "(?<![\\w~])~(?!\\s)(?<strike>[^~\\n]+?)(?<!\\s)~(?![\\w~])",
    ":(?<emoji>[a-z0-9_+-]{1,40}(?:::skin-tone-[2-6])?):",
  ].join("|"),
  "g",
);

export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// A whole mrkdwn text: fenced code, quotes and lines.
export function mrkdwn(text) {
  const found = [];
  const pieces = text.split(/```\n?([\s\S]*?)\n?```/);
  pieces.forEach((piece, place) => {
    if (place % 2) found.push(el("pre", { class: "code-block", text: unescaped(piece) }));
    else if (piece) found.push(...lines(piece.replace(place > 0 ? /^\n/ : /^(?!)/, "")));
  });
  return found;
}

function lines(text) {
  const found = [];
  let group = [];
  let quoted = false;
  const close = () => {
    if (!group.length) return;
    const nodes = inline(group.join("\n"));
    found.push(quoted ? el("blockquote", { dir: "auto" }, nodes) : el("span", { dir: "auto" }, nodes));
    group = [];
  };
  for (const line of text.split("\n")) {
    const isQuote = /^(?:&gt;|>)/.test(line);
    if (isQuote !== quoted) close();
    quoted = isQuote;
    group.push(isQuote ? line.replace(/^(?:&gt;|>)\s?/, "") : line);
  }
  close();
  return found;
}

// One stretch of mrkdwn without fences or quotes.
export function inline(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > place) nodes.push(unescaped(text.slice(place, match.index)));
    nodes.push(piece(match));
    place = match.index + match[0].length;
  }
  if (place < text.length) nodes.push(unescaped(text.slice(place)));
  return nodes;
}

function piece(match) {
  const { token, code, bold, italic, strike, emoji } = match.groups;
  if (token !== undefined) return tokenNode(token);
  if (code !== undefined) return el("code", {}, codeNodes(code));
  if (bold !== undefined) return el("strong", {}, inline(bold));
  if (italic !== undefined) return el("em", {}, inline(italic));
  if (strike !== undefined) return el("s", {}, inline(strike));
  return emojiNode(emoji) ?? match[0];
}

// Inside `code` only links and mentions are still read.
function codeNodes(code) {
  return code
    .split(/<([^<>\n]{1,4000})>/)
    .map((part, place) => (place % 2 ? tokenNode(part) : unescaped(part)));
}

function tokenNode(token) {
  const bar = token.indexOf("|");
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? "" : unescaped(token.slice(bar + 1));
  if (target.startsWith("@")) return userMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) return dateToken(target, label);
  if (target.startsWith("!subteam^")) return mention(label || "@group");
  if (target.startsWith("!")) return broadcast(target.slice(1).split("^")[0]);
  return linkTo(unescaped(target), label);
}

export function broadcast(range) {
  return el("span", { class: "mention mention-all", text: `@${range}` });
}

export function mention(words) {
  return el("span", { class: "mention" }, bdi(words));
}

export function userMention(userId, label = "") {
  const mine = userId === world.as ? " mention-me" : "";
  const name = world.users.has(userId) ? userName(userId) : label || userId;
  return el("span", { class: `mention${mine}` }, bdi(`@${name}`));
}

export function channelMention(channelId, label = "") {
  if (!world.channels.has(channelId)) return mention(`#${label || channelId}`);
  const go = () =>
    document.dispatchEvent(new CustomEvent("go-to-message", { detail: { channel: channelId } }));
  return el("button", {
    class: "mention mention-channel",
    type: "button",
    text: `#${channelName(channelId)}`,
    on: { click: go },
  });
}

function dateToken(target, label) {
  const [, epoch, pattern = "", address = ""] = target.split("^");
  const shown = dated(epoch, unescaped(pattern)) ?? label;
  const inner = address ? linkTo(unescaped(address), shown) : shown;
  const moment = new Date(Number(epoch) * 1000);
  const iso = Number.isNaN(moment.getTime()) ? null : moment.toISOString();
  return el("time", { datetime: iso, title: label || null }, inner);
}

export function emojiNode(name) {
  const sign = emojiSign(name);
  return sign ? el("span", { class: "emoji", role: "img", "aria-label": name, text: sign }) : null;
}

// A text object of Block Kit: plain_text keeps its stars and brackets, mrkdwn does not.
export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return [el("span", { dir: "auto" }, plainNodes(text))];
}

function plainNodes(text) {
  if (text.emoji === false) return [text.text];
  return text.text.split(/(:[a-z0-9_+-]{1,40}:)/).map((part, place) => {
    if (place % 2 === 0) return part;
    return emojiNode(part.slice(1, -1)) ?? part;
  });
}
