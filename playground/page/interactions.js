// What a click in a message, a modal or the home page asks of the app.

import { post } from "./api.js";
import { toast, tried } from "./toast.js";
import { world } from "./world.js";

// The context that blocks are drawn with, for one container and the form state in it.
export function interactionContext(container, state) {
  return {
    state,
    act: (block, element, chosen) =>
      tried(() =>
        post("/ui/action", {
          as: world.as,
          container,
          block_id: block.block_id,
          action_id: element.action_id,
          ...chosen,
          state: { values: state.values },
        }),
      ),
    options: async (block, element, query) => {
      const answer = await post("/ui/options", {
        as: world.as,
        container,
        block_id: block.block_id,
        action_id: element.action_id,
        value: query,
      });
      if (answer.error && answer.error !== "No results") toast(answer.error, "error");
      return { options: answer.options, option_groups: answer.option_groups };
    },
  };
}

// A shortcut: on a message when `place` names one, else a global one.
export function useShortcut(callbackId, place = {}) {
  return tried(() => post("/ui/shortcut", { as: world.as, callback_id: callbackId, ...place }));
}
