// Uses the desk as a person does, in a real browser: node desk.mjs BASE_URL [FOLDER_FOR_SCREENSHOTS]
//
// It fails with one line for each thing that isn't as it should be: rooms that don't open, marks that
// don't show, keys that do nothing, a script that ran from foreign text, a request to another host, a
// message on the console, a page wider than its window, a fault that axe calls serious.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , base, shots] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
const check = (ok, words) => ok || faults.push(words);

const pasted = {
  title: "Ferry at the upper ford <img src=x onerror='window.ran=1'>",
  outlet: "Harbour Times (demo)",
  date: "2026-11-20",
  text: "The foreign minister of Qarzan, Nadira Sulten, said on Friday that the ferry at the upper ford would stay closed. <script>window.ran=1</script>",
};

const patience = 120_000; // ms: a machine of CI shares two cores with strangers

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => check(request.url().startsWith(base + "/"), `request to another host: ${request.url()}`));
  return page;
}

const go = (page, path) => page.goto(base + path);

// The look of the first mark of a part that belongs to the chosen line, and of one that doesn't.
const look = (page, part) =>
  page.evaluate((part) => {
    const style = (mark) => {
      const s = mark && getComputedStyle(mark);
      return s && { line: s.textDecorationLine, shape: s.textDecorationStyle, paper: s.backgroundColor };
    };
    return { on: style(document.querySelector(`.text mark.${part}.on`)), off: style(document.querySelector(".text mark:not(.on)")), here: document.querySelectorAll("#here").length };
  }, part);

async function inbox() {
  const page = await open();
  await go(page, "/");
  const rows = await page.locator(".row [data-row]").count();
  check(rows > 0, "inbox: no articles");
  check((await page.locator(".row .reach").first().locator(".n").count()) === 3, "inbox: reports, outlets and origins aren't three counts");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const at = await page.evaluate(() => document.activeElement.dataset.glance);
  check(at !== undefined, "inbox: j doesn't move to a row");
  await page.waitForFunction(() => document.querySelector(".row.at [data-row]") === document.activeElement, null, { timeout: patience }).catch(() => faults.push("inbox: the pane doesn't follow the focus"));
  await page.keyboard.press("k");
  check((await page.evaluate(() => document.activeElement.dataset.glance)) !== at, "inbox: k doesn't move back");
  await page.keyboard.press("/");
  check(await page.evaluate(() => document.activeElement.matches("[data-search]")), "inbox: / doesn't go to the search");
  await page.keyboard.type("j?");
  check((await page.locator("[data-search]").inputValue()) === "j?", "inbox: keys are caught while somebody types");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  check(await page.locator("#keys-dialog").isVisible(), "inbox: ? doesn't show the keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/article?**");
  check(await page.locator(".text p").first().isVisible(), "reading: no text");
  const opened = await page.evaluate(() => new URL(location.href).searchParams.get("id"));
  await page.goBack();
  await page.waitForSelector(".row.at", { timeout: patience });
  check((await page.locator(".row.at [data-row]").getAttribute("data-glance")) === opened, "inbox: the way back loses the row");
}

// reading returns the address of the first statement that the search finds.
async function reading() {
  const page = await open();
  await go(page, "/statements");
  const href = await page.locator(".row [data-row]").first().getAttribute("href");
  await page.locator(".row [data-row]").first().click();
  await page.waitForURL("**/article?**");
  check(await page.locator(".detail:not([hidden]) .chain .station").first().isVisible(), "reading: the chain isn't drawn");
  check((await page.locator(".detail:not([hidden]) .takeaway a[download]").count()) === 2, "reading: the statement can't be cited");
  const speaker = await look(page, "speaker");
  const content = await look(page, "content");
  check(speaker.here === 1, "reading: the chosen words have no anchor");
  check(speaker.on === null || speaker.on?.line === "underline" && speaker.on.shape === "solid", `reading: a speaker looks like ${JSON.stringify(speaker.on)}`);
  check(content.on && content.on.paper !== "rgba(0, 0, 0, 0)", "reading: what was said isn't on its own paper");
  check(!speaker.off || speaker.off.line === "none" && speaker.off.paper === "rgba(0, 0, 0, 0)", "reading: words of other lines are marked too");
  const first = page.url();
  const lines = await page.locator("[data-item]:visible").count();
  await page.keyboard.press("j");
  const second = page.url();
  await page.keyboard.press("k");
  check(lines < 2 || second !== first || page.url() !== first, "reading: neither j nor k chooses another line");
  check((await page.locator(".detail:not([hidden])").count()) === 1, "reading: not exactly one line's details show");
  await page.keyboard.press("Escape");
  check((await page.locator(".detail:not([hidden])").count()) === 0, "reading: Esc doesn't choose nothing");
  await page.locator("[data-item]:visible").first().hover();
  check((await page.locator(".text.focus mark.on").count()) > 0, "reading: pointing at a line marks nothing");
  await page.mouse.move(5, 5);
  check((await page.locator(".text.focus").count()) === 0, "reading: the marks stay after pointing");
  return href.replace("#here", "");
}

