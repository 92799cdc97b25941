// Drawing the guided session from its state; nothing here decides.
"use strict";

import { answerSinceStop, mustLift, ranAt } from "./session_state.js";
import * as sound from "./session_sound.js";

const by = (id) => document.getElementById(id);
const say = (id, text) => {
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
  by("meter").classList.toggle("untimed", Boolean(step) && !step.seconds);
  showSoFar(now);
  showClocks(page);
}

function showGo(data, now, step) {
  const go = by("go");
  if (!go) return;
  const timed = step?.seconds && now.running === null;
  go.hidden = by("skip").hidden = !step;
  const last = data.steps.at(-1)?.order === step?.order;
  say("go-said", timed ? data.words.begin : last ? data.words.last : data.words.done);
  go.classList.toggle("begins", Boolean(timed));
  go.disabled = now.paused || now.stopped;
  document.querySelector(".thumb").classList.toggle("asks-sign", step?.phase === "sign");
  say("pain-title", step?.phase === "sign" ? data.words.sign : data.words.pain);
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

function showSoFar(now) {
  const pains = now.answers.map((one) => one.pain);
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

function showTimer(data, now, step, at) {
  const ran = step ? ranAt(now, step.order, at) : 0;
  const bar = by("bar");
  if (!step?.seconds) {
    say("seconds", step && now.running !== null ? String(Math.floor(ran)) : "");
    say("unit", "");
    bar.style.inlineSize = "0%";
    return;
  }
  const left = step.seconds - ran;
  const isOver = left <= 0;
  say("seconds", String(isOver ? Math.floor(-left) : Math.ceil(left)));
  say("unit", isOver ? data.words.over : data.words.left);
  by("timer").classList.toggle("is-over", isOver);
  bar.style.inlineSize = `${Math.min(ran / step.seconds, 1) * 100}%`;
}

function showPain(data, now, step, at) {
  const last = step?.phase === "sign" ? now.signs.findLast((one) => one.step === step.order) : now.answers.at(-1);
  const group = by("pain");
  const age = last ? Math.floor(at - last.at) : null;
  const touches = Boolean(step?.edge) && now.running !== null && !now.paused;
  const isOld = age !== null && age > data.pain.stale;
  const isOfThisStep = last && last.step === step?.order;
  const asks = step?.phase === "sign" ? !last : touches && (isOld || !isOfThisStep);
  group.classList.toggle("asks", asks);
  group.classList.toggle("old", isOld && step?.phase !== "sign");
  const words = [];
  if (age !== null && step?.phase !== "sign") words.push((isOld ? data.words.old : data.words.ago).replace("%s", age));
  if (asks && !isOld) words.push(data.words.ask);
  say("pain-age", words.length ? `· ${words.join(" · ")}` : "");
  press("#pain", last && !isOld ? last.pain : null);
}

function press(group, value) {
  document.querySelectorAll(`${group} .key`).forEach((key) => {
    const pressed = value !== null && Number(key.value) === value;
    if (key.getAttribute("aria-pressed") !== String(pressed)) key.setAttribute("aria-pressed", String(pressed));
  });
}

function showKept(page) {
  const { data, queue } = page;
  const count = queue.waiting.length;
  const waits = count === 1 ? data.words.waiting_one : data.words.waiting.replace("%s", count);
  const said = queue.problem === "login" ? `${waits}. ${data.words.login}` : waits;
  const kept = by("kept");
  kept.classList.toggle("warn", count > 0);
  kept.classList.toggle("good", count === 0);
  say("kept", page.problem || (count ? said : data.words.kept));
}
