// The finish page sends what the session's page could not send any more.
"use strict";

import { Queue } from "./session_queue.js";

const note = document.querySelector("[data-late]");
const queue = new Queue(note.dataset.late, note.dataset.eventUrl, () => {
  const waits = queue.waiting.length > 0;
  if (!waits && !note.classList.contains("hidden")) location.reload();
  note.classList.toggle("hidden", !waits);
});
if (queue.waiting.length) {
  note.classList.remove("hidden");
  queue.send();
}
