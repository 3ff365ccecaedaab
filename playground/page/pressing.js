// Whether the pointer is held down: what somebody presses is not drawn anew until it is let go of, as a
// button that is replaced meanwhile is never clicked.

let held = false;
let waiting = [];

function letGo() {
  held = false;
  const those = waiting;
  waiting = [];
  setTimeout(() => those.forEach((go) => go())); // the click comes first
}

window.addEventListener("pointerdown", () => (held = true), true);
// Of a press that ends outside of the page, or in a menu of the browser's own, only what follows tells.
for (const event of ["pointerup", "pointercancel", "dragend", "keydown"]) window.addEventListener(event, letGo, true);
window.addEventListener("blur", letGo); // of the window itself: what had the focus loses it by the press
window.addEventListener("pointermove", ({ buttons }) => held && buttons === 0 && letGo(), true);

// Resolves once nothing is pressed.
export function released() {
  return held ? new Promise((go) => waiting.push(go)) : Promise.resolve();
}
