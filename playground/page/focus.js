// Drawing something anew under a person's hands without taking the focus or the caret away.

export function keepingFocus(root, draw) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const { actionId, blockId } = held?.dataset ?? {};
  const caret = held && "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  draw();
  if (!actionId) return;
  const block = blockId ? `[data-block-id="${CSS.escape(blockId)}"]` : "";
  const again = root.querySelector(`[data-action-id="${CSS.escape(actionId)}"]${block}`);
  again?.focus({ preventScroll: true });
  if (again && caret && typeof again.setSelectionRange === "function") {
    try {
      again.setSelectionRange(...caret);
    } catch {
      // A date field has no caret.
    }
  }
}
