// rich_text blocks: sections, lists, quotes, code, and what stands in their lines.

import { el } from "./dom.js";
import { dated } from "./dates.js";
import { linkTo } from "./links.js";
import { broadcast, channelMention, emojiNode, mention, userMention } from "./mrkdwn.js";

const LIST_SIGNS = ["decimal", "lower-alpha", "lower-roman"];

export function richText(block) {
  return el("div", { class: "rich-text" }, elements(block.elements));
}

function elements(found = []) {
  return found.map((element) => {
    switch (element.type) {
      case "rich_text_section":
        return el("div", { class: "rich-section", dir: "auto" }, inlines(element.elements));
      case "rich_text_quote":
        return el("blockquote", { dir: "auto" }, inlines(element.elements));
      case "rich_text_preformatted":
        return el("pre", { class: "code-block" }, inlines(element.elements));
      case "rich_text_list":
        return list(element);
      default:
        return el("div", { class: "unknown", text: `[${element.type}]` });
    }
  });
}

function list(element) {
  const ordered = element.style === "ordered";
  const indent = Math.min(Number(element.indent) || 0, 8);
  const node = el(
    ordered ? "ol" : "ul",
    { class: `rich-list indent-${indent}`, start: ordered ? (Number(element.offset) || 0) + 1 : null },
    element.elements.map((item) => el("li", { dir: "auto" }, inlines(item.elements))),
  );
  if (ordered) node.style.listStyleType = LIST_SIGNS[indent % LIST_SIGNS.length];
  return node;
}

function inlines(found = []) {
  return found.map((element) => styled(inlineNode(element), element.style));
}

function inlineNode(element) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text);
    case "link":
      return linkTo(element.url, element.text);
    case "user":
      return userMention(element.user_id);
    case "channel":
      return channelMention(element.channel_id);
    case "usergroup":
      return mention(`@${element.usergroup_id}`);
    case "broadcast":
      return broadcast(element.range);
    case "emoji":
      return emojiNode(element.name) ?? document.createTextNode(`:${element.name}:`);
    case "date":
      return document.createTextNode(
        dated(element.timestamp, element.format) ?? element.fallback ?? "",
      );
    case "color":
      return el("code", { text: element.value });
    default:
      return document.createTextNode(`[${element.type}]`);
  }
}

const STYLES = { code: "code", strike: "s", italic: "em", bold: "strong", underline: "u" };

function styled(node, style) {
  let found = node;
  for (const [name, tag] of Object.entries(STYLES)) {
    if (style?.[name]) found = el(tag, {}, found);
  }
  return found;
}
