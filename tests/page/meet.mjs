// Walks through a meeting with the keys of a keyboard and of a clicker, and prints what went wrong as one JSON list.
// node meet.mjs PAGE.html
import { address, browse, watch } from "./browser.mjs";

const own = address(process.argv[2]);
const faults = [];

/** What is on the screen; runs inside the page. */
function slide() {
  const slide = document.getElementById("meeting-slide");
  const numbers = document.getElementById("meeting-step").innerText.replace(/(\d)\s(?=\d)/g, "$1").match(/\d+/g);
  const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
  return {
    at: numbers.map(Number),
    text: slide.innerText,
    headings: slide.querySelectorAll("h2").length,
    focused: document.activeElement === slide,
    copied: ids.length - new Set(ids).size + slide.querySelectorAll("a, [id]").length,
    wide: document.documentElement.scrollWidth - innerWidth,
    rest: slide.scrollHeight - slide.clientHeight - slide.scrollTop,
  };
}

/** How many changes the page shows; runs inside the page. */
function shown() {
  const articles = [...document.querySelectorAll("article")].filter((it) => !it.hasAttribute("hidden"));
  return articles.reduce((sum, it) => sum + Math.max(it.querySelectorAll(".changed").length, 1), 0);
}

await browse(async (browser) => {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 320, height: 640 }]) {
    const view = `${viewport.width} px`;
    const fault = (kind, what) => faults.push({ kind, view, what });
    const page = await browser.newPage({ viewport });
    watch(page, () => own, fault);
    await page.goto(own, { waitUntil: "load" });
    const changes = await page.evaluate(shown);
    const begin = async () => {
      await page.locator("#meeting-open").press("Enter");
      await page.waitForFunction(() => document.getElementById("meeting").open && document.getElementById("meeting-slide").innerText);
    };
    const place = async () => (await page.evaluate(slide)).at[0];
    await begin();
    const texts = new Set();
    for (let change = 1; change <= changes && faults.length <= 10; change += 1) {
      const { at, text, headings, focused, copied, wide } = await page.evaluate(slide);
      if (at.join() !== `${change},${changes}`) fault("counter", `${at} at change ${change} of ${changes}`);
      if (!text.trim() || headings !== 1) fault("slide", `change ${change}: ${headings} headings, ${text}`);
      if (!focused) fault("focus", `change ${change}`);
      if (copied > 0) fault("copy", `change ${change}: ${copied} ids or links`);
      if (wide > 0) fault("overflow", `change ${change}: ${wide} px`);
      texts.add(text);
      await page.keyboard.press("ArrowRight");
    }
    if (texts.size < changes * .9) fault("slides", `${texts.size} different ones of ${changes}`);
    if ((await place()) !== changes) fault("end", "it goes on behind the last change");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    if ((await place()) !== 1) fault("keys", "Home, and left of the first change");
    await page.keyboard.press("End");
    if ((await place()) !== changes) fault("keys", "End");
    await page.keyboard.press("Home");
    // A clicker sends the keys of pages: what does not fit is shown first, then comes the next change.
    for (let press = 0, at = 1; press < 40 && at < Math.min(changes, 8); press += 1) {
      const { rest } = await page.evaluate(slide);
      await page.keyboard.press("PageDown");
      const now = await place();
      if (now !== (rest > 2 ? at : at + 1)) fault("clicker", `change ${now} behind ${at}, of which ${rest} px were left`);
      at = now;
    }
    // The buttons do the same, and nothing behind the meeting is reached.
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press("Tab");
      const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest("#meeting"));
      if (outside) fault("focus", "it leaves the meeting");
    }
    await page.keyboard.press("Home");
    await page.locator("#meeting-next").press("Enter");
    if (changes > 1 && (await place()) !== 2) fault("button", "next");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.getElementById("meeting").open && !document.fullscreenElement);
    if (!(await page.evaluate(() => document.activeElement.id === "meeting-open"))) fault("focus", "it is lost at the end");
    await begin();
    await page.locator("#meeting-close").press("Enter");
    await page.waitForFunction(() => !document.getElementById("meeting").open);
    // The whole screen is left late, comes late or never comes: the meeting begins, stays, and lies above all.
    for (const [way, wait] of [["late", 600], ["never", 0], ["much later", 1500], ["too late", 0]]) {
      await page.evaluate((way) => {
        const [root, later] = [document.documentElement, (act, after) => new Promise((done) => setTimeout(() => act().then(done, done), after))];
        delete root.requestFullscreen;
        delete document.exitFullscreen;
        const [enter, leave] = [root.requestFullscreen.bind(root), document.exitFullscreen.bind(document)];
        if (way === "late") document.exitFullscreen = () => later(leave, 300);
        if (way === "never") root.requestFullscreen = () => new Promise(() => {});
        if (way === "much later" || way === "too late") root.requestFullscreen = () => later(enter, 800);
      }, way);
      await begin();
      if (way === "late") {
        await page.locator("#meeting-close").press("Enter");
        await page.waitForFunction(() => !document.getElementById("meeting").open);
        await begin();
      }
      await page.waitForTimeout(wait);
      const above = await page.evaluate(() => {
        const [dialog, middle] = [document.getElementById("meeting"), document.elementFromPoint(innerWidth / 2, innerHeight / 2)];
        return dialog.open && dialog.contains(middle) && document.activeElement.id === "meeting-slide";
      });
      if (!above) fault("whole screen", way);
      await page.keyboard.press("Escape");
      if (way === "too late") await page.waitForFunction(() => document.fullscreenElement);
      await page.waitForFunction(() => !document.getElementById("meeting").open && !document.fullscreenElement);
    }
    // Only what the filter leaves is shown.
    await page.evaluate(() => {
      document.getElementById("filter-none").click();
      document.querySelector("#filter input").click();
    });
    const left = await page.evaluate(shown);
    await begin();
    const { at } = await page.evaluate(slide);
    if (at[1] !== left || left === changes) fault("filter", `${at} of ${left}`);
    await page.close();
  }
});
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
