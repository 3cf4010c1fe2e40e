// Chooses a statement or an event without asking the server again: its words stay marked, the others
// step back, and its details show. Pointing at a line only previews the marks.

const text = document.querySelector("[data-text]");
const findings = document.querySelector("[data-findings]");
const details = document.querySelector("[data-details]");
const close = details.querySelector("[data-close]");
const lines = new Map([...findings.querySelectorAll("[data-item]")].map((line) => [line.dataset.item, line]));
const marks = [...text.querySelectorAll("mark[data-of]")].map((mark) => [mark, mark.dataset.of.split(" ")]);
let chosen = findings.querySelector("[data-item][aria-current]")?.dataset.item ?? "";

function light(id) {
  text.classList.toggle("focus", id !== "");
  for (const [mark, of] of marks) mark.classList.toggle("on", id !== "" && of.includes(id));
}

const detail = (id) => details.querySelector(`[data-detail="${CSS.escape(id)}"]`);

// choose returns false where the page doesn't hold the details: then the server has to be asked.
function choose(id) {
  if (id !== "" && detail(id) === null) return false;
  for (const section of details.querySelectorAll("[data-detail]")) section.hidden = section.dataset.detail !== id;
  close.hidden = id === "";
  for (const [of, line] of lines) {
    line.toggleAttribute("aria-current", of === id);
    if (of === id) line.setAttribute("aria-current", "true");
    line.parentElement.classList.toggle("chosen", of === id);
    if (of === id && line.closest("[data-rest]") !== null) line.closest("[data-rest]").open = true;
  }
  chosen = id;
  light(id);
  const address = id === "" ? findings.dataset.plain : lines.get(id).href;
  history.replaceState(null, "", address);
  return true;
}

function reveal() {
  const first = text.querySelector("mark.on");
  const box = first?.getBoundingClientRect();
  if (box && (box.top < 0 || box.bottom > innerHeight * 0.6)) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  }
}

function pick(event, id) {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!choose(id === chosen && event.detail > 0 ? "" : id)) return;
  event.preventDefault();
  lines.get(id)?.scrollIntoView({ block: "nearest" });
  reveal();
}

for (const [id, line] of lines) {
  line.addEventListener("pointerenter", () => light(id));
  line.addEventListener("pointerleave", () => light(chosen));
  line.addEventListener("click", (event) => pick(event, id));
  line.addEventListener("focus", () => {
    if (line.matches(":focus-visible") && choose(id)) reveal();
  });
}

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark.cue[data-of], mark.act[data-of]") ?? event.target.closest("mark[data-of]");
  if (mark !== null && getSelection().isCollapsed) pick(event, mark.dataset.of.split(" ")[0]);
});

close.addEventListener("click", (event) => pick(event, ""));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen !== "" && document.querySelector("dialog[open]") === null) {
    document.activeElement?.blur();
    choose("");
  }
});

if (chosen !== "") lines.get(chosen).scrollIntoView({ block: "nearest" });
