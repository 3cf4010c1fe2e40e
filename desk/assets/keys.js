// Keys that every room has. Rows are links marked data-row: moving is moving the focus, so that
// Enter, screen readers and the browser's own shortcuts work as everywhere else.

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.closest("details:not([open])") === null);

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  let at = all.indexOf(document.activeElement);
  if (at < 0) {
    const current = all.findIndex((row) => row.matches("[aria-current=true]") || row.closest(".at") !== null);
    at = current >= 0 ? (step > 0 && document.body.matches(".room-inbox") ? current - 1 : current) : step > 0 ? -1 : all.length;
  }
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function search() {
  const field = document.querySelector("[data-search]");
  if (field === null) {
    location.assign("/?search");
    return;
  }
  field.focus();
  field.select();
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  "/": search,
  "?": () => document.getElementById("keys-dialog").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]") !== null) return;
  const action = actions[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
});

if (location.search === "?search") document.querySelector("[data-search]")?.focus();
