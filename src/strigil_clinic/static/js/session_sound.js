// The tones: LIFT, and the end of a step's time. On until they are muted.
"use strict";

const KEY = "strigil-tone";
let audio;

let on = true;
try {
  on = localStorage.getItem(KEY) !== "off";
} catch {
  // on, where nothing can be remembered
}

export const isOn = () => on;

export function turn() {
  on = !on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // for this page only
  }
}

// Browsers allow sound after the first touch or key.
export function wake() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

export function lift() {
  [0, 0.28, 0.56].forEach((at) => tone(880, at, 0.2, 0.5));
}

export function timeIsUp() {
  tone(440, 0, 0.35, 0.15);
}

function tone(pitch, at, lasts, loud) {
  if (!isOn()) return;
  try {
    wake();
    const [source, gain] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + at;
    source.frequency.value = pitch;
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(loud, begin + 0.02);
    gain.gain.linearRampToValueAtTime(0, begin + lasts);
    source.connect(gain).connect(audio.destination);
    source.start(begin);
    source.stop(begin + lasts);
  } catch {
    // no sound here: the screen says it
  }
}
