// Opens one page in headless Chromium as readers meet it, and prints what is wrong with it as one JSON list.
// node audit.mjs PAGE.html; NOWELA_VALIDATORS holds node_modules, NOWELA_CHROMIUM is the browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(resolve(process.env.NOWELA_VALIDATORS), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const address = pathToFileURL(resolve(process.argv[2])).href;
const wide = { width: 1280, height: 900 };
const views = [
  { name: "light", viewport: wide, colorScheme: "light" },
  { name: "dark", viewport: wide, colorScheme: "dark" },
  { name: "forced colours", viewport: wide, colorScheme: "dark", forcedColors: "active" },
  { name: "320 px", viewport: { width: 320, height: 640 }, colorScheme: "light" },
  { name: "320 px, dark", viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  { name: "print", viewport: wide, colorScheme: "light", media: "print" },
];

/** What the page itself shows about its layout and links; runs inside the page. */
function inspect() {
  const root = document.documentElement;
  const targets = [...document.querySelectorAll("a[href], area[href]")].map((link) => link.getAttribute("href"));
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return {
    overflow: Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth,
    styled: document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0,
    foreign: targets.filter((target) => !target.startsWith("#")),
    dead: targets.filter((target) => target.startsWith("#") && !ids.includes(decodeURIComponent(target.slice(1)))),
    doubled: ids.filter((id, at) => ids.indexOf(id) !== at),
  };
}

const faults = [];
const browser = await chromium.launch({
  executablePath: process.env.NOWELA_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run"],
});
try {
  for (const view of views) {
    const fault = (kind, what) => faults.push({ kind, view: view.name, what });
    const context = await browser.newContext({
      viewport: view.viewport, colorScheme: view.colorScheme, forcedColors: view.forcedColors ?? "none",
    });
    const page = await context.newPage();
    page.on("request", (request) => request.url() === address || fault("request", request.url()));
    page.on("dialog", (dialog) => { fault("dialog", dialog.message()); return dialog.dismiss(); });
    page.on("pageerror", (error) => fault("script", error.message));
    page.on("console", (message) => message.type() === "error" && fault("console", message.text()));
    await page.goto(address, { waitUntil: "load" });
    await page.emulateMedia({ media: view.media ?? "screen", colorScheme: view.colorScheme });
    const seen = await page.evaluate(inspect);
    if (!seen.styled) fault("style", "the style of the page does not apply");
    if (seen.overflow > 0) fault("overflow", `${seen.overflow} px wider than the window`);
    for (const target of seen.foreign) fault("link", target);
    for (const target of seen.dead) fault("dead link", target);
    for (const id of seen.doubled) fault("doubled id", id);
    await page.evaluate(axe);
    // Rules of best practice count too; what axe can't decide does not.
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of violations) {
      const places = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
      fault("axe", `${violation.id} (${violation.nodes.length}): ${violation.help}: ${places}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
