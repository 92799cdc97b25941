// The chart and the list are one: a tap on the figure is a click on the list's link.
"use strict";

const linkOf = (key) =>
  document.querySelector(`#work [data-key="${CSS.escape(key)}"]`);

document.addEventListener("click", (event) => {
  const spot = event.target.closest("svg [data-place]");
  const link = spot && linkOf(spot.dataset.place);
  if (!link) return;
  event.preventDefault();
  link.click();
});

// Pointing at one lights the other.
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const near = event.target.closest?.("[data-key], svg [data-place]");
    document.querySelectorAll("#work .lit").forEach((one) => one.classList.remove("lit"));
    const key = near && (near.dataset.key || near.dataset.place);
    if (!key) return;
    document
      .querySelectorAll(`#work [data-place="${CSS.escape(key)}"], #work [data-key="${CSS.escape(key)}"]`)
      .forEach((one) => one.classList.add("lit"));
  });
}

// A chosen place: the keyboard goes on where its form begins, or where it is wrong.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id !== "work") return;
  const next = document.querySelector("#feel .problems") || document.getElementById("feel-title");
  next?.focus();
});

// A finding that is chosen and not added would be lost by signing: say so once.
const told = document.getElementById("left-over");
document.getElementById("exam")?.addEventListener("submit", (event) => {
  const chosen = document.querySelector(
    "#feel :is([name=structure], [name=texture], [name=grade]):checked",
  );
  if (!chosen || !told.hidden) return;
  event.preventDefault();
  told.hidden = false;
  told.focus();
});