// The map: days by the slider's keys, places by the arrows, and a list that follows both.
async function map() {
  const page = await open();
  await go(page, "/map");
  const rows = () => page.locator("[data-live=list] [data-row]").count();
  const settled = (what, test, arg) => page.waitForFunction(test, arg, { timeout: patience }).catch(() => faults.push(`map: ${what}`));
  const all = await rows();
  check(all > 1, "map: fewer than two events on it");
  check((await page.locator("[data-pin]:visible").count()) > 1, "map: fewer than two pins");
  check((await page.locator("[data-pin][tabindex='0']:visible").count()) === 1, "map: the pins aren’t one stop of the tab key");

  await page.getByRole("slider", { name: "First day shown" }).focus();
  await page.keyboard.press("ArrowRight");
  await settled("the slider’s key changes no day", () => location.search.includes("since="));
  await settled("the list doesn’t follow the slider", (n) => document.querySelectorAll("[data-live=list] [data-row]").length < n, all);
  check(await page.evaluate(() => document.activeElement.matches("[data-end=since]")), "map: the slider loses the focus");
  check((await page.locator("[name=since]").inputValue()) !== "", "map: the field for the first day doesn’t follow the slider");
  await page.keyboard.press("Home");
  await settled("the slider doesn’t go back", (n) => document.querySelectorAll("[data-live=list] [data-row]").length === n, all);

  const pin = () => page.evaluate(() => document.activeElement.matches("[data-pin]") && document.activeElement.id);
  await page.locator("[data-pin][tabindex='0']:visible").focus();
  const first = await pin();
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) if ((await pin()) === first) await page.keyboard.press(key);
  const second = await pin();
  check(second !== false && second !== first, "map: the arrows don’t go to another pin");
  check((await page.locator(".placed li.at").count()) > 0, "map: a pin under the focus marks no row");
  await page.keyboard.press("Enter");
  await settled("Enter doesn’t choose a pin", () => document.querySelector(".pin.chosen") !== null);
  const chosen = await rows();
  check(chosen > 0 && chosen < all, `map: a pin of ${all} events leads to ${chosen}`);
  check((await page.locator(`.placed li:not([data-pins~="${second}"])`).count()) === 0, "map: the list holds what isn’t at the pin");
  check((await pin()) === second, "map: the chosen pin loses the focus");
  await page.keyboard.press("Escape");
  await settled("Esc doesn’t show all again", (n) => document.querySelectorAll("[data-live=list] [data-row]").length === n, all);

  await page.locator(".placed li[data-pins]").first().hover();
  check((await page.locator(".pin.at:visible").count()) === 1, "map: pointing at a row marks no pin");
  const box = () => page.evaluate(() => document.querySelector("[data-box]").dataset.box);
  const far = await box();
  await page.keyboard.press("+");
  await settled("+ doesn’t go nearer", (old) => document.querySelector("[data-box]").dataset.box !== old, far);
  const near = await box();
  const chart = await page.locator("[data-chart]").boundingBox();
  await page.mouse.move(chart.x + 20, chart.y + 20);
  await page.mouse.down();
  await page.mouse.move(chart.x + 140, chart.y + 60, { steps: 4 });
  await page.mouse.up();
  await settled("dragging doesn’t move it", (box) => document.querySelector("[data-box]").dataset.box !== box, near);
  await page.goBack();
  await settled("the way back loses the view", (box) => Math.abs(parseFloat(document.querySelector("[data-box]").dataset.box) - parseFloat(box)) < 0.01, near);
  await page.locator(".credit").waitFor();
  check(!(await page.locator(".credit").innerText()).includes("without npm"), "map: this build has no outlines");
}

