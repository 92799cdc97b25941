// The guided session: what a tap or a key does, and what is shown.
"use strict";

import { listen } from "./session_keys.js";
import { Sensor } from "./session_sensor.js";
import { Queue, newId } from "./session_queue.js";
import { answerSinceStop, mustLift, ranAt, stateOf } from "./session_state.js";
import { say, show, showClocks } from "./session_show.js";
import * as sound from "./session_sound.js";

const data = JSON.parse(document.getElementById("live-data").textContent);
const form = document.getElementById("live");
const by = (id) => document.getElementById(id);
const base = Math.max(data.elapsed, ...data.events.map((event) => event.monotonic));
const clock = () => base + performance.now() / 1000 - loaded;
const loaded = performance.now() / 1000;
const strokesKey = `strigil-strokes-${data.session}`;

let events = data.events;
let strokes = remembered();
let problem = "";
let leaving = false;
const page = { data, form, clock, get now() { return stateOf(events, data.steps); }, get strokes() { return strokes; }, get queue() { return queue; }, get problem() { return problem; }, get leaving() { return leaving; } };

const queue = new Queue(data.session, data.urls.event, (stored = [], said = "", event = null) => {
  merge(stored);
  if (said) {
    problem = said;
    events = events.filter((known) => known.client_id !== event.client_id);
  }
  show(page);
});

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(strokesKey) ?? "{}");
  } catch {
    return {};
  }
}

function remember() {
  try {
    localStorage.setItem(strokesKey, JSON.stringify(strokes));
  } catch {
    // counted all the same until the page is left
  }
}

function merge(more) {
  const known = new Set(events.map((event) => event.client_id));
  events = [...events, ...more.filter((event) => !known.has(event.client_id))];
}

function make(kind, given = {}) {
  const step = page.now.current;
  return { client_id: newId(), kind, step, pain: null, why: "", note: "", detail: {}, monotonic: clock(), happened_at: new Date().toISOString(), ...given };
}

function tell(...made) {
  problem = "";
  merge(made);
  show(page);
  queue.add(...made);
}

function stop() {
  if (page.now.stopped) return;
  sound.lift();
  tell(make("stop", { detail: counted() }));
  by("lift").focus();
}

// The stop rule beside the sensor says LIFT: shown, and kept under the stop's own id.
function lifted(found) {
  if (page.now.stopped || events.some((event) => event.client_id === found.id)) return;
  sound.lift();
  const stopped = make("stop", { client_id: found.id, note: found.because, detail: counted() });
  const why = { force: "force", pain: "pain_limit" }[found.kind];
  const same = { step: stopped.step, monotonic: stopped.monotonic, happened_at: stopped.happened_at };
  tell(stopped, ...(why ? [make("stop_reason", { ...same, client_id: found.why_id, why })] : []));
  by("lift").focus();
}

function counted() {
  const count = strokes[page.now.running];
  return count ? { strokes: count } : {};
}

function pain(value) {
  const now = page.now;
  const step = data.steps.find((one) => one.order === now.current);
  if (step?.asks === "sign" && !now.stopped) return tell(make("sign", { pain: value }));
  const lifts = !now.stopped && mustLift(value, data.resting, data.pain);
  if (!lifts) return tell(make("pain", { pain: value }));
  const [stopId, whyId] = [newId(), newId()];
  const told = make("pain", { pain: value, detail: { stop_id: stopId, why_id: whyId } });
  const same = { step: told.step, monotonic: told.monotonic, happened_at: told.happened_at };
  const note = data.words.limit.replace("%s", value);
  sound.lift();
  tell(told, make("stop", { ...same, client_id: stopId, note }), make("stop_reason", { ...same, client_id: whyId, why: "pain_limit" }));
  by("lift").focus();
}

function done() {
  const now = page.now;
  const step = data.steps.find((one) => one.order === now.current);
  if (!step) return;
  if (step.seconds && now.running === null) return tell(make("step_started"));
  const begun = now.running === null ? [make("step_started")] : [];
  tell(...begun, make("step_done", { step: step.order, detail: counted() }));
  by("go")?.focus();
}

function skip() {
  const reason = by("reason").value;
  if (!reason) return void by("reason").focus();
  tell(make("step_skipped", { note: reason, detail: counted() }));
  by("reason").value = "";
  by("skip").open = false;
  by("go")?.focus();
}

function pauseOrGoOn() {
  say("say", page.now.paused ? data.words.going : data.words.paused);
  tell(make(page.now.paused ? "resume" : "pause"));
}

function goOn() {
  const answer = answerSinceStop(page.now);
  if (data.go_on_after.includes(page.now.why) && answer !== null && !mustLift(answer, data.resting, data.pain)) tell(make("resume"));
}

// A page is left only when everything is sent and the server is there.
async function leave(go) {
  if (leaving) return;
  leaving = true;
  for (;;) {
    await queue.send();
    if (!queue.busy && queue.waiting.length === 0 && (await queue.reached())) break;
    show(page);
    await new Promise((later) => setTimeout(later, 3000));
  }
  leaving = false;
  go();
}

const taps = { begin: done, done, skip, pause: pauseOrGoOn, resume: () => (page.now.stopped ? goOn() : pauseOrGoOn()), stop };

let isSent = false;
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (isSent) return; // the server ends it
  event.preventDefault();
  if (button?.value === "end") {
    leave(() => {
      isSent = true;
      form.requestSubmit(button);
    });
  } else if (button?.name === "pain") pain(Number(button.value));
  else if (button?.name === "why") tell(make("stop_reason", { why: button.value }));
  else taps[button?.value]?.();
});

by("finish").addEventListener("click", (event) => {
  event.preventDefault();
  leave(() => location.assign(event.target.closest("a").href));
});

addEventListener("beforeunload", (event) => {
  if (queue.waiting.length) event.preventDefault();
});

function count(order, number) {
  strokes = { ...strokes, [order]: number };
  remember();
  show(page);
}

by("stroke").addEventListener("click", () => {
  const order = page.now.running;
  if (order !== null) count(order, (strokes[order] ?? 0) + 1);
});

by("sound").addEventListener("click", () => {
  sound.turn();
  show(page);
});

listen(stop);
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => sound.wake(), { once: true });

// The screen stays on where the browser can keep it on.
navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
});

merge([...queue.sent, ...queue.waiting]);
show(page);
const sensor = new Sensor(page, { onLift: lifted, onStrokes: count });
addEventListener("pagehide", () => sensor.line?.close());
queue.send();
let rung = null;
setInterval(() => {
  const now = page.now;
  showClocks(page);
  const step = data.steps.find((one) => one.order === now.running);
  if (step?.seconds && rung !== step.order && ranAt(now, step.order, clock()) >= step.seconds) {
    rung = step.order;
    sound.timeIsUp();
    say("say-now", data.words.time_up);
  }
}, 200);
