// The page: who I am, which channel is open, what stands beside it, and what the server tells.

import { post } from "./api.js";
import { ChannelView } from "./channel_view.js";
import { sure } from "./confirm.js";
import { Customers } from "./customers.js";
import { EntityPane, openEntity } from "./entity_pane.js";
import { el, fill, settled } from "./dom.js";
import { Inspector } from "./inspector.js";
import { refreshModals, watchModals } from "./modal.js";
import { released } from "./pressing.js";
import { drawSidebar } from "./sidebar.js";
import { follow, onNotice } from "./stream.js";
import { Steps } from "./steps.js";
import { Thread } from "./thread.js";
import { toast, tried } from "./toast.js";
import { drawTopbar } from "./topbar.js";
import { channelTitle, isDirect, refreshWorld, world } from "./world.js";

const LOOK_FOR_BOT_MS = 4000;
const part = (name) => document.querySelector(`#${name}`);

const page = { view: null, thread: null, customers: null, steps: null, pane: null, inspecting: false, online: true, problems: 0 };

const inspector = new Inspector({
  close: () => toggleInspector(),
  counted: (count) => {
    page.problems = count;
    drawFrame();
  },
});

function drawFrame() {
  drawTopbar(part("topbar"), {
    online: page.online,
    problems: page.problems,
    inspecting: page.inspecting,
    writing: page.customers !== null,
    running: page.steps !== null,
    actions: { actAs, startOver, toggleCustomers, toggleInspector, toggleSteps },
  });
  drawSidebar(part("sidebar"), { channel: page.view?.channel, open: (channel) => openChannel(channel) });
  page.view?.drawHead();
  const title = page.view ? channelTitle(page.view.channel) : world.workspace.name;
  document.title = `${title} – ${world.workspace.name}`;
}

// Keyboard focus survives a redraw of the frame where the same control is there again.
function drawFrameKeepingFocus() {
  const held = document.activeElement;
  const frame = held?.closest?.("#topbar, #sidebar, .channel-head");
  const label = held?.getAttribute?.("aria-label") ?? held?.textContent;
  drawFrame();
  if (!frame || held.isConnected) return;
  [...frame.querySelectorAll("button")].find((each) => (each.getAttribute("aria-label") ?? each.textContent) === label)?.focus();
}

const refreshFrame = settled(async () => {
  if (document.querySelector("#topbar [aria-expanded=true]")) return;
  if (!(await tried(refreshWorld))) return;
  await released();
  drawFrameKeepingFocus();
}, 150);

async function openChannel(channel, { tab = null, ts = null } = {}) {
  const shown = tab ?? (isDirect(channel) ? "home" : "messages");
  const isOpen = page.view?.channel === channel && page.view.tab === shown;
  if (!isOpen) {
    if (page.thread && page.thread.channel !== channel) closeThread();
    page.view = new ChannelView(part("main"), {
      channel,
      tab: shown,
      openThread: (threadTs) => openThread(channel, threadTs),
      openTab: (name) => openChannel(channel, { tab: name }),
    });
    history.replaceState(null, "", `${location.pathname}${location.search}#${channel}`);
    drawFrame();
    await page.view.open();
    refreshFrame();
  }
  if (ts) page.view.list?.show(ts);
}

async function openThread(channel, ts) {
  page.customers = null;
  page.steps = null;
  page.thread = new Thread({ channel, ts, close: closeThread });
  showSide(page.thread.node);
  drawFrame();
  await page.thread.open();
}

function closeThread() {
  page.thread = null;
  showSide(page.pane?.node ?? page.customers?.node ?? page.steps?.node ?? null);
}

// The pane of an entity stands over what was beside the conversation before.
async function showEntity(place) {
  if (!(await openEntity(place))) return;
  page.pane ??= new EntityPane({ close: closeEntity });
  showSide(page.pane.node);
  await page.pane.refresh();
  page.pane.node.focus({ preventScroll: true });
}

