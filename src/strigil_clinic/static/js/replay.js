// Replay: a hand that moves through the force of a recording in real time.
"use strict";

const SIGHT = 5; // seconds of force that are drawn on each side of the hand
const STEP_WITHOUT_MOTION = 500; // ms: the picture stands still between two looks

const clock = (t) => `${Math.floor(t / 60)}:${String(Math.floor(t % 60)).padStart(2, "0")}`;

const placeOf = (time, t) => {
  let low = 0;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (time[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
};

const draw = (canvas, trace, at) => {
  const wide = canvas.clientWidth;
  const scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(wide * scale)) canvas.width = Math.round(wide * scale);
  const pen = canvas.getContext("2d");
  const colours = getComputedStyle(document.documentElement);
  const [high, start] = [canvas.height, at - SIGHT];
  const y = (force) => high - 6 - (force / trace.most) * (high - 14);
  pen.clearRect(0, 0, canvas.width, high);
  pen.strokeStyle = colours.getPropertyValue("--series");
  pen.lineWidth = 2 * scale;
  pen.beginPath();
  let open = false;
  for (let i = placeOf(trace.time, start); i <= placeOf(trace.time, at + SIGHT); i += 1) {
    const force = trace.force[i];
    if (force === null) open = false;
    else {
      const x = ((trace.time[i] - start) / (2 * SIGHT)) * canvas.width;
      if (open) pen.lineTo(x, y(force));
      else pen.moveTo(x, y(force));
      open = true;
    }
  }
  pen.stroke();
  pen.fillStyle = colours.getPropertyValue("--bronze");
  pen.fillRect(canvas.width / 2 - scale, 0, 2 * scale, high);
};

const replay = (part, trace) => {
  const button = part.querySelector("[data-play]");
  const word = button.querySelector("[data-word]");
  const scrub = part.querySelector("input");
  const force = part.querySelector("[data-force]");
  const stroke = part.querySelector("[data-stroke]");
  const said = part.querySelector("[data-clock]");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const end = trace.time[trace.time.length - 1];
  let at = 0;
  let began = null; // what the steady clock showed when the replay stood at 0

  trace.most = Math.max(1, ...trace.force.filter((f) => f !== null));
  scrub.max = end.toFixed(1);

  const show = () => {
    const i = placeOf(trace.time, at);
    const now = trace.force[i];
    const number = trace.strokes.findIndex(([from, to]) => at + trace.first >= from && at + trace.first < to);
    force.textContent = now === null ? "?" : (Math.round(now * 10) / 10 || 0).toFixed(1);
    stroke.textContent = number < 0 ? stroke.dataset.lifted : `${stroke.dataset.name} ${number + 1}`;
    said.textContent = `${clock(at)} / ${clock(end)}`;
    scrub.value = at;
    scrub.setAttribute("aria-valuetext", `${clock(at)}, ${force.textContent} N, ${stroke.textContent}`);
    draw(part.querySelector("canvas"), trace, at);
  };

  const pause = () => {
    began = null;
    button.setAttribute("aria-pressed", "false");
    word.textContent = word.dataset.word;
  };

  const go = () => {
    if (began === null) return;
    at = Math.min((performance.now() - began) / 1000, end);
    show();
    if (at >= end) pause();
    else if (still.matches) setTimeout(go, STEP_WITHOUT_MOTION);
    else requestAnimationFrame(go);
  };

  button.addEventListener("click", () => {
    if (began !== null) {
      pause();
      return;
    }
    if (at >= end) at = 0;
    began = performance.now() - at * 1000;
    button.setAttribute("aria-pressed", "true");
    word.textContent = word.dataset.other;
    go();
  });
  scrub.addEventListener("input", () => {
    at = Number(scrub.value);
    if (began !== null) began = performance.now() - at * 1000;
    show();
  });
  addEventListener("resize", show);
  part.hidden = false;
  show();
};

document.querySelectorAll("[data-replay]").forEach(async (part) => {
  const answer = await fetch(part.dataset.replay);
  if (!answer.ok) return;
  const trace = await answer.json();
  if (trace.time.length > 1) replay(part, trace);
});
