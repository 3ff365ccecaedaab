// One message as it stands in a list.

import { attachments } from "./attachments.js";
import { renderBlocks } from "./blocks.js";
import { clock, fullMoment, ago, ofTs } from "./dates.js";
import { bdi, el } from "./dom.js";
import { entitiesOf, entityCard } from "./entities.js";
import { files } from "./files.js";
import { FormState } from "./form_state.js";
import { icon } from "./icons.js";
import { interactionContext } from "./interactions.js";
import { toolbar } from "./message_actions.js";
import { mrkdwn } from "./mrkdwn.js";
import { authorOf, avatar, userAvatar } from "./people.js";
import { world } from "./world.js";

// `place` says where it stands: {channel, inThread, isCompact, openThread}.
export function messageNode(message, place) {
  const author = authorOf(message);
  const whispered = Boolean(message.is_ephemeral);
  const quiet = message.subtype === "tombstone" || /^(channel|group)_(join|leave|topic|purpose)$/.test(message.subtype ?? "");
  const moment = ofTs(message.ts);
  const head = place.isCompact
    ? null
    : el(
        "div",
        { class: "message-head" },
        el("span", { class: "message-author" }, bdi(author.name)),
        author.isApp ? el("span", { class: "tag", text: "app" }) : null,
        time(message, moment),
      );
  const node = el(
    "div",
    {
      role: "article",
      class: [
        "message",
        place.isCompact && "compact",
        whispered && "whispered",
        quiet && "quiet",
      ]
        .filter(Boolean)
        .join(" "),
      "data-ts": message.ts,
      "data-ephemeral": whispered ? "true" : null,
      "aria-label": `${author.name}, ${clock(moment)}`,
    },
    whispered
      ? el("div", { class: "whisper-note" }, icon("eye"), el("span", { text: "Only visible to you" }))
      : null,
    el(
      "div",
      { class: "message-gutter" },
      place.isCompact ? el("span", { class: "message-when", text: clock(moment), "aria-hidden": "true" }) : avatar(author, message),
    ),
    el(
      "div",
      { class: "message-main" },
      head,
      el("div", { class: "message-body" }, content(message, place)),
      reactions(message),
      place.inThread ? null : replyBar(message, place),
    ),
    whispered || quiet ? null : toolbar(message, place),
  );
  return node;
}

const SIGNS = { white_check_mark: "\u2705", eyes: "\u{1f440}", "+1": "\u{1f44d}" };

function reactions(message) {
  if (!message.reactions?.length) return null;
  const told = message.reactions.map((each) =>
    el("span", { class: "tag", title: each.name, text: `${SIGNS[each.name] ?? each.name} ${each.count}` }),
  );
  return el("div", { class: "message-reactions" }, told);
}

function time(message, moment) {
  return el("time", {
    class: "message-time",
    datetime: moment.toISOString(),
    title: fullMoment(message.ts),
    text: clock(moment),
  });
}

function content(message, place) {
  const container = {
    type: "message",
    channel: place.channel,
    ts: message.ts,
    is_ephemeral: Boolean(message.is_ephemeral),
  };
  const all = [
    ...(message.blocks ?? []),
    ...(message.attachments ?? []).flatMap((each) => each.blocks ?? []),
  ];
  const ctx = interactionContext(container, new FormState(all));
  const words = message.blocks?.length
    ? renderBlocks(message.blocks, ctx)
    : message.text
      ? el("div", { class: "message-text" }, mrkdwn(message.text))
      : null;
  return [
    words,
    message.edited && message.user !== undefined && !message.bot_id
      ? el("span", { class: "edited", text: "(edited)" })
      : null,
    attachments(message, ctx),
    entitiesOf(message).map((each) => entityCard(each, { channel: place.channel, ts: message.ts })),
    files(message.files),
  ];
}

function replyBar(message, place) {
  const count = message.reply_count ?? 0;
  if (!count || (message.thread_ts ?? message.ts) !== message.ts) return null;
  const faces = (message.reply_users ?? [])
    .filter((id) => world.users.has(id))
    .slice(0, 4)
    .map((id) => userAvatar(id, "tiny"));
  return el(
    "button",
    {
      type: "button",
      class: "reply-bar",
      on: { click: () => place.openThread(message.ts) },
    },
    el("span", { class: "faces" }, faces),
    el("span", { class: "reply-count", text: count === 1 ? "1 reply" : `${count} replies` }),
    message.latest_reply
      ? el("span", { class: "reply-latest", text: ago(ofTs(message.latest_reply)) })
      : null,
  );
}
