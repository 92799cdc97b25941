// Drawing the guided session from its state; nothing here decides.
"use strict";

import { answerSinceStop, mustLift, ranAt } from "./session_state.js";
import * as sound from "./session_sound.js";

const by = (id) => document.getElementById(id);
const AWAY = 4; // s that entries wait before the page speaks of it
export const say = (id, text) => {
  const part = by(id);
  if (part && part.textContent !== text) part.textContent = text;
};

export function show(page) {
  const { data, now } = { data: page.data, now: page.now };
  const step = data.steps.find((one) => one.order === now.current);
  page.form.dataset.now = now.stopped ? "lift" : now.paused ? "paused" : now.running !== null ? "running" : step ? "ready" : "over";
  document.querySelectorAll("[data-step]").forEach((part) => {
    part.hidden = part.dataset.step !== String(now.current ?? "over");
  });
  by("step-field").value = now.current ?? "";
  showGo(data, now, step);
  showBars(now);
  showPauseAndSound(data, now);
  showLift(page, now);
  showStrokes(page, now, step);
  showPanels(data, step);
  showSoFar(data, now);
  announce(data, step);
  showClocks(page);
}

function showGo(data, now, step) {
  document.querySelector(".go").hidden = !step;
  const go = by("go");
  if (!go) return;
  const timed = step?.seconds && now.running === null;
  const last = data.steps.at(-1)?.order === step?.order;
  say("go-said", timed ? data.words.begin : last ? data.words.last : data.words.done);
  go.classList.toggle("begins", Boolean(timed));
  go.disabled = now.paused || now.stopped;
}

// Each kind of step shows what it needs: an answer, facts, a clock.
function showPanels(data, step) {
  const asks = step?.asks ?? "";
  by("pain").hidden = asks === "";
  by("pain-said").hidden = asks === "sign";
  by("asks-field").value = by("meter").dataset.asks = by("pain").dataset.asks = asks;
  say("pain-title", asks === "sign" ? data.words.sign : data.words.pain);
  by("meter").classList.toggle("untimed", !step?.seconds);
  by("facts").hidden = !document.querySelector("#facts dl:not([hidden])");
}

// A new step is said aloud by a screen reader, once.
let told;
function announce(data, step) {
  const here = step?.order ?? null;
  if (here === told) return;
  const isFirst = told === undefined;
  told = here;
  if (isFirst) return;
  const number = data.steps.indexOf(step) + 1;
  const said = [number, data.steps.length, step?.name].reduce((words, one) => words.replace("%s", one), data.words.step);
  say("say-now", "");
  say("say", step ? `${said} ${step.said}` : data.words.all_done);
}

function showBars(now) {
  document.querySelectorAll("[data-orders]").forEach((bar) => {
    const orders = bar.dataset.orders.split(" ").map(Number);
    const here = orders.includes(now.current);
    const isOver = orders.every((order) => ["done", "skipped"].includes(now.status[order]));
    bar.className = here ? "here" : isOver ? "done" : "";
    if (here) bar.setAttribute("aria-current", "step");
    else bar.removeAttribute("aria-current");
  });
}

function showSoFar(data, now) {
  const treated = new Set(data.steps.filter((step) => step.treats).map((step) => step.order));
  const pains = now.answers.filter((one) => treated.has(one.step)).map((one) => one.pain);
  say("sign-before", String(now.signs[0]?.pain ?? "–"));
  say("sign-now", String((now.signs.length > 1 ? now.signs.at(-1).pain : null) ?? "–"));
  say("highest", pains.length ? String(Math.max(...pains)) : "–");
}

function showPauseAndSound(data, now) {
  by("pause").value = now.paused ? "resume" : "pause";
  by("pause").disabled = now.running === null && !now.paused;
  say("pause-said", now.paused ? data.words.go_on : data.words.pause);
  const tone = by("sound");
  tone.hidden = false;
  tone.textContent = sound.isOn() ? data.words.sound : data.words.mute;
  tone.setAttribute("aria-pressed", String(sound.isOn()));
}

function showLift(page, now) {
  const { data } = page;
  by("lift").hidden = !now.stopped;
  document.body.classList.toggle("lifted", now.stopped);
  document.querySelectorAll(".beneath").forEach((part) => (part.inert = now.stopped));
  if (!now.stopped) return;
  const answer = answerSinceStop(now);
  const mayGoOn = data.go_on_after.includes(now.why);
  say("lift-because", now.because);
  by("lift-whys").hidden = now.why !== "";
  by("lift-after").hidden = now.why === "";
  by("lift-go").hidden = !mayGoOn;
  by("lift-no").hidden = mayGoOn;
  by("go-on").hidden = answer === null || mustLift(answer, data.resting, data.pain);
  press("#lift", answer);
}

