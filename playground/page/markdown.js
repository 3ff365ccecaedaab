// The markdown block: headings, lists, quotes, code, tables, and the usual marks in a line.

import { el } from "./dom.js";
import { linkTo } from "./links.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\[(?<label>[^\\]\\n]{1,500})\\]\\((?<address>[^)\\s]{1,3000})\\)",
    "\\*\\*(?<bold>[^\\n]+?)\\*\\*",
    "__(?<bold2>[^\\n]+?)__",
    "~~(?<strike>[^\\n]+?)~~",
    "(?<![\\w*])\\*(?!\\s)(?<italic>[^*\\n]+?)\\*(?![\\w*])",
    "(?<![\\w_])_(?!\\s)(?<italic2>[^_\\n]+?)_(?![\\w_])",
  ].join("|"),
  "g",
);

const KINDS = [
  ["fence", /^```/],
  ["heading", /^#{1,6}\s/],
  ["rule", /^(?:---+|\*\*\*+)\s*$/],
  ["quote", /^>\s?/],
  ["bullet", /^\s*[-*+]\s+/],
  ["number", /^\s*\d{1,6}[.)]\s+/],
  ["table", /^\|.*\|\s*$/],
  ["blank", /^\s*$/],
];

const kindOf = (line) => KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? "text";

export function markdown(text) {
  const lines = text.split("\n");
  const found = [];
  let place = 0;
  while (place < lines.length) {
    const kind = kindOf(lines[place]);
    const from = place;
    place += 1;
    if (kind === "fence") {
      while (place < lines.length && kindOf(lines[place]) !== "fence") place += 1;
      const code = lines.slice(from + 1, place).join("\n");
      found.push(el("pre", { class: "code-block", text: code }));
      place += 1;
      continue;
    }
    if (kind !== "heading" && kind !== "rule") {
      while (place < lines.length && kindOf(lines[place]) === kind) place += 1;
    }
    found.push(group(kind, lines.slice(from, place)));
  }
  return el("div", { class: "markdown" }, found);
}

function group(kind, lines) {
  const bare = (pattern) => lines.map((line) => line.replace(pattern, ""));
  switch (kind) {
    case "heading":
      return el("p", { class: "markdown-heading", dir: "auto" }, inline(lines[0].replace(/^#+\s/, "")));
    case "rule":
      return el("hr");
    case "quote":
      return el("blockquote", { dir: "auto" }, inline(bare(/^>\s?/).join("\n")));
    case "bullet":
      return el("ul", { class: "rich-list" }, items(bare(/^\s*[-*+]\s+/)));
    case "number":
      return el("ol", { class: "rich-list" }, items(bare(/^\s*\d+[.)]\s+/)));
    case "table":
      return table(lines);
    case "blank":
      return null;
    default:
      return el("p", { dir: "auto" }, inline(lines.join("\n")));
  }
}

const items = (lines) => lines.map((line) => el("li", { dir: "auto" }, inline(line)));

function table(lines) {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+\|\s*$/.test(line))
    .map((line) => line.trim().slice(1, -1).split("|"));
  return el(
    "table",
    { class: "table" },
    rows.map((cells, row) =>
      el("tr", {}, cells.map((cell) => el(row ? "td" : "th", { dir: "auto" }, inline(cell.trim())))),
    ),
  );
}

function inline(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(place, match.index), piece(match.groups));
    place = match.index + match[0].length;
  }
  nodes.push(text.slice(place));
  return nodes.filter((node) => node !== "");
}

function piece(found) {
  if (found.code !== undefined) return el("code", { text: found.code });
  if (found.address !== undefined) return linkTo(found.address, found.label);
  const bold = found.bold ?? found.bold2;
  if (bold !== undefined) return el("strong", {}, inline(bold));
  if (found.strike !== undefined) return el("s", {}, inline(found.strike));
  return el("em", {}, inline(found.italic ?? found.italic2));
}
