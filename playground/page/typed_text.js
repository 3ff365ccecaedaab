// Between what a person types (@Maya, #sms) and the tokens that are sent (<@U0MAYA>, <#C0SMS>).

import { unescaped } from "./mrkdwn.js";
import { channelName, isDirect, userName, world } from "./world.js";

function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function named(sign, names) {
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map(quoted);
  return new RegExp(`(?<![\\p{L}\\p{N}_.@#])${sign}(${words.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
}

export function sentText(typed) {
  const users = new Map();
  for (const user of world.users.values()) {
    users.set(userName(user.id).toLowerCase(), user.id);
    users.set(user.name.toLowerCase(), user.id);
  }
  const channels = new Map();
  for (const id of world.channels.keys()) if (!isDirect(id)) channels.set(channelName(id), id);
  return typed
    .replace(named("@", users), (_, name) => `<@${users.get(name.toLowerCase())}>`)
    .replace(named("#", channels), (_, name) => `<#${channels.get(name.toLowerCase())}>`);
}

// A stored text as its author would type it again.
export function editableText(text) {
  const shown = text.replace(/<([^<>\n]+)>/g, (whole, token) => {
    const bar = token.indexOf("|");
    const target = bar < 0 ? token : token.slice(0, bar);
    if (target.startsWith("@")) return `@${userName(target.slice(1))}`;
    if (target.startsWith("#")) return `#${channelName(target.slice(1))}`;
    if (target.startsWith("!")) return whole;
    return bar < 0 ? target : token.slice(bar + 1);
  });
  return unescaped(shown);
}
