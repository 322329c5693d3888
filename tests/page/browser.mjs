// What the scripts beside this one share: the packages, the browser, and the ways in which readers see a page.
// NOWELA_VALIDATORS holds node_modules, NOWELA_CHROMIUM is the browser.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const require = createRequire(join(resolve(process.env.NOWELA_VALIDATORS), "package.json"));

export const executable = process.env.NOWELA_CHROMIUM;

export const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

export const address = (path) => pathToFileURL(resolve(path)).href;

const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };

export const views = [
  { name: "light", viewport: wide },
  { name: "dark", viewport: wide, colorScheme: "dark" },
  { name: "forced colours", viewport: wide, colorScheme: "dark", forcedColors: "active" },
  { name: "320 px", viewport: narrow },
  { name: "320 px, dark", viewport: narrow, colorScheme: "dark" },
  { name: "print", viewport: wide, media: "print" },
];

/** Starts the browser, hands it to `work`, and ends it. */
export async function browse(work) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: executable, args: flags });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Tells `fault` of everything that a page must not do: ask for anything, open a dialog, or fail in its script. */
export function watch(page, own, fault) {
  page.on("request", (request) => request.url() === own() || fault("request", request.url()));
  page.on("dialog", (dialog) => { fault("dialog", dialog.message()); return dialog.dismiss(); });
  page.on("pageerror", (error) => fault("script", error.message));
  page.on("console", (message) => message.type() === "error" && fault("console", message.text()));
}

/** What the page itself shows about its layout and links; runs inside the page. */
export function inspect() {
  const root = document.documentElement;
  const targets = [...document.querySelectorAll("a[href], area[href]")].map((link) => link.getAttribute("href"));
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const known = new Set(ids);
  return {
    overflow: Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth,
    styled: document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0,
    foreign: targets.filter((target) => !target.startsWith("#")),
    dead: targets.filter((target) => target.startsWith("#") && !known.has(decodeURIComponent(target.slice(1)))),
    doubled: ids.length === known.size ? [] : ids.filter((id, at) => ids.indexOf(id) !== at),
  };
}

/** Tells `fault` of what `inspect` found. */
export function judge(seen, fault) {
  if (!seen.styled) fault("style", "the style of the page does not apply");
  if (seen.overflow > 0) fault("overflow", `${seen.overflow} px wider than the window`);
  for (const target of seen.foreign) fault("link", target);
  for (const target of seen.dead) fault("dead link", target);
  for (const id of seen.doubled) fault("doubled id", id);
}

/** Ways to show the page: as it opens, with everything unfolded, in two columns, the later text alone. */
export const states = {
  unfolded: () => { for (const fold of document.querySelectorAll("details")) fold.open = true; },
  "side by side": () => document.getElementById("view-side")?.click(),
  "text after": () => document.getElementById("view-after")?.click(),
  "with a comment": () => document.querySelector("article .add-comment")?.click(),
  "in a meeting": () => document.getElementById("meeting-open")?.click(),
};
