// Drawing the gauge of a sensor, once for each frame of the screen; nothing here decides.
"use strict";

import { say } from "./session_show.js";

const by = (id) => document.getElementById(id);
const STALE = 300; // ms without a number; then none is shown
const SCALE = 10; // N at the end of the bar, doubled when a force goes beyond
const KEPT = 600; // latest times to the screen
const TOLD = 1000; // ms between two tellings of them

export class Gauge {
  constructor(words, ceiling) {
    Object.assign(this, { words, ceiling, scale: SCALE, frame: null, band: null, asked: false, times: [], told: 0, top: null, raised: "" });
    by("gauge").hidden = false;
    by("meter").classList.add("sensed");
    this.look = setInterval(() => this.showSignal(), 100);
  }

  remove() {
    clearInterval(this.look);
    by("gauge").hidden = true;
    by("sensor-alarm").hidden = true;
    by("meter").classList.remove("sensed");
  }

  // A frame came: it is drawn when the screen draws next, the newest only.
  take(frame, line, band) {
    Object.assign(this, { frame, line, band });
    this.top = Math.max(this.top ?? 0, frame.top ?? 0);
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.asked = false;
    const { frame } = this;
    const shown = frame.contact && frame.force !== null ? Math.max(frame.force, 0) : 0;
    // What is taken for rest may still be a stroke: then no number is told.
    const isKnown = frame.settled || frame.contact || frame.strokes > 0;
    const isLive = isKnown && frame.alarm === "" && frame.force !== null && !this.isLate;
    say("force-now", isLive ? shown.toFixed(1) : "–");
    by("gauge").dataset.live = isLive ? "yes" : "no";
    const state = isLive ? frame.band : "";
    by("gauge").dataset.state = state;
    say("force-word", state === "in" ? this.words.in : state === "above" ? this.words.above : "");
    const judged = frame.contact ? Math.max(frame.judged ?? 0, 0) : 0;
    this.drawBar(isLive ? shown : 0, isLive ? judged : 0);
    this.measure(frame);
    if (frame.alarm !== this.raised) this.showSignal(); // an alarm waits for no look
    this.raised = frame.alarm;
  }

  // The mark is the force now; the bar is what the band is about: the same, or a mean.
  drawBar(force, judged) {
    const most = Math.max(force, this.band?.[1] ?? 0, this.ceiling ?? 0);
    while (most > this.scale) this.scale *= 2;
    const part = (value) => `${Math.min(value / this.scale, 1) * 100}%`;
    by("force-mark").style.insetInlineStart = part(force);
    by("force-fill").style.inlineSize = part(judged);
    by("force-band").hidden = !this.band;
    if (this.band) {
      by("force-band").style.insetInlineStart = part(this.band[0]);
      by("force-band").style.inlineSize = `${((Math.min(this.band[1], this.scale) - this.band[0]) / this.scale) * 100}%`;
    }
    by("force-ceiling").hidden = this.ceiling === null;
    if (this.ceiling !== null) by("force-ceiling").style.insetInlineStart = part(this.ceiling);
    say("force-end", `${this.scale} N`);
  }

  // From the newest sample to the picture: a message is read after the screen was drawn.
  measure(frame) {
    if (frame.at === null) return;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      this.times.push(this.line.since(frame.at));
      if (this.times.length > KEPT) this.times.shift();
      channel.port1.close();
    };
    channel.port2.postMessage(0);
  }

  // A number that was long on its way is not the force now.
  get isLate() {
    return this.frame.at !== null && this.line.best < Infinity && this.line.since(this.frame.at) > STALE;
  }

  // What changes slowly, and whether there is a signal at all.
  showSignal() {
    const { frame, line, words } = this;
    if (!frame) return;
    const isAway = performance.now() - line.heard > STALE;
    const isLate = !isAway && !frame.alarm && this.isLate;
    const alarm = isAway ? words.away : frame.alarm ? words[frame.alarm] : isLate ? words.behind : frame.problem;
    by("sensor-alarm").hidden = !alarm;
    if (alarm && alarm !== this.alarm) say("say-now", alarm);
    this.alarm = alarm;
    say("sensor-alarm-said", alarm || "");
    if (isAway || isLate || frame.alarm) {
      say("force-now", "–");
      by("gauge").dataset.live = "no";
      say("force-word", "");
      by("gauge").dataset.state = "";
      this.drawBar(0, 0);
    }
    this.showRates(frame);
    this.showTimes(frame, line);
  }

  showRates(frame) {
    const { words } = this;
    const rate = frame.rate === null ? "" : words.rate.replace("%s", Math.round(frame.rate * 60));
    const counted = frame.strokes === 1 ? words.counted_one : words.counted.replace("%s", frame.strokes);
    const isBanded = frame.touched > 1 && this.band;
    const banded = isBanded ? words.banded.replace("%s", Math.round((100 * frame.banded) / frame.touched)) : "";
    const isNew = !frame.settled && frame.strokes === 0;
    say("rate-now", isNew ? "" : rate);
    say("rates", isNew ? words.learning : [counted, banded].filter(Boolean).join(" · "));
  }

  showTimes(frame, line) {
    if (performance.now() - this.told < TOLD || this.times.length < 20) return;
    this.told = performance.now();
    const sorted = [...this.times].sort((a, b) => a - b);
    const high = Math.round(sorted[Math.floor(sorted.length * 0.95)]);
    const late = by("late");
    Object.assign(late.dataset, { high, lost: line.lost, got: line.got });
    const lost = line.lost ? ` ${this.words.lost.replace("%s", line.lost)}` : "";
    say("late", this.words.late.replace("%s", Math.round(frame.ms[1])).replace("%s", high) + lost);
  }
}
