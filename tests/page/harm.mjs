// Opens many pages one after the other in headless Chromium, and prints what they did that no page may do as one JSON list.
// node harm.mjs PAGE.html…
import { address, browse, inspect, judge, watch } from "./browser.mjs";

const faults = [];
await browse(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  let own = "";
  const fault = (kind, what) => faults.push({ kind, view: own, what });
  watch(page, () => own, fault);
  for (const path of process.argv.slice(2)) {
    own = address(path);
    await page.goto(own, { waitUntil: "load" });
    judge(await page.evaluate(inspect), fault);
  }
});
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
