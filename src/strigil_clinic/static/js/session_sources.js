// Choosing where the force comes from: what answers is listed, or a name is typed.
"use strict";

import { say } from "./session_show.js";

const by = (id) => document.getElementById(id);
const LISTED = ["lsl", "serial"]; // kinds that can be looked for
const NAMED = [...LISTED, "bluetooth"];
const OTHER = "other";

export class Sources {
  constructor(told, post) {
    Object.assign(this, { told, post, found: null, looking: false });
    by("sensor-kind").addEventListener("change", () => this.show());
    by("sensor-found").addEventListener("change", () => this.show());
    by("sensor-look").addEventListener("click", () => this.look());
    by("sensor").addEventListener("toggle", () => this.show());
    this.show();
  }

  get kind() {
    return by("sensor-kind").value;
  }

  get given() {
    if (this.kind === "replay") return by("sensor-recording").value;
    if (!NAMED.includes(this.kind)) return "";
    return this.isTyped ? by("sensor-name").value : by("sensor-found").value;
  }

  get profile() {
    return NAMED.includes(this.kind) ? by("sensor-profile").value : "";
  }

  get isTyped() {
    return !LISTED.includes(this.kind) || !this.listed.length || by("sensor-found").value === OTHER;
  }

  get listed() {
    return this.found?.[this.kind] ?? [];
  }

  // Looked for once when it is wanted; again by the button.
  show() {
    const { kind } = this;
    if (by("sensor").open && NAMED.includes(kind) && !this.found && !this.looking) this.look();
    by("sensor-named-part").hidden = !NAMED.includes(kind);
    by("sensor-recording-part").hidden = kind !== "replay";
    by("sensor-listed-part").hidden = !LISTED.includes(kind) || this.looking;
    this.list();
    by("sensor-name-part").hidden = this.looking || !this.isTyped;
    const missing = this.found?.why_not?.[kind] ?? "";
    by("sensor-begin").disabled = missing !== "";
    say("sensor-looked", missing || this.said);
  }

  get said() {
    const { words } = this.told;
    if (!NAMED.includes(this.kind)) return "";
    if (this.looking) return words.looking;
    if (!this.found || !LISTED.includes(this.kind)) return "";
    return this.found.problem ?? (this.listed.length ? "" : words.nothing);
  }

  list() {
    const choice = by("sensor-found");
    const key = JSON.stringify(this.listed);
    if (choice.dataset.listed === key) return;
    choice.dataset.listed = key;
    const options = this.listed.map((one) => new Option(one.about ? `${one.name} (${one.about})` : one.name, one.given));
    choice.replaceChildren(...options, new Option(this.told.words.other, OTHER));
    choice.value = options[0]?.value ?? OTHER;
  }

  async look() {
    this.looking = true;
    this.show();
    this.found = await this.post(this.told.nearby, {});
    this.looking = false;
    this.show();
  }
}
