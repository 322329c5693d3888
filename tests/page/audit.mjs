// Opens one page in headless Chromium as readers meet it, and prints what is wrong with it as one JSON list.
// node audit.mjs PAGE.html [brief]; brief judges the page as it opens, and not what is unfolded or shown on demand.
import { readFileSync } from "node:fs";
import { address, browse, inspect, judge, require, states, views, watch } from "./browser.mjs";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const own = address(process.argv[2]);
const faults = [];

/** What axe-core finds. Rules of best practice count too; what it can't decide does not. */
async function violations(page, fault) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of violations) {
    const places = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
    fault("axe", `${violation.id} (${violation.nodes.length}): ${violation.help}: ${places}`);
  }
}

await browse(async (browser) => {
  for (const view of views) {
    const context = await browser.newContext({
      viewport: view.viewport, colorScheme: view.colorScheme ?? "light", forcedColors: view.forcedColors ?? "none",
    });
    const page = await context.newPage();
    let state = view.name;
    const fault = (kind, what) => faults.push({ kind, view: state, what });
    watch(page, () => own, fault);
    await page.goto(own, { waitUntil: "load" });
    await page.emulateMedia({ media: view.media ?? "screen", colorScheme: view.colorScheme ?? "light" });
    judge(await page.evaluate(inspect), fault);
    await page.evaluate(axe);
    await violations(page, fault);
    // What is folded away or shown on demand is judged in a wide window and in a narrow one.
    const more = process.argv[3] === "brief" || view.media || view.colorScheme ? [] : Object.entries(states);
    for (const [name, show] of more) {
      state = `${view.name}, ${name}`;
      await page.evaluate(show);
      const { overflow } = await page.evaluate(inspect);
      if (overflow > 0) fault("overflow", `${overflow} px wider than the window`);
      await violations(page, fault);
    }
    await context.close();
  }
});
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
