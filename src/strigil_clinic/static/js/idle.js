// Before an idle page goes to the lock it asks; "Stay" keeps the session.
"use strict";

(() => {
  const { idleSeconds, lockedUrl, stayUrl } = document.body.dataset;
  if (!idleSeconds) return;
  const idle = idleSeconds * 1000;
  const warn = Math.min(60000, idle / 2); // how long before the lock it asks [ms]
  const tell = Math.min(30000, idle / 4); // how often the server hears of activity [ms]
  const locks = !document.querySelector("[data-never-locks]");
  const dialog = document.getElementById("idle");
  const left = dialog.querySelector("[data-left]");
  const others = new BroadcastChannel("strigil-idle"); // the other tabs of this browser
  let last = Date.now();
  let told = last;

  const lock = () => {
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`${lockedUrl}?next=${here}`);
  };

  const tellServer = async () => {
    told = Date.now();
    try {
      const answer = await fetch(stayUrl, {
        method: "POST",
        headers: { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" },
      });
      if (answer.status !== 204 && locks) lock();
    } catch {
      told = 0; // no connection: say it again soon
    }
  };

  const active = () => {
    if (dialog.open) return; // now only the answer counts
    last = Date.now();
  };
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(kind, active, { passive: true });
  }
  others.addEventListener("message", (event) => (last = Math.max(last, event.data)));

  const stay = () => {
    last = Date.now();
    dialog.close();
    others.postMessage(last);
    tellServer();
  };
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape means that somebody is there
    stay();
  });

  setInterval(() => {
    const now = Date.now();
    const rest = idle - (now - last);
    if (last > told && now - told > tell) {
      others.postMessage(last);
      tellServer();
    }
    if (!locks) return;
    if (rest <= 0) lock();
    else if (rest > warn) dialog.open && dialog.close();
    else {
      if (!dialog.open) dialog.showModal();
      left.textContent = Math.ceil(rest / 1000);
    }
  }, 1000);
})();
