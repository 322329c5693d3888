// Takes the picture of the page that the README shows:
// nowela demo demo && node tests/page/picture.mjs demo/pakiet/consultation-document.html docs/page.png
// It needs what audit.mjs needs; the typefaces are those of the machine.
import { address, browse } from "./browser.mjs";

const [page, picture] = process.argv.slice(2);
await browse(async (browser) => {
  const window = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme: "light" });
  await window.goto(address(page), { waitUntil: "load" });
  await window.evaluate(() => document.querySelector(".glance").scrollIntoView());
  await window.screenshot({ path: picture, animations: "disabled" });
});
