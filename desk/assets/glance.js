// Shows beside the inbox what was read in the article under the focus. Without this script the pane
// holds the first article, and a click opens the reading as it does with it.

const pane = document.querySelector("[data-pane]");
const pause = 80; // ms: long enough not to ask for every row while a key is held down
let timer = 0;
let asked = new AbortController();

// remember puts the row at hand into the address, so that who comes back from a reading finds it.
const remember = (row) => history.replaceState(history.state, "", row.dataset.at);

async function show(row) {
  remember(row);
  asked.abort();
  asked = new AbortController();
  try {
    const answer = await fetch("/glance?id=" + encodeURIComponent(row.dataset.glance), { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    pane.innerHTML = await answer.text(); // from this desk, escaped by it
    pane.scrollTop = 0;
    document.querySelector(".row.at")?.classList.remove("at");
    row.closest(".row").classList.add("at");
  } catch (error) {
    if (error.name === "AbortError") return;
    const line = document.createElement("p");
    line.className = "empty";
    line.textContent = "The desk doesn’t answer just now. Open the article to try again.";
    pane.replaceChildren(line);
  }
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-at]");
  if (row !== null && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) remember(row);
});

if (pane !== null) {
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-glance]");
    if (row === null || pane.offsetParent === null) return;
    clearTimeout(timer);
    timer = setTimeout(show, pause, row);
  });
}
