// Small comforts; every page works without them.
"use strict";

document.addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-search]");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

document.querySelectorAll("[data-print]").forEach((button) =>
  button.addEventListener("click", () => window.print()),
);

document.querySelectorAll("[data-focus]").forEach((part) => part.focus());

// Autosave: what is typed goes to the server within a second.
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  let waiting;
  const save = async () => {
    const saved = document.getElementById("saved");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok) throw new Error(answer.statusText);
      saved.textContent = (await answer.text()).trim();
    } catch {
      saved.textContent = "not saved yet: no connection; trying again";
      waiting = setTimeout(save, 5000);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 800);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
});

// In such a form an answer may set lists and buttons anew, and it may come late. What the
// user has chosen stays chosen as long as it is offered; a list that is set again asks
// again for what follows from it.
document.querySelectorAll("form[data-keeps-choices]").forEach((form) => {
  const chosen = new Map();
  form.addEventListener(
    "change",
    ({ target }) => {
      if (target.type === "radio" || target.matches("select")) {
        chosen.set(target.name, target.value);
      }
    },
    true,
  );
  document.addEventListener("htmx:afterSettle", () => {
    const lists = [...chosen].map(([name, value]) => chooseAgain(form, name, value));
    const changed = () => new Event("change", { bubbles: true });
    lists.forEach((list) => list?.dispatchEvent(changed()));
  });
});

// Returns the list that had to be set again, if any.
function chooseAgain(form, name, value) {
  const quoted = CSS.escape(value);
  const button = form.querySelector(`[type=radio][name="${name}"][value="${quoted}"]`);
  if (button) button.checked = true;
  const list = form.querySelector(`select[name="${name}"]`);
  if (!list || list.value === value) return null;
  if (!list.querySelector(`option[value="${quoted}"]`)) return null;
  list.value = value;
  return list;
}
