// Files on a message: e-mails as Slack shows them, anything else by its name.

import { here } from "./api.js";
import { bdi, el } from "./dom.js";
import { icon } from "./icons.js";
import { world } from "./world.js";

const LONG = 700;

export function files(given) {
  return (given ?? []).map((file) => {
    if (file.mode === "email" || file.filetype === "email") return email(file);
    if (file.mode === "file_access") {
      return card("E-mail", [el("p", { class: "file-note", text: "Only announced here: an app reads the e-mail itself through files.info." })]);
    }
    if (file.mode === "tombstone") return card("This file was deleted.", []);
    return card(file.title || file.name || file.id, [
      file.url_private_download ? download(file) : null,
      file.pretty_type ? el("p", { class: "file-note", text: file.pretty_type }) : null,
    ]);
  });
}

function download(file) {
  const address = `${here}/ui/file?${new URLSearchParams({ as: world.as, id: file.id })}`;
  return el("a", { class: "file-note", href: address, download: file.name, text: `Download ${file.name} (${file.size} bytes)` });
}

function card(title, children) {
  return el("div", { class: "file" }, el("div", { class: "file-title" }, icon("mail"), bdi(title)), children);
}

function email(file) {
  const text = file.plain_text ?? file.preview_plain_text ?? file.preview ?? "";
  return el(
    "div",
    { class: "file email", role: "group", "aria-label": `E-mail: ${file.subject || file.title || "no subject"}` },
    el("div", { class: "file-title" }, icon("mail"), bdi(file.subject || file.title || "(no subject)")),
    el(
      "dl",
      { class: "email-head" },
      line("From", file.from),
      line("To", file.to),
      line("Cc", file.cc),
    ),
    body(text),
    (file.attachments ?? []).length
      ? el("p", { class: "file-note", text: `Attached: ${file.attachments.map((each) => each.filename).join(", ")}` })
      : null,
  );
}

function line(label, people) {
  if (!people?.length) return null;
  return [
    el("dt", { text: label }),
    el(
      "dd",
      {},
      people.map((each, place) => [place ? ", " : null, person(each)]),
    ),
  ];
}

function person({ name, address }) {
  return name ? [bdi(name), " ", el("span", { class: "email-address" }, bdi(`<${address}>`))] : bdi(address ?? "");
}

function body(text) {
  const shown = el("div", { class: "email-text", dir: "auto", text: text.slice(0, LONG) });
  if (text.length <= LONG) return shown;
  shown.append("…");
  const more = el("button", {
    type: "button",
    class: "link-button",
    text: "Show the whole e-mail",
    on: {
      click: () => {
        shown.textContent = text;
        more.remove();
      },
    },
  });
  return [shown, more];
}
