// Events on their way: sent at once, kept in this browser until the server has them.
"use strict";

const RETRY = 3000; // ms
const LATEST = 8; // events
const LONGEST = 10000; // ms; a server that does not answer is away

export class Queue {
  constructor(session, url, onChange) {
    Object.assign(this, { key: `strigil-events-${session}`, url, onChange, busy: false, problem: "" });
    addEventListener("online", () => this.send());
  }

  // What waits is held in memory too: a browser that keeps nothing still sends.
  get waiting() {
    if (this.held) return this.held;
    try {
      this.held = JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      this.held = [];
    }
    return this.held;
  }

  keep(events) {
    this.held = events;
    try {
      if (events.length) localStorage.setItem(this.key, JSON.stringify(events));
      else localStorage.removeItem(this.key);
    } catch {
      // no room: they stay in memory while the page is open
    }
  }

  add(...events) {
    this.keep([...this.waiting, ...events]);
    this.send();
  }

  drop(id) {
    this.keep(this.waiting.filter((event) => event.client_id !== id));
  }

  // The latest that the server took: a page that it drew a moment before lacks them.
  get sent() {
    try {
      return JSON.parse(localStorage.getItem(`${this.key}-sent`) ?? "[]");
    } catch {
      return [];
    }
  }

  took(event) {
    try {
      localStorage.setItem(`${this.key}-sent`, JSON.stringify([...this.sent, event].slice(-LATEST)));
    } catch {
      // the next page has them from the server
    }
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.later);
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) await this.sendOne(next);
      this.problem = "";
    } catch (error) {
      this.problem = error.message;
      this.later = setTimeout(() => this.send(), RETRY);
    }
    this.busy = false;
    this.onChange();
  }

  async sendOne(event) {
    let answer = await this.post(event);
    if (answer.status === 403 && (await freshToken())) answer = await this.post(event);
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("login");
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.status >= 500 || !isJson) throw new Error("server");
    const said = await answer.json();
    if (answer.ok) this.took(event);
    this.drop(event.client_id);
    this.onChange(answer.ok ? said.events : [], answer.ok ? "" : said.problem, event);
  }

  post(event) {
    return fetch(this.url, {
      method: "POST",
      body: JSON.stringify(event),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token().value },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST),
    });
  }

  // Whether the server is there: asked before a page is left for the next.
  async reached() {
    try {
      const answer = await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout(LONGEST) });
      if (answer.status >= 500) throw new Error("server");
      this.problem = "";
    } catch (error) {
      this.problem = error.message;
    }
    this.onChange();
    return this.problem === "";
  }
}

const token = (page = document) => page.querySelector("[name=csrfmiddlewaretoken]");

// Who logs in again in another window gets a new token; this page fetches it.
async function freshToken() {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(LONGEST) });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!token(page)) return false;
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token(page).value));
  return true;
}

// A random id that also works where the browser offers no crypto.randomUUID.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((id, at) => `${id.slice(0, at)}-${id.slice(at)}`, hex);
}
