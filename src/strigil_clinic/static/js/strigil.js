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
