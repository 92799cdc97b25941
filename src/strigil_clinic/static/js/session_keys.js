// The keys of the guided session: STOP always, letters and numbers unless turned off.
"use strict";

const KEY = "strigil-letters";
const STOPS = ["Escape", "PageDown", "F13"];
const LETTER_STOPS = ["s", "b"];
const PRESSES = { p: "pause", k: "stroke", t: "sound", g: "go-on", e: "end" };

const by = (id) => document.getElementById(id);
let letters = true;
try {
  letters = localStorage.getItem(KEY) !== "off";
} catch {
  // on, where nothing can be remembered
}

export function listen(stop) {
  by("keys-help").hidden = false;
  by("letters").checked = letters;
  by("letters").addEventListener("change", turn);
  document.body.classList.toggle("no-letters", !letters);
  // They work wherever the focus is, but not while something is typed or chosen.
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const typed = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName) && event.target.type !== "checkbox";
    const stops = STOPS.includes(event.key) || (letters && !typed && LETTER_STOPS.includes(key));
    if (!stops && (typed || !letters || !pressed(key))) return;
    event.preventDefault();
    if (stops) stop();
  }, { capture: true });
}

function turn(event) {
  letters = event.target.checked;
  document.body.classList.toggle("no-letters", !letters);
  try {
    localStorage.setItem(KEY, letters ? "on" : "off");
  } catch {
    // for this page only
  }
}

// What a key stands for is pressed, if it is there to be pressed now.
function pressed(key) {
  const isLifted = !by("lift").hidden;
  if (key === "l" && !isLifted) return open("skip");
  if (key === "?") return open("keys-help");
  const control = /^[0-9x]$/.test(key) ? number(key === "x" ? "10" : key, isLifted) : key === "n" ? next() : by(PRESSES[key] ?? "");
  if (!control || control.disabled || control.closest("[hidden], [inert]")) return false;
  control.click();
  return true;
}

const next = () => (by("go")?.closest("[hidden]") === null ? by("go") : by("finish"));

function number(value, isLifted) {
  const whys = document.querySelectorAll("#lift-whys button");
  if (isLifted && !by("lift-whys").hidden) return whys[Number(value) - 1];
  return document.querySelector(`${isLifted ? "#lift" : "#pain"} .key[value="${value}"]`);
}

function open(id) {
  const part = by(id);
  if (part.hidden || part.closest("[inert]")) return false;
  part.open = !part.open;
  part.querySelector(part.open ? "select, input" : "summary").focus();
  return true;
}
