// Choosing a sensor for a session, and what its stream says while it runs.
"use strict";

import { Gauge } from "./session_gauge.js";
import { Line } from "./session_line.js";
import { say } from "./session_show.js";
import * as sound from "./session_sound.js";
import { Sources } from "./session_sources.js";

const by = (id) => document.getElementById(id);
const OF_THE_PATIENT = ["lsl", "serial", "bluetooth"];

export class Sensor {
  constructor(page, { onLift, onStrokes }) {
    Object.assign(this, { page, told: page.data.stream, onLift, onStrokes, order: null, before: 0, seen: new Set(), line: null, gauge: null });
    by("sensor").hidden = false;
    by("no-sensor").hidden = true;
    by("sensor-begin").addEventListener("click", () => this.begin());
    by("sensor-end").addEventListener("click", () => this.end());
    by("sensor-set").addEventListener("click", () => this.setCeiling());
    this.sources = new Sources(this.told, (url, given) => this.post(url, given));
    if (this.told.kind) by("sensor-ceiling").value = this.told.ceiling ?? "";
    if (this.told.kind) this.listen(this.told.kind, this.told.source);
  }

  async begin() {
    const { kind, given, profile } = this.sources;
    this.says(this.told.words.connecting);
    by("sensor-begin").disabled = true;
    const answer = await this.post(this.told.begin, { source: kind, given, profile, ceiling: by("sensor-ceiling").value });
    this.sources.show();
    this.says(answer.problem ?? "");
    if (answer.problem) return;
    this.told.ceiling = answer.ceiling;
    by("sensor").open = false;
    this.listen(answer.kind, answer.source);
  }

  // The force to lift at, while the sensor runs.
  async setCeiling() {
    const { words } = this.told;
    const answer = await this.post(this.told.ceiling_url, { ceiling: by("sensor-ceiling").value });
    this.says(answer.problem ?? "");
    if (answer.problem) return;
    this.told.ceiling = answer.ceiling;
    if (this.gauge) this.gauge.ceiling = answer.ceiling;
    by("sensor").open = false;
    say("say-now", answer.ceiling === null ? words.lifts_never : words.lifts_above.replace("%s", answer.ceiling));
  }

  async end() {
    await this.post(this.told.end, {});
    this.stop("");
    by("sensor").open = false;
  }

  // What is said in the card, and whether there is a way back to no sensor.
  says(text) {
    say("sensor-problem", text);
  }

  async post(url, given) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams(given), headers: { "X-CSRFToken": token }, redirect: "manual" });
      return (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : { problem: this.page.data.words.away };
    } catch {
      return { problem: this.page.data.words.away };
    }
  }

  listen(kind, source) {
    this.stop("");
    this.kind = kind;
    this.gauge = new Gauge(this.told.words, this.told.ceiling);
    this.showSource(source);
    this.line = new Line(this.told.line, {
      onFrame: (frame) => this.take(frame),
      onHello: (hello) => this.showSource(hello.source),
      onGone: () => say("say", this.told.words.gone),
      onOver: (why) => this.stop(why),
    });
  }

  stop(why) {
    this.line?.close();
    this.gauge?.remove();
    Object.assign(this, { line: null, gauge: null, kind: "" });
    this.showSource("");
    if (why) say("say-now", `${this.told.words.over} ${why}`);
  }

  showSource(source) {
    const { words } = this.told;
    const aside = { simulator: words.simulated, replay: words.replayed }[this.kind];
    say("sensor-said", aside ?? (source || words.none));
    by("sensor-said").classList.toggle("warn", this.kind === "simulator" || this.kind === "replay");
    by("sensor-end").hidden = by("sensor-set").hidden = !this.line && !source;
  }

  // Strokes of the step, added to those counted by hand before; of a real sensor only.
  count(frame, step) {
    const order = step?.order ?? null;
    if (order !== this.order) {
      this.order = order;
      this.before = (this.page.strokes[order] ?? 0) - frame.strokes;
    }
    const strokes = this.before + frame.strokes;
    if (order !== null && strokes > (this.page.strokes[order] ?? 0)) this.onStrokes(order, strokes);
  }

  take(frame) {
    const step = this.page.data.steps.find((one) => one.order === this.page.now.running);
    this.gauge.take(frame, this.line, step?.band ?? null);
    if (OF_THE_PATIENT.includes(this.kind)) this.count(frame, step);
    if (frame.alarm && frame.alarm !== this.alarm) sound.timeIsUp();
    this.alarm = frame.alarm;
    if (!frame.lift || this.seen.has(frame.lift.id)) return;
    this.seen.add(frame.lift.id);
    this.onLift(frame.lift);
  }
}