async function closeEntity() {
  page.pane = null;
  showSide(page.thread?.node ?? page.customers?.node ?? page.steps?.node ?? null);
  await tried(() => post("/ui/close_pane", { as: world.as }));
}

function showSide(node) {
  const side = part("side");
  fill(side, node);
  side.hidden = node === null;
}

async function toggleCustomers() {
  if (page.customers) {
    page.customers = null;
    showSide(page.thread?.node ?? null);
    drawFrame();
    return;
  }
  page.steps = null;
  page.customers = new Customers({
    close: toggleCustomers,
    arrived: ({ channel, ts }) => goTo({ channel, ts }),
  });
  showSide(page.customers.node);
  drawFrame();
  await page.customers.open();
}

async function toggleSteps() {
  if (page.steps) {
    page.steps = null;
    showSide(page.pane?.node ?? page.thread?.node ?? null);
    drawFrame();
    return;
  }
  page.customers = null;
  page.steps = new Steps({ close: toggleSteps });
  showSide(page.steps.node);
  drawFrame();
  await page.steps.open();
}

function toggleInspector() {
  page.inspecting = !page.inspecting;
  const drawer = part("drawer");
  drawer.hidden = !page.inspecting;
  fill(drawer, page.inspecting ? inspector.node : null);
  drawFrame();
  inspector.draw();
  inspector.fetch();
}

function actAs(userId) {
  const address = new URL(location.href);
  address.searchParams.set("as", userId);
  location.assign(address);
}

async function startOver(seed) {
  const asked = "Everything said in this workspace is forgotten. What Rapport knows of customers stays.";
  if (!(await sure("Start over", asked, "Start over"))) return;
  if (await tried(() => post("/ui/reset", { seed }))) location.reload();
}

async function goTo({ channel, ts, threadTs }) {
  if (isDirect(channel)) await openChannel(channel, { tab: "messages" });
  else await openChannel(channel);
  await page.view.list?.refresh();
  if (threadTs && ts && threadTs !== ts) {
    await openThread(channel, threadTs);
    page.thread.list.show(ts);
  } else if (ts) {
    page.view.list?.show(ts);
  }
}

function watch() {
  const messages = settled(async () => {
    await Promise.all([page.view?.list?.refresh(), page.thread?.refresh()]);
    refreshFrame();
  });
  for (const notice of ["message", "message_changed", "message_deleted", "ephemeral", "channel", "fresh"]) {
    onNotice(notice, messages);
  }
  for (const notice of ["home", "fresh"]) onNotice(notice, () => page.view?.home?.refresh());
  for (const notice of ["pane", "fresh"]) onNotice(notice, () => page.pane?.refresh());
  for (const notice of ["step", "fresh"]) onNotice(notice, () => page.steps?.refresh());
  document.addEventListener("open-entity", (event) => showEntity(event.detail));
  onNotice("toast", (notice) => toast(notice.text, notice.tone));
  onNotice("online", ({ online }) => {
    page.online = online;
    refreshFrame();
  });
  document.addEventListener("go-to-message", (event) => goTo(event.detail));
  window.addEventListener("hashchange", () => openFromAddress());
  setInterval(() => {
    if (!document.hidden && world.bot.connected === "no") refreshFrame();
  }, LOOK_FOR_BOT_MS);
  watchModals();
}

// The address may name a channel and a message: #C0SMS/1700000000.000100
async function openFromAddress() {
  const [channel, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (world.channels.has(channel)) {
    await (ts ? goTo({ channel, ts }) : openChannel(channel));
    return;
  }
  const first = [...world.channels.values()].find((each) => each.is_member !== false);
  if (first && !page.view) await openChannel(first.id);
}

async function start() {
  world.as = new URLSearchParams(location.search).get("as") ?? world.as;
  if (!(await tried(refreshWorld))) {
    fill(part("main"), el("p", { class: "empty", text: "The local Slack did not answer. Reload the page to try again." }));
    return;
  }
  drawFrame();
  watch();
  follow(world.as);
  await openFromAddress();
  await refreshModals();
  inspector.fetch();
  document.documentElement.dataset.ready = "true";
}

start();
