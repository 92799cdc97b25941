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

// A chosen place: the keyboard goes on where its form begins.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id === "work") document.getElementById("feel-title")?.focus();
});
