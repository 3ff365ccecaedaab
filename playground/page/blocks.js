// Block Kit as DOM: each block by its type. `ctx` carries the form state and what a click does.

import { here } from "./api.js";
import { el } from "./dom.js";
import { element as interactive } from "./elements.js";
import { linkTo, nearbyImage } from "./links.js";
import { markdown } from "./markdown.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { inputBlock } from "./input_block.js";
import { world } from "./world.js";

export function renderBlocks(blocks, ctx) {
  return el("div", { class: "blocks" }, (blocks ?? []).map((block) => renderBlock(block, ctx)));
}

function renderBlock(block, ctx) {
  const draw = BLOCKS[block.type];
  const node = draw ? draw(block, ctx) : el("p", { class: "unknown", text: `[${block.type} block]` });
  node.classList.add("block", `block-${block.type}`);
  node.dataset.block = block.block_id ?? "";
  return node;
}

const BLOCKS = {
  section,
  header: (block) =>
    el("div", { role: "heading", "aria-level": "3" }, textObject(block.text)),
  divider: () => el("hr"),
  context,
  actions: (block, ctx) =>
    el("div", {}, block.elements.map((each) => interactive(each, block, ctx, ""))),
  input: inputBlock,
  image: (block) =>
    el(
      "figure",
      {},
      block.title ? el("figcaption", {}, textObject(block.title)) : null,
      picture(block, "picture-large"),
    ),
  rich_text: (block) => richText(block),
  markdown: (block) => markdown(block.text),
  table,
  context_actions: (block) =>
    el("div", {}, el("p", { class: "unknown", text: `[${block.elements.length} feedback actions]` })),
  video: (block) => el("div", {}, linkTo(block.title_url ?? block.video_url, block.title.text)),
  file: (block) => el("p", { class: "unknown", text: `[file ${block.external_id}]` }),
};

function section(block, ctx) {
  const words = block.text ? el("div", { class: "section-text" }, textObject(block.text)) : null;
  const fields = block.fields
    ? el(
        "div",
        { class: "section-fields" },
        block.fields.map((field) => el("div", { class: "section-field" }, textObject(field))),
      )
    : null;
  const body = el("div", { class: "section-body" }, words, fields);
  if (!block.accessory) return el("div", {}, body);
  const accessory =
    block.accessory.type === "image"
      ? picture(block.accessory, "picture-accessory")
      : interactive(block.accessory, block, ctx, block.text?.text ?? "");
  return el("div", {}, body, el("div", { class: "section-accessory" }, accessory));
}

function context(block) {
  return el(
    "div",
    {},
    block.elements.map((each) =>
      each.type === "image"
        ? picture(each, "picture-context")
        : el("span", { class: "context-text" }, textObject(each)),
    ),
  );
}

// A picture that an app uploaded and shows by its id.
function uploaded(id) {
  return id && `${here}/ui/file?${new URLSearchParams({ as: world.as, id })}`;
}

function picture(image, kind) {
  const address = image.image_url ?? image.slack_file?.url ?? uploaded(image.slack_file?.id) ?? "";
  if (nearbyImage(address)) {
    return el("img", { class: `picture ${kind}`, src: address, alt: image.alt_text });
  }
  return el(
    "span",
    { class: `picture picture-away ${kind}`, role: "img", "aria-label": image.alt_text },
    kind === "picture-large" ? linkTo(address, image.alt_text || "picture") : null,
  );
}

function table(block) {
  const settings = block.column_settings ?? [];
  const cellOf = (cell, row, column) => {
    const content = cell.type === "rich_text" ? richText(cell) : cell.text;
    const align = settings[column]?.align ?? "left";
    return el(row ? "td" : "th", { class: `align-${align}`, dir: "auto" }, content);
  };
  const rows = block.rows.map((cells, row) =>
    el("tr", {}, cells.map((cell, column) => cellOf(cell, row, column))),
  );
  return el("div", { class: "table-frame" }, el("table", { class: "table" }, rows));
}
