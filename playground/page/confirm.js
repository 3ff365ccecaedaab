// "Are you sure?": an element's own dialog, or one of the page's.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { textObject } from "./mrkdwn.js";

const plain = (text) => ({ type: "plain_text", text });

// True when the person agrees; `asked` is a confirm object of Block Kit.
export function confirmed(asked) {
  return new Promise((resolve) => {
    let answer = false;
    const title = asked.title?.text ?? "Are you sure?";
    const dialog = openDialog({
      title,
      small: true,
      body: el("div", { class: "confirm-text" }, textObject(asked.text)),
      footer: [
        el("button", {
          type: "button",
          class: "button",
          text: asked.deny?.text ?? "Cancel",
          on: { click: () => dialog.close() },
        }),
        el("button", {
          type: "button",
          class: `button solid ${asked.style === "danger" ? "danger" : "primary"}`,
          text: asked.confirm?.text ?? "Yes",
          on: {
            click: () => {
              answer = true;
              dialog.close();
            },
          },
        }),
      ],
      closed: () => resolve(answer),
    });
  });
}

// The page's own question before something that cannot be taken back.
export function sure(title, text, confirm) {
  return confirmed({
    title: plain(title),
    text: plain(text),
    confirm: plain(confirm),
    deny: plain("Cancel"),
    style: "danger",
  });
}
