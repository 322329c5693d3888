// Goes through one page with the keyboard alone, and prints what could not be reached, seen or done as one JSON list.
// node walk.mjs PAGE.html
import { address, browse, watch } from "./browser.mjs";

const own = address(process.argv[2]);
const faults = [];

/** Where the focus is, whether it can be seen, and what it is on; runs inside the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const inside = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const hit = document.elementFromPoint(left + width * x, top + height * y);
    return hit && (element.contains(hit) || hit.contains(element) || hit.closest("label")?.control === element);
  });
  const style = getComputedStyle(element);
  window.reached ??= new Set();
  window.reached.add(element);
  return { what: element.outerHTML.slice(0, 120), inside, ring: style.outlineStyle !== "none" && style.outlineWidth !== "0px" };
}

/** What should have been reached: all controls that are shown; of radio buttons the one that is chosen. */
function missed() {
  const controls = document.querySelectorAll("a[href], button:enabled, input, textarea, select, summary, [tabindex='0']");
  return [...controls]
    .filter((it) => it.checkVisibility({ contentVisibilityAuto: false }) && !(it.type === "radio" && !it.checked))
    .filter((it) => !window.reached.has(it))
    .map((it) => it.outerHTML.slice(0, 120));
}

await browse(async (browser) => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 640 }]) {
    const view = `${viewport.width} px`;
    const fault = (kind, what) => faults.push({ kind, view, what });
    const page = await browser.newPage({ viewport });
    watch(page, () => own, fault);
    await page.goto(own, { waitUntil: "load" });
    const limit = await page.evaluate(() => document.querySelectorAll("a, button, input, textarea, select, summary, [tabindex]").length);
    for (let step = 0; step <= limit; step += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(focused);
      if (!at) break;
      if (!at.inside) fault("hidden focus", at.what);
      if (!at.ring) fault("no ring", at.what);
      if (step === limit) fault("trap", at.what);
    }
    for (const what of await page.evaluate(missed)) fault("not reached", what);

    // The contents follow the reader, but not away from whoever goes through them.
    const kept = await page.evaluate(async () => {
      const links = document.querySelectorAll(".contents a");
      const last = links[links.length - 1];
      last.focus({ preventScroll: true });
      last.scrollIntoView({ block: "nearest" });
      const list = last.closest(".contents");
      const before = list.scrollTop;
      document.querySelector("article").scrollIntoView();
      await new Promise((done) => { setTimeout(done, 400); });
      return list.scrollTop === before;
    });
    if (!kept) fault("contents", "they scroll away from the focus");

    if (!(await page.locator("#steps").isVisible())) {
      fault("script", "the script of the page does not run");
      await page.close();
      continue;
    }

    // From change to change, there and back, by keys.
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    const changes = await page.evaluate(() => [...document.querySelectorAll("article")]
      .reduce((sum, it) => sum + Math.max(it.querySelectorAll(".changed").length, 1), 0));
    const counter = () => page.locator("#step").innerText();
    const current = () => page.evaluate(() => {
      const element = document.querySelector(".current");
      const { top, bottom } = element.getBoundingClientRect();
      const bar = document.querySelector(".ruler").getBoundingClientRect().bottom;
      return { focused: element === document.activeElement, seen: bottom > bar && top < innerHeight };
    });
    for (let change = 1; change <= changes; change += 1) {
      await page.keyboard.press("Alt+ArrowDown");
      const text = await counter();
      const numbers = text.replace(/(\d)\s(?=\d)/g, "$1").match(/\d+/g) ?? [];
      if (numbers.join() !== `${change},${changes}`) fault("counter", `${change} of ${changes}: ${text}`);
      const { focused, seen } = await current();
      if (!focused || !seen) fault("step", `change ${change}: focused ${focused}, seen ${seen}`);
      if (faults.length > 20) break;
    }
    await page.keyboard.press("Alt+ArrowUp");
    if (changes > 1 && !(await counter()).includes(String(changes - 1))) fault("step", "no way back");
    // The keys can be switched off, the buttons stay.
    await page.locator("#keys").focus();
    await page.keyboard.press("Space");
    const before = await counter();
    await page.keyboard.press("Alt+ArrowUp");
    if ((await counter()) !== before) fault("keys", "they work though they are off");
    await page.locator("#previous").focus();
    await page.keyboard.press("Enter");
    if (changes > 2 && (await counter()) === before) fault("button", "the button does nothing");
    if (!(await page.evaluate(() => document.activeElement.id === "previous"))) fault("button", "it loses the focus");
    const heard = await page.locator("#step-text").textContent();
    if (!heard.trim()) fault("button", "what it leads to is not announced");

    // Filtering, by keys.
    const articles = () => page.evaluate(() => [...document.querySelectorAll("article h3")]
      .filter((it) => it.checkVisibility({ contentVisibilityAuto: false })).length);
    const all = await articles();
    await page.locator("#filter > summary").focus();
    await page.keyboard.press("Enter");
    await page.locator("#filter-none").focus();
    await page.keyboard.press("Enter");
    if ((await articles()) !== 0) fault("filter", "nothing selected shows something");
    const boxes = page.locator("#filter input");
    for (let at = 0; at < await boxes.count(); at += 1) {
      await boxes.nth(at).focus();
      await page.keyboard.press("Space");
      const kind = await boxes.nth(at).inputValue();
      const expected = await page.evaluate((kind) => [...document.querySelectorAll("article")]
        .filter((it) => it.dataset.kinds.split(" ").includes(kind)).length, kind);
      const [shown, told] = [await articles(), await page.locator("#filter-shown").innerText()];
      const label = await page.locator(`label[for=kind-${kind}] .count`).innerText();
      if (shown !== expected || !told.includes(String(expected)) || label.replace(/\D/g, "") !== String(expected)) {
        fault("filter", `${kind}: ${shown} shown, ${expected} there are, “${told}”, “${label}”`);
      }
      await page.keyboard.press("Space");
    }
    await page.locator("#filter-all").focus();
    await page.keyboard.press("Enter");
    if ((await articles()) !== all) fault("filter", "everything selected hides something");

    // A link opens what it leads to, folded or filtered away.
    await page.locator("#filter-none").press("Enter");
    const target = await page.evaluate(() => {
      const link = document.querySelector(".contents a[href='#" + document.querySelector("article").id + "']");
      link.closest("li").hidden = false;
      link.click();
      return !document.querySelector("article").hidden;
    });
    if (!target) fault("link", "it leads to what stays filtered away");
    const folded = await page.evaluate(() => {
      const hidden = document.querySelector(".sections > section");
      if (!hidden) return true;
      document.querySelector(`.contents a[href='#${hidden.id}']`).click();
      return hidden.parentElement.open;
    });
    if (!folded) fault("link", "it leads to what stays folded");
    await page.close();
  }

  // Without scripts the text, the links and the two other views work; what needs a script is not shown.
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const fault = (kind, what) => faults.push({ kind, view: "without scripts", what });
  watch(page, () => own, fault);
  await page.goto(own, { waitUntil: "load" });
  for (const id of ["steps", "filter", "keys-option"]) {
    if (await page.locator(`#${id}`).isVisible()) fault("shown", id);
  }
  const edited = page.locator(".passage.edited:not(.table)").first();
  if (await edited.count()) {
    await edited.scrollIntoViewIfNeeded();
    const shown = async (part) => edited.locator(part).first().isVisible();
    if ((await shown(".earlier")) || !(await shown(".later"))) fault("view", "inline");
    await page.locator("#view-side").check();
    if (!(await shown(".earlier")) || !(await shown(".later"))) fault("view", "side by side");
    await page.locator("#view-after").check();
    if ((await shown(".earlier")) || await page.locator(".changes del").first().isVisible()) fault("view", "text after");
  }
  await context.close();
});
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
