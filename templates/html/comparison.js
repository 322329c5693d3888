"use strict";
{
  const id = (name) => document.getElementById(name);
  const language = document.documentElement.lang;
  const number = (value) => value.toLocaleString(language);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => number(values[name]));

  // What is folded or filtered away opens for whoever follows a link to it.
  const reveal = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.hidden) at.hidden = false;
    }
  };
  const target = () => {
    const element = location.hash.length > 1 && id(decodeURIComponent(location.hash.slice(1)));
    if (!element) return;
    reveal(element);
    element.scrollIntoView();
  };
  addEventListener("hashchange", target);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reveal(id(link.getAttribute("href").slice(1)));
  });
  if (location.hash) target();

  const articles = [...document.querySelectorAll("article")];
  const steps = id("steps");
  if (steps) {
    steps.hidden = false;
    id("keys-option").hidden = false;
    const within = new Map(articles.map((article) => {
      const passages = [...article.querySelectorAll(".changed")];
      return [article, passages.length > 0 ? passages : [article.firstElementChild]];
    }));
    let shown = articles;
    let stops = [...within.values()].flat();
    let current = -1;

    const show = () => {
      const { one, some, none } = steps.dataset;
      const total = stops.length;
      id("step").textContent = total === 0 ? none : filled(current < 0 ? some : one, { number: current + 1, total });
    };
    // From where the reader is: the change that is marked and in sight, else what the top of the window shows.
    const next = (step) => {
      const top = steps.getBoundingClientRect().bottom;
      const place = current < 0 ? null : stops[current].getBoundingClientRect();
      if (place && place.bottom > top && place.top < innerHeight) return current + step;
      // Articles first: what is in those out of sight need not be laid out for this.
      const below = (list) => {
        let [low, high] = [0, list.length];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (list[middle].getBoundingClientRect().top < top) low = middle + 1; else high = middle;
        }
        return low;
      };
      const article = shown[below(shown) - 1];
      if (!article) return step > 0 ? 0 : -1;
      const inside = within.get(article);
      const after = stops.indexOf(inside[0]) + below(inside);
      return step > 0 ? after : after - 1;
    };
    const go = (step, takeFocus) => {
      if (stops.length === 0) return;
      const to = Math.min(Math.max(next(step), 0), stops.length - 1);
      if (current >= 0) stops[current].classList.remove("current");
      current = to;
      const stop = stops[current];
      reveal(stop);
      stop.classList.add("current");
      stop.tabIndex = -1;
      const tall = stop.offsetHeight > innerHeight / 2;
      stop.scrollIntoView({ block: tall ? "start" : "center" });
      show();
      const heading = stop.closest("article").querySelector("h3").textContent;
      id("step-text").textContent = takeFocus ? "" : ` ${heading}. ${stop.innerText.slice(0, 400)}`;
      if (takeFocus) stop.focus({ preventScroll: true });
    };
    show();
    id("next").addEventListener("click", () => go(1, false));
    id("previous").addEventListener("click", () => go(-1, false));
    document.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !id("keys").checked) return;
      // There the keys move the cursor.
      if (event.target.closest?.("textarea, select")) return;
      event.preventDefault();
      go(step, true);
    });

    const filter = id("filter");
    filter.hidden = false;
    const boxes = [...filter.querySelectorAll("input")];
    const lines = new Map();
    for (const line of document.querySelectorAll(".contents li")) {
      lines.set(line.firstElementChild.getAttribute("href").slice(1), line);
    }
    const choose = () => {
      const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      shown = articles.filter((article) => {
        const wanted = article.dataset.kinds.split(" ").some((kind) => chosen.has(kind));
        // Found by the search of the browser all the same, where it can.
        if (wanted) article.removeAttribute("hidden"); else article.setAttribute("hidden", "until-found");
        const line = lines.get(article.id);
        if (line) line.hidden = !wanted;
        return wanted;
      });
      if (current >= 0) stops[current].classList.remove("current");
      stops = shown.flatMap((article) => within.get(article));
      current = -1;
      show();
      const text = id("filter-shown").dataset.text;
      id("filter-shown").textContent = filled(text, { shown: shown.length, total: articles.length });
    };
    filter.addEventListener("change", choose);
    const set = (value) => () => { boxes.forEach((box) => { box.checked = value; }); choose(); };
    id("filter-all").addEventListener("click", set(true));
    id("filter-none").addEventListener("click", set(false));

    // The contents follow the reader.
    let here = null;
    let waiting = false;
    const follow = () => {
      waiting = false;
      // One look at what stands there costs less than watching thousands of sections.
      const { left, width } = id("changes").getBoundingClientRect();
      const article = document.elementFromPoint(left + width / 2, innerHeight * .3)?.closest("article");
      const line = article && lines.get(article.id);
      if (!line || line === here) return;
      here?.classList.remove("here");
      here = line;
      here.classList.add("here");
      const list = here.parentElement;
      // Whoever goes through the contents is not taken elsewhere.
      if (list.contains(document.activeElement)) return;
      const place = here.offsetTop - list.offsetTop;
      if (place < list.scrollTop || place + here.offsetHeight > list.scrollTop + list.clientHeight) {
        list.scrollTop = place - list.clientHeight / 3;
      }
    };
    addEventListener("scroll", () => {
      if (!waiting) setTimeout(follow, 150);
      waiting = true;
    }, { passive: true });
  }

  // On paper nothing can be unfolded.
  const folds = [...document.querySelectorAll("details.more")];
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    closed.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));
}
