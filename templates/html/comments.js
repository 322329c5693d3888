"use strict";
// Comments on sections: kept in this browser, downloaded as files, sent by nobody but the person who wrote them.
{
  const id = (name) => document.getElementById(name);
  const data = JSON.parse(id("comments-work").dataset.told);
  const words = data.words;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (name, text = "", kind = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    if (name === "button") element.type = "button";
    return element;
  };
  const FIELDS = ["current", "proposal", "justification"];
  const LONGEST = 20000;
  const NAME = /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/;

  // Every comment is kept by itself, so that two windows with this page do not write over each other.
  const prefix = `${data.schema}/${data.place}/`;
  const comments = new Map();
  const forms = new Map();
  let keeps = true;
  let downloaded = true;
  const keep = (name, value) => {
    downloaded = false;
    try {
      if (value === null) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify(value));
      keeps = true;
    } catch {
      keeps = false;
    }
    id("comments-unsaved").textContent = keeps ? "" : words["comment-unsaved"];
  };
  const sound = (it) => it !== null && typeof it === "object" && NAME.test(it.id) && typeof it.section === "string"
    && FIELDS.every((field) => typeof it[field] === "string" && it[field].length <= LONGEST);
  const read = (text) => {
    try {
      const it = JSON.parse(text);
      return sound(it) ? it : null;
    } catch {
      return null;
    }
  };

  const hosts = new Map([...document.querySelectorAll("article, .sections > section")]
    .filter((host) => host.id in data.sections).map((host) => [host.id, host]));
  const part = (section) => hosts.get(section)?.querySelector("h3").textContent ?? section;
  const isFull = (comment) => FIELDS.some((field) => comment[field].trim() !== "");
  /** The comments in the order of their sections. */
  const sorted = () => {
    const order = [...hosts.keys()];
    const place = ({ section }) => (order.includes(section) ? order.indexOf(section) : order.length);
    return [...comments.values()].sort((one, other) => place(one) - place(other));
  };

  const list = () => {
    const all = sorted();
    id("comments-list").replaceChildren(...all.map((comment) => {
      const line = make("li");
      const link = make("a", part(comment.section));
      link.href = `#comment-${comment.id}`;
      const text = comment.proposal.trim() || comment.justification.trim() || comment.current.trim();
      const told = text === "" ? words["comment-empty"] : text.length > 80 ? `${text.slice(0, 80)}…` : text;
      line.append(link, make("span", ` ${told}`, "note"));
      return line;
    }));
    id("comments-none").hidden = all.length > 0;
    id("comments-count").textContent = all.length > 0 ? String(all.length) : "";
    id("comments-remove").hidden = all.length === 0;
  };

  const drop = (comment) => {
    comments.delete(comment.id);
    forms.get(comment.id)?.remove();
    forms.delete(comment.id);
    keep(comment.id, null);
  };
  const undo = (place, text, bring) => {
    const line = make("p", `${text} `, "undo buttons");
    const button = make("button", words["comment-undo"]);
    button.addEventListener("click", () => {
      line.remove();
      bring();
    });
    line.append(button);
    place.append(line);
    button.focus();
  };

  /** Shows the form of a comment behind the text of its section. */
  const show = (comment) => {
    const host = hosts.get(comment.section) ?? id("comments-elsewhere");
    if (!hosts.has(comment.section)) host.hidden = false;
    const form = id("comment-form").content.firstElementChild.cloneNode(true);
    form.id = `comment-${comment.id}`;
    form.querySelector("legend").textContent = filled(words["comment-of"], { part: part(comment.section) });
    const told = form.querySelector("[role=status]");
    for (const field of form.querySelectorAll("textarea")) {
      const name = field.name;
      field.id = `${form.id}-${name}`;
      field.previousElementSibling.htmlFor = field.id;
      field.maxLength = LONGEST;
      field.value = comment[name];
      field.addEventListener("input", () => {
        comment[name] = field.value;
        comment.changed = new Date().toISOString();
        keep(comment.id, comment);
        const text = keeps ? words["comment-saved"] : words["comment-unsaved"];
        if (told.textContent !== text) told.textContent = text;
        list();
      });
    }
    form.querySelector("button").addEventListener("click", () => {
      const place = form.parentElement;
      drop(comment);
      list();
      undo(place, words["comment-removed"], () => {
        add(comment);
        keep(comment.id, comment);
        list();
        forms.get(comment.id).querySelector("textarea").focus();
      });
    });
    forms.set(comment.id, form);
    host.append(form);
  };
  const add = (comment) => {
    comments.set(comment.id, comment);
    show(comment);
  };
  const name = () => {
    const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    const [...numbers] = crypto.getRandomValues(new Uint8Array(8));
    const text = numbers.map((number) => letters[number % letters.length]).join("");
    return `${text.slice(0, 4)}-${text.slice(4)}`;
  };

  // What was selected in the section before the button was pressed is what the comment is about.
  const selected = (host) => {
    const selection = getSelection();
    if (selection.rangeCount === 0 || !host.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
    const content = selection.getRangeAt(0).cloneContents();
    for (const gone of content.querySelectorAll("del, .said, .earlier, .removed, .moved_out, button, fieldset")) gone.remove();
    return content.textContent.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  };
  for (const [section, host] of hosts) {
    const button = make("button", words["comment-add"], "add-comment");
    button.append(make("span", `: ${part(section)}`, "said"));
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const comment = { id: name(), section, current: selected(host), proposal: "", justification: "", changed: new Date().toISOString() };
      add(comment);
      keep(comment.id, comment);
      list();
      const form = forms.get(comment.id);
      form.querySelector(comment.current === "" ? "textarea" : "textarea[name=proposal]").focus();
      form.scrollIntoView({ block: "nearest" });
    });
    const line = make("p", "", "comment-line");
    line.append(button);
    host.append(line);
  }

  // What was written before, and what another window writes now.
  const person = { kind: id("person-kind"), name: id("person-name") };
  const people = (text) => {
    try {
      const it = JSON.parse(text);
      if (typeof it.name === "string") person.name.value = it.name.slice(0, LONGEST);
      if (typeof it.kind === "string") person.kind.value = it.kind;
    } catch { /* Nobody said who comments. */ }
  };
  try {
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    for (const key of names.filter((it) => it.startsWith(prefix)).sort()) {
      const comment = read(localStorage.getItem(key));
      if (comment && prefix + comment.id === key) add(comment);
    }
    people(localStorage.getItem(`${prefix}person`) ?? "{}");
    localStorage.setItem(`${prefix}open`, "");
    localStorage.removeItem(`${prefix}open`);
  } catch {
    keeps = false;
    id("comments-unsaved").textContent = words["comment-unsaved"];
  }
  for (const field of [person.kind, person.name]) {
    field.addEventListener("input", () => keep("person", { kind: person.kind.value, name: person.name.value }));
  }
  addEventListener("storage", ({ key, newValue }) => {
    if (!key?.startsWith(prefix)) return;
    if (key === `${prefix}person`) people(newValue ?? "{}");
    const known = comments.get(key.slice(prefix.length));
    const comment = newValue === null ? null : read(newValue);
    if (known && comment) {
      Object.assign(known, comment);
      for (const field of forms.get(known.id).querySelectorAll("textarea")) field.value = known[field.name];
    } else if (comment) {
      add(comment);
    } else if (known && newValue === null) {
      comments.delete(known.id);
      forms.get(known.id).remove();
      forms.delete(known.id);
    }
    list();
  });
  addEventListener("beforeunload", (event) => {
    if (!keeps && !downloaded && comments.size > 0) event.preventDefault();
  });

  // Files.
  const download = (ending, type, text, count) => {
    const file = `${words["comment-file"]}.${ending}`;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    downloaded = true;
    id("comments-told").textContent = filled(words["comment-saving-done"], { file, count });
  };
  const full = () => {
    const all = sorted().filter(isFull);
    if (all.length === 0) id("comments-told").textContent = words["comment-saving-none"];
    return all;
  };
  id("comments-json").addEventListener("click", () => {
    const all = full();
    if (all.length === 0) return;
    const { schema, before, after, round } = data;
    const told = all.map(({ id: number, section, current, proposal, justification, changed }) => (
      { id: number, section: { id: section, ...data.sections[section] }, heading: part(section), current, proposal, justification, changed }));
    const file = { schema, before, after, round, person: { kind: person.kind.value, name: person.name.value }, comments: told };
    download("json", "application/json", `${JSON.stringify(file, null, 2)}\n`, all.length);
  });
  // A spreadsheet takes what begins so for a formula.
  const guarded = (text) => (/^[ \u00a0\n]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
  const cell = (text) => `"${guarded(text).replaceAll("\"", "\"\"")}"`;
  id("comments-table").addEventListener("click", () => {
    const all = full();
    if (all.length === 0) return;
    const kind = person.kind.value === "" ? "" : person.kind.selectedOptions[0].textContent;
    const rows = all.map((it, at) => [String(at + 1), it.id, part(it.section), it.current, it.proposal, it.justification, kind, person.name.value]);
    const lines = [data.columns, ...rows].map((row) => `${row.map(cell).join(data.separator)}\r\n`);
    download("csv", "text/csv", `\ufeff${lines.join("")}`, all.length);
  });
  id("comments-load").addEventListener("change", async (event) => {
    const field = event.target;
    const told = id("comments-told");
    const file = field.files[0];
    if (!file) return;
    let loaded = null;
    try {
      loaded = JSON.parse(await file.text());
    } catch { /* It is told below. */ }
    field.value = "";
    const found = Array.isArray(loaded?.comments) && loaded.schema === data.schema
      ? loaded.comments.map((it) => ({ ...it, section: it?.section?.id })) : null;
    if (!found || !found.every(sound)) {
      told.textContent = words["comment-reading-failed"];
    } else if (JSON.stringify([loaded.before, loaded.after]) !== JSON.stringify([data.before, data.after])) {
      told.textContent = words["comment-reading-other"];
    } else {
      const news = found.filter((it) => {
        const known = comments.get(it.id);
        return !known || FIELDS.some((field) => known[field] !== it[field]);
      });
      for (const it of news) {
        // Another text under a number that is taken is another comment: neither is lost.
        const comment = { id: comments.has(it.id) ? name() : it.id, section: it.section, changed: String(it.changed) };
        for (const field of FIELDS) comment[field] = it[field];
        add(comment);
        keep(comment.id, comment);
      }
      if (person.name.value === "" && person.kind.value === "") {
        people(JSON.stringify(loaded.person ?? {}));
        keep("person", { kind: person.kind.value, name: person.name.value });
      }
      told.textContent = filled(words["comment-reading-done"], { count: news.length });
      list();
    }
  });
  id("comments-remove").addEventListener("click", () => {
    const all = sorted();
    all.forEach(drop);
    list();
    undo(id("comments-undo"), words["comment-all-removed"], () => {
      for (const comment of all) {
        add(comment);
        keep(comment.id, comment);
      }
      list();
      id("comments").focus();
    });
  });

  id("comments-noscript").hidden = true;
  id("comments-work").hidden = false;
  list();
}
