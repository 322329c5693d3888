"use strict";
// Meeting mode: the changes one by one on the whole screen, by keys or by a clicker.
if (document.getElementById("meeting-open")) {
  const id = (name) => document.getElementById(name);
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const [dialog, slide] = [id("meeting"), id("meeting-slide")];
  let stops = [];
  let at = 0;

  /** What is on one slide: the head of the section, and the passage that changed. */
  const shown = (stop) => {
    const head = stop.closest("article").querySelector("header").cloneNode(true);
    const parts = stop.tagName === "HEADER" ? [head] : [head, stop.cloneNode(true)];
    for (const part of parts) {
      for (const gone of part.querySelectorAll(".why")) gone.remove();
      // What is shown leads nowhere else.
      for (const link of part.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      for (const element of [part, ...part.querySelectorAll("*")]) {
        for (const name of ["id", "aria-labelledby", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
        element.classList.remove("current");
      }
    }
    const title = document.createElement("h2");
    const heading = head.querySelector("h3");
    title.append(...heading.childNodes);
    if (heading.lang) title.lang = heading.lang;
    heading.replaceWith(title);
    return parts;
  };
  const show = (to) => {
    at = Math.min(Math.max(to, 0), stops.length - 1);
    const parts = shown(stops[at]);
    const item = parts[1]?.tagName === "LI" ? document.createElement("ul") : null;
    if (item) {
      item.className = "items";
      item.append(parts[1]);
      parts[1] = item;
    }
    slide.replaceChildren(...parts);
    slide.scrollTop = 0;
    id("meeting-step").textContent = id("steps").dataset.one
      .replace("{number}", number(at + 1)).replace("{total}", number(stops.length));
    id("meeting-previous").disabled = at === 0;
    id("meeting-next").disabled = at === stops.length - 1;
    slide.focus({ preventScroll: true });
  };
  // The whole screen comes and goes when the browser likes: a meeting does not wait for it, nor ends with that of the one before.
  // A browser may refuse it; then the window serves.
  let leaving = false;
  const enter = () => document.documentElement.requestFullscreen?.().catch(() => {});
  const leave = () => {
    leaving = true;
    document.exitFullscreen().catch(() => { leaving = false; });
  };
  const open = () => {
    stops = [...document.querySelectorAll("article")].filter((article) => !article.hasAttribute("hidden"))
      .flatMap((article) => {
        const passages = [...article.querySelectorAll(".changed")];
        return passages.length > 0 ? passages : [article.querySelector("header")];
      });
    if (stops.length === 0) return;
    dialog.showModal();
    show(Math.max(stops.findIndex((stop) => stop.classList.contains("current")), 0));
    if (!leaving) enter();
  };
  id("meeting-open").addEventListener("click", open);
  id("meeting-open").parentElement.hidden = false;
  id("meeting-next").addEventListener("click", () => show(at + 1));
  id("meeting-previous").addEventListener("click", () => show(at - 1));
  id("meeting-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (document.fullscreenElement) leave();
    // The page stands where the meeting ended.
    stops[at].scrollIntoView({ block: "center" });
    id("meeting-open").focus({ preventScroll: true });
  });
  document.addEventListener("fullscreenchange", () => {
    const entered = Boolean(document.fullscreenElement);
    if (entered && !dialog.open) leave();
    if (!entered && dialog.open) {
      if (leaving) enter(); else dialog.close();
    }
    if (!entered) leaving = false;
  });
  // Whoever pages with a clicker sees a long change to its end before the next one comes.
  const page = (step) => {
    const end = step > 0 ? slide.scrollHeight - slide.clientHeight - slide.scrollTop : slide.scrollTop;
    if (end > 2) slide.scrollBy({ top: step * slide.clientHeight * .85 }); else show(at + step);
  };
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const onButton = event.target.tagName === "BUTTON";
    const act = {
      ArrowRight: () => show(at + 1), ArrowLeft: () => show(at - 1), PageDown: () => page(1), PageUp: () => page(-1),
      ArrowDown: () => page(1), ArrowUp: () => page(-1), Home: () => show(0), End: () => show(stops.length - 1),
      " ": onButton ? null : () => page(event.shiftKey ? -1 : 1), Enter: onButton ? null : () => page(1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