async function mapWithoutScripts() {
  const page = await open({ javaScriptEnabled: false });
  await go(page, "/map");
  const all = await page.locator(".placed li").count();
  await page.locator(".fine .pin .hit").first().click();
  check(page.url().includes("spot=") && (await page.locator(".placed li").count()) < all, "map without scripts: a pin chooses nothing");
  await go(page, "/map");
  await page.getByLabel("Nearer").click();
  check(page.url().includes("box="), "map without scripts: it doesn’t go nearer");
  await page.getByLabel("Happened from").fill("2026-11-05");
  await page.getByRole("button", { name: "Filter" }).click();
  check(page.url().includes("since=2026-11-05") && page.url().includes("box="), "map without scripts: the form loses days or view");
}

async function withoutScripts(address) {
  const page = await open({ javaScriptEnabled: false });
  await go(page, address);
  check((await page.locator(".text.focus mark.on").count()) > 0, "no scripts: the chosen words aren't marked");
  check(await page.locator(".detail:not([hidden])").isVisible(), "no scripts: no details");
  await page.locator("a[data-close]").click();
  check((await page.locator(".text.focus").count()) === 0, "no scripts: close doesn't choose nothing");
  await page.locator("[data-item]:visible").first().click();
  check((await page.locator(".detail:not([hidden])").count()) === 1, "no scripts: a line doesn't choose");
}

async function paste() {
  const page = await open();
  await go(page, "/paste");
  await page.getByLabel("Published").fill("on Friday");
  await page.getByLabel("Text", { exact: true }).fill(pasted.text);
  page.once("console", () => faults.pop()); // the browser reports the refusal, which is meant
  await page.getByRole("button", { name: "Read" }).click();
  check(await page.getByRole("alert").isVisible(), "paste: a wrong date isn't refused in words");
  check((await page.getByLabel("Text", { exact: true }).inputValue()) === pasted.text, "paste: the text is gone after a mistake");
  await page.getByLabel("Published").fill(pasted.date);
  await page.getByLabel("Headline").fill(pasted.title);
  await page.getByLabel("Outlet").fill(pasted.outlet);
  await page.getByRole("button", { name: "Read" }).click();
  await page.waitForURL("**/article?**");
  check((await page.locator("[data-text]").innerText()).trim() === pasted.text, "paste: the text isn't shown as it was given");
  check((await page.locator("h1").innerText()) === pasted.title, "paste: the headline isn't shown as it was given");
  check((await page.locator("[data-item]").count()) > 0, "paste: nothing was read in the text");
  check((await page.locator(".text mark.content").count()) > 0, "paste: what was said isn't marked");
  check((await page.evaluate(() => window.ran)) === undefined, "paste: a script from a text ran");
  await go(page, "/");
  check((await page.evaluate(() => window.ran)) === undefined, "inbox: a script from a headline ran");
}

// Every room, narrow to wide, light and dark: nothing sticks out, and axe finds nothing serious.
async function rooms(address) {
  const paths = ["/", "/statements", "/statements?disputed=1", "/events", "/history", "/map", "/map?off=1", "/sources", "/paste", "/help", address];
  for (const width of [320, 768, 1280, 1920]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ viewport: { width, height: 900 }, colorScheme });
      for (const path of paths) {
        await go(page, path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(over <= 0, `${path} at ${width}: ${over} px too wide`);
        if (width === 320 || width === 1280) {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
          for (const v of violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
            faults.push(`${path} at ${width}, ${colorScheme}: ${v.id}: ${v.nodes[0].html.slice(0, 120)} (${v.nodes.length})`);
          }
        }
      }
      await page.context().close();
    }
  }
}

// One article of the sample tells most: a warning with its speaker, office and organisation.
async function pictures() {
  const warning = "/article?id=ldo-warning";
  const page = await open();
  await go(page, warning);
  const address = await page.locator(".said [data-item]:visible").first().getAttribute("href");
  await page.context().close();
  const shot = async (name, path, options) => {
    const page = await open(options);
    await go(page, path);
    await page.screenshot({ path: join(shots, name + ".png") });
    await page.context().close();
  };
  await shot("desk", address, { viewport: { width: 1280, height: 860 } });
  await shot("desk-dark", address, { viewport: { width: 1280, height: 860 }, colorScheme: "dark" });
  await shot("desk-320", address, { viewport: { width: 320, height: 720 } });
  await shot("inbox", "/", { viewport: { width: 1280, height: 860 } });
}

try {
  await inbox();
  const address = await reading();
  await withoutScripts(address);
  await map();
  await mapWithoutScripts();
  await rooms(address);
  if (shots !== undefined) await pictures();
  await paste();
} catch (error) {
  faults.push(error.stack);
}
await browser.close();
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
