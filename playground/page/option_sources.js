// Where the options of each kind of select come from, each as {key, label, hint, value, group}.

import { withEmoji } from "./emoji.js";
import { channelTitle, members, userName, world } from "./world.js";

function ofOption(option, group) {
  return {
    key: option.value,
    label: withEmoji(option.text.text),
    hint: option.description?.text ?? "",
    value: option,
    group,
  };
}

function ofUser(userId) {
  return { key: userId, label: userName(userId), hint: world.users.get(userId)?.tz ?? "", value: userId };
}

function ofChannel(channelId) {
  return { key: channelId, label: channelTitle(channelId), hint: "", value: channelId };
}

function matching(options, query) {
  const wanted = query.trim().toLocaleLowerCase();
  return options.filter((each) => each.label.toLocaleLowerCase().includes(wanted));
}

// `shown(value)` is a stored value as an option; `find(query)` those that fit what was typed.
export function optionSource({ element, block, ctx }) {
  const kind = element.type.replace(/^multi_/, "");
  if (kind === "users_select") {
    return fixed(members().map((user) => ofUser(user.id)), ofUser);
  }
  if (kind === "channels_select" || kind === "conversations_select") {
    const ids = [...world.channels.keys()];
    const public_ = kind === "channels_select" ? ids.filter((id) => id.startsWith("C")) : ids;
    return fixed(public_.map(ofChannel), ofChannel);
  }
  if (kind === "external_select") {
    return {
      shown: ofOption,
      find: async (query) => listed(await ctx.options(block, element, query)),
    };
  }
  return fixed(listed(element), ofOption);
}

function fixed(options, shown) {
  return { shown: (value) => shown(value), find: async (query) => matching(options, query) };
}

function listed({ options, option_groups: groups }) {
  if (groups) {
    return groups.flatMap((group) => group.options.map((each) => ofOption(each, group.label.text)));
  }
  return (options ?? []).map((each) => ofOption(each));
}
