// The line to a session's sensor: numbered frames, those that were missed sent again.
"use strict";

const AGAIN = 500; // ms before it is tried again, more each time
const LONGEST = 3000; // ms
const OVER = [4403, 4404]; // no stream is wanted, or this page may not hear it
const ASK = 2000; // ms between looks at the server's clock

const now = () => performance.timeOrigin + performance.now();

export class Line {
  constructor(address, { onFrame, onHello, onGone, onOver }) {
    Object.assign(this, { address, onFrame, onHello, onGone, onOver });
    Object.assign(this, { part: "", next: null, lost: 0, got: 0, tries: 0, best: Infinity, ahead: 0, heard: 0, closed: false });
    this.open();
  }

  open() {
    const asked = this.next === null ? "" : `?part=${encodeURIComponent(this.part)}&from=${this.next}`;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}${this.address}${asked}`);
    // One message holds all lines that waited.
    this.socket.onmessage = (event) => event.data.split("\n").forEach((line) => this.take(JSON.parse(line)));
    this.socket.onopen = () => {
      this.tries = 0;
      this.ask();
    };
    this.socket.onclose = (event) => this.ended(event);
  }

  close() {
    this.closed = true;
    clearTimeout(this.later);
    clearTimeout(this.asking);
    this.socket.close();
  }

  ended(event) {
    clearTimeout(this.asking);
    if (this.closed) return;
    if (OVER.includes(event.code)) return this.onOver("");
    this.later = setTimeout(() => this.open(), Math.min(AGAIN * 2 ** this.tries++, LONGEST));
  }

  // The server's clock: the answer that came back soonest says it best.
  ask() {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify({ ping: now() }));
    this.asking = setTimeout(() => this.ask(), ASK);
  }

  take(said) {
    this.heard = performance.now();
    if (said.pong !== undefined) return this.timed(said);
    if (said.gone) return this.onGone();
    if (said.over !== undefined) return this.onOver(said.over);
    if (said.hello) return this.greeted(said.hello);
    if (this.next !== null && said.n < this.next) return;
    if (this.next !== null) this.lost += said.n - this.next;
    this.next = said.n + 1;
    this.got += 1;
    this.onFrame(said);
  }

  greeted(hello) {
    if (hello.part !== this.part) this.next = null;
    this.part = hello.part;
    this.onHello(hello);
  }

  timed(said) {
    const there = now() - said.pong;
    if (there > this.best) return;
    this.best = there;
    this.ahead = said.now * 1000 - (said.pong + there / 2);
  }

  // How long ago something happened by the server's clock [ms].
  since(at) {
    return now() + this.ahead - at * 1000;
  }
}
