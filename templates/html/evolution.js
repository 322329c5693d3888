"use strict";
(() => {
  const picture = document.querySelector(".picture svg");
  const buttons = [...document.querySelectorAll("[data-choose]")];
  let kept = "";
  // Shows the way of one branch: its boxes, and the bands that reach or leave them.
  const show = (life) => {
    picture.classList.toggle("chosen", life !== "");
    for (const part of picture.querySelectorAll("[data-life], [data-from]")) {
      const own = [part.dataset.life, part.dataset.from, part.dataset.to];
      part.classList.toggle("on", life !== "" && own.includes(life));
    }
  };
  const keep = (life) => {
    kept = kept === life ? "" : life;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.choose === kept));
    show(kept);
  };
  for (const button of buttons) {
    const life = button.dataset.choose;
    button.addEventListener("click", () => keep(life));
    button.addEventListener("focus", () => show(life));
    button.addEventListener("mouseenter", () => show(life));
    for (const leave of ["blur", "mouseleave"]) button.addEventListener(leave, () => show(kept));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && kept !== "") keep(kept);
  });
  for (const part of picture.querySelectorAll("[data-life]")) {
    part.addEventListener("mouseenter", () => show(part.dataset.life));
    part.addEventListener("mouseleave", () => show(kept));
    part.addEventListener("click", () => keep(part.dataset.life));
  }
})();
