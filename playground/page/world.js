// What the page knows of the workspace: who I am, who else is there, which channels there are.

import { get } from "./api.js";

export const BOT = "U0RAPPORT";

export const world = {
  as: "U0MAYA",
  me: null,
  workspace: { name: "" },
  users: new Map(),
  channels: new Map(),
  people: [],
  bot: { connected: "no" },
};

export async function refreshWorld() {
  const state = await get("/ui/state", { as: world.as });
  world.workspace = state.workspace ?? world.workspace;
  world.users = new Map(Object.values(state.users ?? {}).map((user) => [user.id, user]));
  world.channels = new Map(Object.values(state.channels ?? {}).map((each) => [each.id, each]));
  world.people = Object.values(state.people ?? {});
  world.bot = state.bot ?? world.bot;
  world.me = world.users.get(world.as) ?? state.me;
  return world;
}

export function userName(userId) {
  const user = world.users.get(userId);
  if (!user) return userId;
  return user.real_name || user.profile?.real_name || user.name || userId;
}

export function channelName(channelId) {
  const channel = world.channels.get(channelId);
  if (isDirect(channelId)) return "Rapport";
  return channel?.name ?? channelId;
}

export function isDirect(channelId) {
  return channelId.startsWith("D");
}

// "#whatsapp", or the app's name for the direct messages with it.
export function channelTitle(channelId) {
  return isDirect(channelId) ? channelName(channelId) : `#${channelName(channelId)}`;
}

// The person's own zone and way of writing dates: what everything on the page is shown in.
export function zone() {
  return world.me?.tz || "UTC";
}

export function locale() {
  return world.me?.locale || "en-GB";
}

// Those who can be acted as: people, not apps.
export function members() {
  return [...world.users.values()].filter(
    (user) => !user.is_bot && user.id !== "USLACKBOT" && user.id !== BOT,
  );
}
