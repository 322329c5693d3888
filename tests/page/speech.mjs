// Reads one page from its start to its end with a virtual screen reader, and prints as one JSON list which changes of
// the text it did not announce, or announced otherwise than they stand there.
// With a second word it judges a page that shows no redline: which of its words were not announced in their order.
// node speech.mjs PAGE.html [plain]
import { readFileSync } from "node:fs";
import { require } from "./browser.mjs";

const { JSDOM, VirtualConsole } = require("jsdom");
// Pseudo-elements have no style in jsdom, which it says each time.
const { window } = new JSDOM(readFileSync(process.argv[2], "utf8"), { virtualConsole: new VirtualConsole() });
for (const name of ["document", "Node", "Element", "HTMLElement", "MutationObserver", "getComputedStyle"]) {
  globalThis[name] = window[name];
}
globalThis.window = window;
const { virtual } = require("@guidepup/virtual-screen-reader");

await virtual.start({ container: window.document.body });
while ((await virtual.lastSpokenPhrase()) !== "end of document") await virtual.next();
// How a word is set is announced too, and is no word of the text.
const setting = /^(end of )?(strong|emphasis|code|superscript)$/;
const phrases = (await virtual.spokenPhraseLog()).filter((phrase) => !setting.test(phrase));
await virtual.stop();

const bare = (text) => text.replace(/\s+/g, "");
const changed = { deletion: "del", insertion: "ins" };
// What was said between the beginning and the end of each change.
const said = [];
for (const [at, phrase] of phrases.entries()) {
  if (!(phrase in changed)) continue;
  const end = phrases.indexOf(`end of ${phrase}`, at);
  said.push(`${changed[phrase]} ${bare(phrases.slice(at + 1, end).join(""))}`);
}
// What stands there: every change but the copies that only two columns show.
const stand = [...window.document.querySelectorAll("del, ins")]
  .filter((element) => !element.closest(".earlier:not(.alone)"))
  .map((element) => `${element.localName} ${bare(element.textContent)}`);

const faults = [];
for (let at = 0; at < Math.max(said.length, stand.length) && faults.length < 20; at += 1) {
  if (said[at] !== stand[at]) faults.push({ kind: "change", view: "speech", what: `${stand[at]} was read as ${said[at]}` });
}
// Inside the changes the words say what happened; at a glance they say what was and what is.
const silent = [...window.document.querySelectorAll(".changes del, .changes ins")].filter((it) => !it.querySelector(".said"));
for (const element of silent) faults.push({ kind: "words", view: "speech", what: element.outerHTML });
const heard = new Set(phrases.map(bare));
const notes = [...window.document.querySelectorAll(".changes .note bdi, .changes h3 bdi, .badge")];
for (const note of notes) {
  const text = bare(note.lastChild.textContent);
  if (text && !heard.has(text)) faults.push({ kind: "note", view: "speech", what: note.textContent });
}
if (process.argv[3]) {
  faults.length = 0;
  let place = 0;
  let texts = 0;
  const walker = window.document.createTreeWalker(window.document.body, window.NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = bare(walker.currentNode.textContent);
    if (!text || walker.currentNode.parentElement.closest("script, style, noscript")) continue;
    texts += 1;
    const at = phrases.findIndex((phrase, at) => at >= place && bare(phrase).includes(text));
    if (at < 0) faults.push({ kind: "text", view: "speech", what: walker.currentNode.textContent });
    else place = at;
  }
  if (texts < 10) faults.push({ kind: "text", view: "speech", what: `there are only ${texts}` });
} else if (stand.length === 0) faults.push({ kind: "change", view: "speech", what: "there is none" });
// The virtual screen reader leaves observers behind.
process.stdout.write(`${JSON.stringify(faults.slice(0, 20), null, 1)}\n`, () => process.exit(0));
