// Where a session stands, read from its events: the same as the server's state.py.
"use strict";

const over = ["done", "skipped"];

export function stateOf(events, steps) {
  const now = { status: {}, seconds: {}, strokes: {}, running: null, since: null, paused: false, stopped: false, stoppedAt: null, why: "", because: "", answers: [], signs: [], last: 0 };
  const sorted = events.map((event, order) => ({ event, order }));
  sorted.sort((a, b) => a.event.monotonic - b.event.monotonic || a.order - b.order);
  for (const { event } of sorted) {
    now.last = Math.max(now.last, event.monotonic);
    takes[event.kind]?.(now, event);
  }
  const open = steps.find((step) => !over.includes(now.status[step.order]));
  now.current = now.running ?? open?.order ?? null;
  return now;
}

// Seconds that a step has run at a time on the session's clock.
export function ranAt(now, order, at) {
  const before = now.seconds[order] ?? 0;
  return now.running === order && now.since !== null ? before + Math.max(at - now.since, 0) : before;
}

// The last answer since the stop; null when nobody asked.
export function answerSinceStop(now) {
  const last = now.answers.at(-1);
  return last && now.stoppedAt !== null && last.at > now.stoppedAt ? last.pain : null;
}

// The pain rule, with the thresholds that the server handed over.
export function mustLift(pain, resting, rule) {
  return pain >= rule.ceiling || (resting !== null && pain - resting >= rule.rise);
}

function halt(now, at) {
  if (now.running !== null && now.since !== null) {
    now.seconds[now.running] = (now.seconds[now.running] ?? 0) + Math.max(at - now.since, 0);
  }
  now.since = null;
}

function ended(now, event) {
  if (event.step === null) return;
  if (now.running === event.step) {
    halt(now, event.monotonic);
    now.running = null;
  }
  now.status[event.step] = event.kind === "step_done" ? "done" : "skipped";
}

const takes = {
  step_started(now, event) {
    if (event.step === null) return;
    now.status[event.step] = "running";
    Object.assign(now, { running: event.step, since: event.monotonic, paused: false });
  },
  step_done: ended,
  step_skipped: ended,
  pain(now, event) {
    now.answers.push({ pain: event.pain, at: event.monotonic, step: event.step });
  },
  sign(now, event) {
    if (event.pain !== null) now.signs.push({ pain: event.pain, at: event.monotonic, step: event.step });
  },
  stop(now, event) {
    halt(now, event.monotonic);
    if (!now.stopped) Object.assign(now, { stopped: true, stoppedAt: event.monotonic, why: "", because: event.note });
  },
  stop_reason(now, event) {
    now.why = event.why;
  },
  pause(now, event) {
    halt(now, event.monotonic);
    now.paused = true;
  },
  resume(now, event) {
    Object.assign(now, { paused: false, stopped: false, why: "" });
    if (now.running !== null && now.since === null) now.since = event.monotonic;
  },
};