function showStrokes(page, now, step) {
  const button = by("stroke");
  button.hidden = !step?.edge;
  button.disabled = now.running === null || now.paused;
  if (!step?.edge) return say("strokes", "");
  const planned = step.strokes ? ` ${page.data.words.planned.replace("%s", step.strokes)}` : "";
  say("strokes", `${page.strokes[step.order] ?? 0}${planned}`);
}

// What changes by itself: the clocks and the age of the answer.
export function showClocks(page) {
  const { data, now, strokes } = page;
  const at = page.clock();
  say("clock", `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`);
  const step = data.steps.find((one) => one.order === now.current);
  showTimer(data, now, step, at);
  showPain(data, now, step, at);
  showKept(page);
  return strokes;
}

const LONG = 100; // s; from here on minutes are easier to read
const clockOf = (seconds) => (seconds < LONG ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);

function showTimer(data, now, step, at) {
  const ran = step ? ranAt(now, step.order, at) : 0;
  const left = step?.seconds ? step.seconds - ran : 0;
  const isOver = Boolean(step?.seconds) && left <= 0;
  by("meter").classList.toggle("is-over", isOver);
  by("time-up").hidden = !isOver;
  if (!step?.seconds) return;
  const shown = isOver ? Math.floor(-left) : Math.ceil(left);
  const unit = isOver ? "over" : "left";
  say("seconds", clockOf(shown));
  say("unit", data.words[shown < LONG ? unit : `${unit}_min`]);
  by("bar").style.inlineSize = `${Math.min(ran / step.seconds, 1) * 100}%`;
}

function showPain(data, now, step, at) {
  if (!step?.asks) return;
  if (step.asks === "sign") return showSign(data, now, step);
  const [group, last] = [by("pain"), now.answers.at(-1)];
  const age = last ? Math.floor(at - last.at) : null;
  const touches = step.edge && now.running !== null && !now.paused;
  const isOld = age !== null && age > data.pain.stale;
  const asks = touches && (isOld || last?.step !== step.order);
  group.classList.toggle("asks", asks);
  group.classList.toggle("old", isOld);
  const words = age === null ? [] : [(isOld ? data.words.old : data.words.ago).replace("%s", spoken(age))];
  if (asks && !isOld) words.push(data.words.ask);
  say("pain-age", words.length ? `· ${words.join(" · ")}` : "");
  press("#pain", last && !isOld ? last.pain : null);
}

const spoken = (age) => (age < LONG ? `${age} s` : `${Math.floor(age / 60)} min`);

function showSign(data, now, step) {
  const last = now.signs.findLast((one) => one.step === step.order);
  by("pain").classList.toggle("asks", !last);
  by("pain").classList.remove("old");
  const before = now.signs[0]?.pain;
  say("pain-age", before === undefined ? "" : `· ${data.words.before.replace("%s", before)}`);
  press("#pain", last ? last.pain : null);
}

function press(group, value) {
  document.querySelectorAll(`${group} .key`).forEach((key) => {
    const pressed = value !== null && Number(key.value) === value;
    if (key.getAttribute("aria-pressed") !== String(pressed)) key.setAttribute("aria-pressed", String(pressed));
  });
}

let since = null;
function showKept(page) {
  const { data, queue } = page;
  const count = queue.waiting.length;
  const waits = count === 1 ? data.words.waiting_one : data.words.waiting.replace("%s", count);
  const kept = by("kept");
  kept.classList.toggle("warn", count > 0);
  kept.classList.toggle("good", count === 0);
  say("kept", page.problem || (count ? waits : data.words.kept));
  showAway(page, count);
}

// A short gap is nobody's business; a longer one is said once, and its end too.
function showAway(page, count) {
  const { data, queue } = page;
  const isAway = queue.problem !== "" && (count > 0 || page.leaving);
  since = isAway ? (since ?? performance.now()) : null;
  const speaks = isAway && (page.leaving || performance.now() - since > AWAY * 1000);
  if (!speaks && !by("away").hidden) say("say", data.words.back);
  by("away").hidden = !speaks;
  if (!speaks) return;
  const why = queue.problem === "login" ? data.words.login : data.words.away;
  const said = page.leaving ? `${why} ${data.words.leaving}` : why;
  say("away-said", said);
  say("say", said);
}
