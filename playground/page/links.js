// Which addresses may be clicked, and where a link to a message of this workspace leads.

import { el } from "./dom.js";
import { world } from "./world.js";

const CLICKABLE = new Set(["http:", "https:", "mailto:", "tel:"]);
const ARCHIVE = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?$/;

function parsed(address) {
  try {
    const url = new URL(address);
    return CLICKABLE.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

// A link, or nothing but its words when the address is not one of the harmless kinds.
export function linkTo(address, label) {
  const url = parsed(address);
  const words = label || address;
  if (!url) return document.createTextNode(words);
  const place = placeOf(url);
  const web = url.protocol === "http:" || url.protocol === "https:";
  const link = el("a", {
    href: url.href,
    text: words,
    title: words === address ? null : address,
    target: web ? "_blank" : null,
    rel: "noopener noreferrer",
  });
  if (place) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("go-to-message", { detail: place }));
    });
  }
  return link;
}

// The channel and message that a permalink of this workspace names; null for any other address.
function placeOf(url) {
  const found = ARCHIVE.exec(url.pathname);
  if (!found || !world.channels.has(found[1])) return null;
  const ts = found[2] ? `${found[2]}.${found[3]}` : null;
  return { channel: found[1], ts, threadTs: url.searchParams.get("thread_ts") };
}

export function openAddress(address) {
  const link = linkTo(address, "");
  if (link instanceof HTMLAnchorElement) link.click();
}

// Pictures are shown only from this machine; for others the page would have to call outside.
export function nearbyImage(address) {
  try {
    const url = new URL(address, location.href);
    if (url.protocol === "data:") return /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(address);
    return url.origin === location.origin;
  } catch {
    return false;
  }
}
