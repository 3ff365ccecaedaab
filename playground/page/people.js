// Who wrote a message: name, picture, and whether it is an app.

import { el } from "./dom.js";
import { canDrawEmoji, emojiSign } from "./emoji.js";
import { mark } from "./icons.js";
import { BOT, userName, world } from "./world.js";

const COLOURS = 8;

// The author of a message, as {key, name, isApp, userId}.
export function authorOf(message) {
  if (message.username) {
    return { key: `${message.bot_id}:${message.username}`, name: message.username, isApp: true };
  }
  if (message.user === BOT) return { key: BOT, name: "Rapport", isApp: true, userId: BOT };
  const name = message.bot_profile?.name;
  if (name) return { key: message.bot_id, name, isApp: true };
  if (message.user) {
    const user = world.users.get(message.user);
    const isApp = Boolean(user?.is_bot || message.user === "USLACKBOT");
    return { key: message.user, name: userName(message.user), isApp, userId: message.user };
  }
  return { key: message.bot_id ?? "?", name: message.bot_id ?? "App", isApp: true };
}

function shade(key) {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % COLOURS;
}

function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, " ").trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...word][0] ?? "").join("").toLocaleUpperCase() || "?";
}

export function avatar(author, message = {}, size = "") {
  const place = `avatar ${size} shade-${shade(author.key)}${author.isApp ? " avatar-app" : ""}`;
  if (author.userId === BOT) return el("span", { class: `${place} avatar-rapport`, "aria-hidden": "true" }, mark());
  const sign = emojiSign((message.icons?.emoji ?? "").replaceAll(":", ""));
  return el("span", {
    class: place,
    "aria-hidden": "true",
    text: (canDrawEmoji() && sign) || initials(author.name),
  });
}

export function userAvatar(userId, size = "") {
  return avatar({ key: userId, name: userName(userId), isApp: false, userId }, {}, size);
}
