// Runs pa11y (HTML_CodeSniffer and axe, WCAG 2 AA) on one page in every view, and prints what it finds as one JSON list.
// node sniff.mjs PAGE.html [brief]; brief leaves axe out, which audit.mjs runs in the same views.
import { address, executable, flags, require, views } from "./browser.mjs";

const pa11y = require("pa11y");
const puppeteer = require("puppeteer");
const own = address(process.argv[2]);
const runners = process.argv[3] === "brief" ? ["htmlcs"] : ["htmlcs", "axe"];
const faults = [];
const browser = await puppeteer.launch({ executablePath: executable, args: flags });
try {
  for (const view of views) {
    const page = await browser.newPage();
    page.on("dialog", (dialog) => dialog.dismiss());
    await page.setViewport(view.viewport);
    await page.goto(own, { waitUntil: "load" });
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", {
      media: view.media ?? "screen",
      features: [
        { name: "prefers-color-scheme", value: view.colorScheme ?? "light" },
        { name: "forced-colors", value: view.forcedColors ?? "none" },
      ],
    });
    const { issues } = await pa11y(own, {
      browser, page, ignoreUrl: true, standard: "WCAG2AA", runners, timeout: 120000,
    });
    // What axe can't decide – text that another element overlaps, a single sign – does not count.
    for (const issue of issues.filter((issue) => !issue.runnerExtras?.needsFurtherReview)) {
      faults.push({ kind: issue.code, view: view.name, what: `${issue.message}: ${issue.context?.slice(0, 200)}` });
    }
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(`${JSON.stringify(faults, null, 1)}\n`);
