// The map without reloading the page: links of the map are fetched and their parts put in place, the slider chooses
// days, arrows go from place to place, dragging moves the view, and list and map point at each other. Without this
// script every one of these is a link or a field of the form.

const live = () => [...document.querySelectorAll("[data-live]")];
const chart = () => document.querySelector("[data-chart]");
const holder = () => document.querySelector("[data-live=chart]");
const pause = 120; // ms: long enough not to ask for every day that a slider passes
let asked = new AbortController();

// show fetches an address of the map and puts its parts in the place of those that stand here.
async function show(address, { push = true, focus = "" } = {}) {
  asked.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of live()) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh !== null) part.replaceWith(fresh);
    }
    const here = holder().dataset.address;
    if (push) history.pushState(null, "", here);
    else history.replaceState(null, "", here);
    keep(page);
    ready();
    if (focus !== "") document.querySelector(focus)?.focus();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address); // the desk says what is wrong
  }
}

// keep brings the form in step with the address, so that filtering goes on from what is shown.
function keep(page) {
  const form = document.querySelector("form.filter");
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  for (const field of page.querySelectorAll("form.filter input[type=hidden]")) form.append(field);
  for (const name of ["since", "until"]) form.elements[name].value = page.querySelector(`form.filter [name=${name}]`).value;
  const fresh = page.querySelectorAll("[data-end]");
  document.querySelectorAll("[data-end]").forEach((range, i) => {
    if (fresh[i] !== undefined && range !== document.activeElement) range.value = fresh[i].value;
    say(range);
  });
}

// The slider: two ranges of days counted from the first.
const slider = document.querySelector("[data-slider]");
const [from, to] = slider?.querySelectorAll("input") ?? [];
const dayOf = (n) => new Date(Date.parse(slider.dataset.first + "T00:00:00Z") + n * 86_400_000);
const iso = (n) => dayOf(n).toISOString().slice(0, 10);
const words = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
let timer = 0;

function say(range) {
  const text = words.format(dayOf(Number(range.value))).replace(",", "");
  range.setAttribute("aria-valuetext", text);
  slider.querySelectorAll("output")[range === from ? 0 : 1].value = text;
}

function choose(event) {
  const moved = event.target;
  if (Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
  say(from);
  say(to);
  const address = new URL(holder().dataset.address, location.href);
  const set = (name, value) => (value === "" ? address.searchParams.delete(name) : address.searchParams.set(name, value));
  set("box", holder().dataset.box); // the view stays while days change
  set("since", from.value === from.min ? "" : iso(Number(from.value)));
  set("until", to.value === to.max ? "" : iso(Number(to.value)));
  clearTimeout(timer);
  timer = setTimeout(show, pause, address.href, { push: false });
}

if (slider !== null) {
  slider.hidden = false;
  document.querySelector("[data-ends]").hidden = true;
  for (const range of [from, to]) {
    say(range);
    range.addEventListener("input", choose);
  }
}

// Pins: one stop for the tab key, arrows to the others.
const pins = () => [...document.querySelectorAll("[data-pin]")].filter((pin) => pin.getBoundingClientRect().width > 0);
const middle = (pin) => {
  const box = pin.querySelector(".hit").getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

function ready() {
  const all = pins();
  const stop = all.find((pin) => pin.matches(".chosen")) ?? all[0];
  for (const pin of all) pin.setAttribute("tabindex", pin === stop ? "0" : "-1");
}

// beside returns the nearest pin in a direction; what lies across it counts twice as far.
function beside(pin, dx, dy) {
  const at = middle(pin);
  let best = null;
  let least = Infinity;
  for (const other of pins()) {
    const { x, y } = middle(other);
    const along = (x - at.x) * dx + (y - at.y) * dy;
    const across = Math.abs((x - at.x) * dy + (y - at.y) * dx);
    if (along > 0.5 && along + 2 * across < least) [best, least] = [other, along + 2 * across];
  }
  return best;
}

const directions = { ArrowLeft: [-1, 0, "west"], ArrowRight: [1, 0, "east"], ArrowUp: [0, -1, "north"], ArrowDown: [0, 1, "south"] };
const steps = { "+": "in", "=": "in", "-": "out", 0: "whole" };
const step = (name) => document.querySelector(`[data-step=${name}]`);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open]") !== null) return;
  const pin = event.target.closest("[data-pin]");
  const way = directions[event.key];
  if (way !== undefined && (pin !== null || event.target.closest("[data-chart]") !== null)) {
    event.preventDefault();
    if (event.shiftKey || pin === null) {
      show(step(way[2]).href, { focus: pin === null ? `[data-step=${way[2]}]` : "[data-pin][tabindex='0']" });
      return;
    }
    const next = beside(pin, way[0], way[1]);
    if (next === null) return;
    pin.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  } else if (steps[event.key] !== undefined) {
    event.preventDefault();
    show(step(steps[event.key]).href, { focus: pin !== null ? "[data-pin][tabindex='0']" : "" });
  } else if (event.key === "Escape") {
    const all = document.querySelector("[data-live=list] .top-line a[data-go]");
    if (all !== null) show(all.href, { focus: "[data-pin][tabindex='0']" });
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const id = link.id;
  const focus = link.dataset.step !== undefined ? `[data-step=${link.dataset.step}]` : id !== "" ? ".chosen" : "#here-title";
  show(link.getAttribute("href"), { focus });
});

// List and map point at each other.
function point(target, on) {
  const row = target.closest?.("[data-pins]");
  const pin = target.closest?.("[data-pin]");
  const ids = row ? row.dataset.pins.split(" ") : pin ? [pin.id] : [];
  for (const id of ids) {
    document.getElementById(id)?.classList.toggle("at", on);
    if (row) continue;
    for (const other of document.querySelectorAll(`[data-pins~="${id}"]`)) other.classList.toggle("at", on);
  }
}
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(begin, (event) => point(event.target, true));
  document.addEventListener(end, (event) => point(event.target, false));
}

// Dragging moves the view; the server draws what comes into it.
let drag = null;
document.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("[data-chart]") === null || event.target.closest("a") !== null) return;
  drag = { x: event.clientX, y: event.clientY };
  event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (drag === null) return;
  for (const drawing of chart().querySelectorAll(":scope > svg")) drawing.style.transform = `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px)`;
});
document.addEventListener("pointerup", (event) => {
  if (drag === null) return;
  const size = chart().getBoundingClientRect();
  const share = (way, whole) => Math.max(-1, Math.min(1, -way / whole)).toFixed(4);
  const move = [share(event.clientX - drag.x, size.width), share(event.clientY - drag.y, size.height)];
  drag = null;
  if (Math.abs(move[0]) + Math.abs(move[1]) < 0.004) {
    for (const drawing of chart().querySelectorAll(":scope > svg")) drawing.style.transform = "";
    return;
  }
  const address = new URL(holder().dataset.address, location.href);
  address.searchParams.set("box", holder().dataset.box);
  address.searchParams.set("move", move.join(","));
  show(address.href);
});

addEventListener("popstate", () => show(location.href, { push: false }));
addEventListener("resize", ready);
ready();
