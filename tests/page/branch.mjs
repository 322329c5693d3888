// Follows the branches of one evolution by keyboard and mouse, and prints what goes wrong as one JSON list.
// node branch.mjs PAGE.html
import { address, browse, watch } from "./browser.mjs";

const own = address(process.argv[2]);
const faults = [];

/** Lives of the boxes that are shown strongly, and whether each band that is touches one of them; runs inside the page. */
function lit(life) {
  const strong = [...document.querySelectorAll(".picture .on")];
  const boxes = strong.filter((it) => it.dataset.life !== undefined);
  const bands = strong.filter((it) => it.dataset.from !== undefined);
  return {
    chosen: document.querySelector(".picture svg").classList.contains("chosen"),
    boxes: boxes.length,
    bands: bands.length,
    foreign: boxes.filter((it) => it.dataset.life !== life).length
      + bands.filter((it) => it.dataset.from !== life && it.dataset.to !== life).length,
    all: document.querySelectorAll(`.picture [data-life="${life}"]`).length,
  };
}

await browse(async (browser) => {
  const fault = (kind, what, view = "1280 px") => faults.push({ kind, view, what });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  watch(page, () => own, fault);
  await page.goto(own, { waitUntil: "load" });
  const lives = await page.evaluate(() => [...document.querySelectorAll("[data-choose]")].map((it) => it.dataset.choose));
  if (lives.length < 3) fault("branches", `${lives.length}`);
  for (const life of lives) {
    const button = page.locator(`[data-choose="${life}"]`);
    await button.focus();
    const shown = await page.evaluate(lit, life);
    if (!shown.chosen || shown.boxes !== shown.all || shown.bands === 0 || shown.foreign > 0) fault("focus", JSON.stringify(shown));
  }
  const [first, second] = lives;
  await page.locator(`[data-choose="${first}"]`).focus();
  await page.keyboard.press("Enter");
  await page.locator(`[data-choose="${second}"]`).focus();
  await page.locator("h1").click();
  const kept = await page.evaluate(lit, first);
  if (kept.boxes !== kept.all || kept.foreign > 0) fault("kept", JSON.stringify(kept));
  const pressed = await page.locator('[aria-pressed="true"]').count();
  if (pressed !== 1) fault("pressed", `${pressed}`);
  await page.keyboard.press("Escape");
  if ((await page.evaluate(lit, first)).chosen) fault("Escape", "the branch is still shown alone");
  await page.locator(`.strata [data-life="${second}"]`).first().hover();
  const hovered = await page.evaluate(lit, second);
  if (hovered.boxes !== hovered.all || hovered.foreign > 0) fault("mouse", JSON.stringify(hovered));
});

console.log(JSON.stringify(faults));
