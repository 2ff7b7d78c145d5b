// What is easier with a script; every page is complete without it.
"use strict";

// n and p walk through the changes of a diff.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const step = { n: 1, p: -1 }[event.key];
  const changes = Array.from(document.querySelectorAll(".diff .change"));
  if (!step || !changes.length) return;
  const at = changes.indexOf(document.activeElement);
  const next = changes[Math.min(Math.max(at + step, 0), changes.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
});

// #c120-180 shows that range of the text, also where the server did not mark it.
function showRange() {
  const range = /^#c(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  const text = document.querySelector(".text");
  if (!range || !text || document.getElementById(location.hash.slice(1))) return;
  const [start, end] = [Number(range[1]), Number(range[2])];
  let first = null;
  for (const piece of text.querySelectorAll("[data-start]")) {
    const from = Number(piece.dataset.start);
    const to = from + Array.from(piece.textContent).length;
    const touched = from < end && start < to;
    piece.classList.toggle("evidence", touched);
    if (touched && !first) first = piece;
  }
  if (first) first.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", showRange);
window.addEventListener("DOMContentLoaded", showRange);
showRange();

// Selecting words in a document puts the address of that range in the address bar.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = document.querySelector(".text");
  if (!text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  const offset = (node, at) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    return piece && Number(piece.dataset.start) + Array.from(node.textContent.slice(0, at)).length;
  };
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start !== null && end !== null && start < end) history.replaceState(null, "", `#c${start}-${end}`);
});
