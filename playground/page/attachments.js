// Legacy attachments: forwarded messages, unfurled links, and what older apps send.

import { renderBlocks } from "./blocks.js";
import { bdi, el } from "./dom.js";
import { clock, fullMoment, ofTs } from "./dates.js";
import { files } from "./files.js";
import { linkTo, nearbyImage } from "./links.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

export function attachments(message, ctx) {
  return (message.attachments ?? []).filter((each) => !each.entity).map((each) => attachment(each, ctx));
}

function attachment(given, ctx) {
  const bar = el("div", { class: `attachment${given.is_share ? " attachment-share" : ""}` });
  if (/^#?[0-9a-f]{6}$/i.test(given.color ?? "")) {
    bar.style.setProperty("--bar", `#${given.color.replace("#", "")}`);
  }
  bar.append(
    el(
      "div",
      { class: "attachment-body" },
      given.author_name || given.author_subname ? author(given) : null,
      given.title ? el("div", { class: "attachment-title" }, title(given)) : null,
      el("div", { class: "attachment-text" }, words(given, ctx)),
      fields(given.fields),
      pictureOf(given),
      files(given.files),
      footer(given),
    ),
  );
  if (!given.pretext) return bar;
  return el("div", {}, el("div", { class: "attachment-pretext" }, mrkdwn(given.pretext)), bar);
}

function author(given) {
  const name = given.author_name || given.author_subname;
  return el("div", { class: "attachment-author" }, bdi(name));
}

function title(given) {
  return given.title_link ? linkTo(given.title_link, given.title) : bdi(given.title);
}

// What a forwarded message says: its own blocks where they came along, else its text.
function words(given, ctx) {
  if (given.blocks?.length) return renderBlocks(given.blocks, ctx);
  const quoted = (given.message_blocks ?? []).flatMap((each) => each.message?.blocks ?? []);
  if (quoted.length) {
    return quoted.every((block) => block.type === "rich_text")
      ? quoted.map((block) => richText(block))
      : renderBlocks(quoted, ctx);
  }
  if (given.text) return mrkdwn(given.text);
  return given.fallback && !given.title && !given.fields && !given.files ? bdi(given.fallback) : null;
}

function fields(given) {
  if (!given?.length) return null;
  return el(
    "dl",
    { class: "attachment-fields" },
    given.map((field) =>
      el(
        "div",
        { class: field.short ? "short" : "" },
        field.title ? el("dt", {}, bdi(field.title)) : null,
        el("dd", {}, mrkdwn(String(field.value ?? ""))),
      ),
    ),
  );
}

function pictureOf(given) {
  const address = given.image_url ?? given.thumb_url;
  if (!address) return null;
  if (nearbyImage(address)) return el("img", { class: "picture", src: address, alt: "" });
  return el("div", { class: "attachment-away" }, linkTo(address, "Picture on another site"));
}

function footer(given) {
  if (!given.footer && !given.ts) return null;
  const ts = given.ts === undefined ? null : String(given.ts);
  const moment = ts ? el("span", { text: clock(ofTs(ts)), title: fullMoment(ts) }) : null;
  return el(
    "div",
    { class: "attachment-footer" },
    given.footer ? bdi(given.footer) : null,
    moment,
    given.from_url ? linkTo(given.from_url, "View message") : null,
  );
}
