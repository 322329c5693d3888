// Comments on one page as a person with a keyboard does, and prints the downloaded files and what went wrong as one JSON
// object. node comment.mjs PAGE.html
import { readFileSync } from "node:fs";
import { address, browse, watch } from "./browser.mjs";

const own = address(process.argv[2]);
const faults = [];
const files = {};
const HARM = "=HYPERLINK(\"https://example.org\") <img src=x onerror=alert(1)> „ąć”;\n-1";
const fault = (kind, what) => faults.push({ kind, view: "comments", what });
const same = (kind, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) fault(kind, `${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
};

/** Presses a button with the keyboard. */
async function press(page, selector) {
  await page.locator(selector).first().focus();
  await page.keyboard.press("Enter");
}

/** What a page gives to be saved when a button is pressed. */
async function saved(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
  return { ending: file.suggestedFilename().split(".").pop(), text: readFileSync(await file.path(), "utf8") };
}

await browse(async (browser) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const open = async () => {
    const page = await context.newPage();
    // What a page saves has an address of its own; nothing is asked for anywhere.
    watch(page, () => own, (kind, what) => what.startsWith("blob:") || fault(kind, what));
    await page.goto(own, { waitUntil: "load" });
    return page;
  };
  const page = await open();
  const told = () => page.locator("#comments-told").innerText();
  const count = () => page.locator("fieldset.comment").count();
  await press(page, "#comments-json");
  if (!(await told())) fault("nothing", "that there is nothing to save is not told");

  // A passage is selected, and becomes the wording that the comment is about.
  await page.evaluate(() => {
    const section = [...document.querySelectorAll("article")].find((it) => it.querySelector(".edited del"));
    section.querySelector(".add-comment").id = "chosen";
    const range = document.createRange();
    range.selectNodeContents(section.querySelector(".edited:has(del)"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await press(page, "#chosen");
  same("focus", await page.evaluate(() => document.activeElement.name), "proposal");
  const quoted = await page.locator("fieldset.comment textarea[name=current]").inputValue();
  if (!quoted.trim() || /\[|usunięto|deleted/.test(quoted)) fault("quoted", quoted);
  await page.keyboard.insertText(HARM);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Bo tak jest lepiej.");
  // A second one, on a section without changes, and the first one is removed and comes back.
  await page.evaluate(() => { for (const fold of document.querySelectorAll(".sections")) fold.open = true; });
  await press(page, ".sections > section .add-comment");
  same("focus", await page.evaluate(() => document.activeElement.name), "current");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Uwaga do sekcji bez zmian.");
  same("count", await count(), 2);
  const proposals = async () => (await page.locator("fieldset.comment textarea[name=proposal]").evaluateAll((all) => all.map((it) => it.value))).sort();
  same("written", await proposals(), ["", HARM]);
  await press(page, "fieldset.comment:has(textarea) button");
  same("removed", await count(), 1);
  await page.keyboard.press("Enter");
  same("back", await proposals(), ["", HARM]);
  await page.locator("#person-name").fill("Izba Gospodarcza");
  await page.locator("#person-kind").selectOption("company");
  for (const button of ["#comments-json", "#comments-table"]) {
    const { ending, text } = await saved(page, button);
    files[ending] = text;
  }

  // They are there when the page is opened again, and in another window at once; neither writes over the other.
  const other = await open();
  same("kept", await other.locator("fieldset.comment").count(), 2);
  same("person", await other.locator("#person-name").inputValue(), "Izba Gospodarcza");
  await press(other, "article .add-comment");
  await other.keyboard.type("Z drugiego okna");
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some((it) => it.value === "Z drugiego okna"));
  await other.close();
  await page.reload();
  same("both", await count(), 3);

  // Everything goes, comes back, goes for good, and is loaded from the file.
  await press(page, "#comments-remove");
  same("all removed", await count(), 0);
  await page.keyboard.press("Enter");
  same("all back", await count(), 3);
  await press(page, "#comments-remove");
  await page.reload();
  same("gone", await count(), 0);
  const load = async (text) => {
    await page.evaluate(() => { document.getElementById("comments-told").textContent = ""; });
    await page.locator("#comments-load").setInputFiles({ name: "uwagi.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.waitForFunction(() => document.getElementById("comments-told").textContent !== "");
    return told();
  };
  const heard = [];
  const others = JSON.parse(files.json);
  others.after.version = "inna";
  const broken = { ...JSON.parse(files.json), comments: [{ id: "x" }] };
  for (const text of ["nic", "{}", "null", JSON.stringify(broken), JSON.stringify(others)]) {
    heard.push(await load(text));
    same("refused", await count(), 0);
  }
  if (new Set(heard).size !== 2) fault("refused", heard.join(" | "));
  for (let time = 1; time <= 2; time += 1) {
    await load(files.json);
    same("loaded", await proposals(), ["", HARM]);
  }
  await context.close();

  // Where the browser keeps nothing, that is told, and the file can be saved.
  const poor = await browser.newContext({ acceptDownloads: true });
  const bare = await poor.newPage();
  await bare.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await bare.goto(own, { waitUntil: "load" });
  await press(bare, "article .add-comment");
  await bare.keyboard.type("Tekst");
  if (!(await bare.locator("#comments-unsaved").innerText())) fault("unsaved", "that nothing is kept is not told");
  same("saved", JSON.parse((await saved(bare, "#comments-json")).text).comments.length, 1);
  await poor.close();
});
process.stdout.write(`${JSON.stringify({ faults, files }, null, 1)}\n`);
