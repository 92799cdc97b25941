"""A busy clinic for ten minutes: live pages with sensors, and people reading records.

Behind ``make soak-live``; never part of the tests. It serves a clinic of its own with
its demo, opens live pages in Chromium, each with a simulated sensor of its own, and
lets people read pages meanwhile. It prints one line of JSON: from the sample to the
painted picture, what was lost, how fast pages came, how the memory grew.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from readers import Read, Reader
from sessions_to_treat import treated

PORT = 8765
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PASSWORD = "bronze olive daylight"  # noqa: S105  # shown on the log-in page
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LOOK = 5.0  # s between looks at what the pages measured: each keeps ten seconds


def main() -> None:
    """Run it and print what was measured."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--streams", type=int, default=3)
    asked.add_argument("--readers", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=600.0)
    given = asked.parse_args()
    # The streams write their files while the server that began them is gone already.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sessions = treated(Path(folder), given.streams)
        with served(Path(folder)) as (address, process):
            found = busy(address, process.pid, sessions, given)
    loads = {"load_before": LOAD, "load_after": round(os.getloadavg()[0], 2)}
    print(json.dumps({**vars(given), **loads, **found}))


def busy(
    address: str, pid: int, sessions: list[str], given: argparse.Namespace
) -> dict[str, Any]:
    """Open the pages, let people read, and return what was measured."""
    over = threading.Event()
    readers = [Reader(address, PASSWORD, seed=k) for k in range(given.readers)]
    read: list[Read] = []
    threads = [
        threading.Thread(target=one.read_until, args=(over, read)) for one in readers
    ]
    with pages(address, sessions) as live:
        memory = [memory_of(pid)]
        for thread in threads:
            thread.start()
        painted = watched(live, given.seconds)
        memory.append(memory_of(pid))
        over.set()
        for thread in threads:
            thread.join()
    return {
        "streams_painted": painted,
        "pages": pages_said(read),
        "memory_mb": {"begin": memory[0], "end": memory[1]},
    }


def watched(live: list[Any], seconds: float) -> list[dict[str, Any]]:
    """Look at what each page measured until it is over."""
    highs: list[list[float]] = [[] for _ in live]
    until = time.monotonic() + seconds
    first = [frames_of(page) for page in live]
    began = time.monotonic()
    while time.monotonic() < until:
        for page, kept in zip(live, highs, strict=True):
            page.wait_for_timeout(1e3 * LOOK / len(live))
            kept.append(float(page.get_attribute("#late", "data-high") or "nan"))
    lasted = time.monotonic() - began
    return [
        {
            "sample_to_picture_p95_ms": {
                "median": float(np.nanmedian(kept)),
                "worst_ten_seconds": float(np.nanmax(kept)),
            },
            "frames_a_second": round((frames_of(page) - before) / lasted, 1),
            "lost": int(page.get_attribute("#late", "data-lost") or -1),
            "said": page.inner_text("#late"),
        }
        for page, kept, before in zip(live, highs, first, strict=True)
    ]


def frames_of(page: Any) -> int:
    """Return how many frames a page got so far."""
    return int(page.get_attribute("#late", "data-got") or 0)


def pages_said(read: list[Read]) -> dict[str, Any]:
    """Return how long pages took [ms], and how many failed."""
    took = np.asarray([1e3 * one.took for one in read if one.status == 200])
    if not took.size:
        return {"read": 0, "failed": len(read)}
    parts = {"median": 0.5, "p95": 0.95, "p99": 0.99}
    slowest: dict[str, list[float]] = {}
    for one in read:
        slowest.setdefault(one.kind, []).append(1e3 * one.took)
    return {
        "read": int(took.size),
        "failed": len(read) - int(took.size),
        "ms": {name: round(float(np.quantile(took, q))) for name, q in parts.items()},
        "p95_ms_by_kind": {
            kind: round(float(np.quantile(each, 0.95)))
            for kind, each in sorted(slowest.items())
        },
    }


@contextmanager
def served(var: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Serve a clinic from a folder."""
    command = [sys.executable, "-m", "strigil", "serve", "--port", str(PORT)]
    with (var / "serve.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, env={**os.environ, "STRIGIL_VAR": str(var)}, stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{PORT}"
        try:
            Reader(address, PASSWORD, seed=0).wait()
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def pages(address: str, sessions: list[str]) -> Iterator[list[Any]]:
    """Open a live page with a simulated sensor for each session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        live = []
        for seed, session in enumerate(sessions):
            page = browser.new_context(base_url=address).new_page()
            page.goto("/log-in/")
            page.fill("input[name=username]", "ana")
            page.fill("input[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/patients/")
            page.goto(f"/sessions/{session}/")
            page.locator("#sensor > summary").click()
            page.select_option("#sensor-kind", "simulator")
            page.fill("#sensor-ceiling", "")
            page.locator("#sensor-begin").click()
            page.locator("#late", has_text="to screen").wait_for(timeout=120_000)
            live.append(page)
            print(f"stream {seed + 1} of {len(sessions)} runs", file=sys.stderr)
        yield live
        browser.close()


def memory_of(pid: int) -> float:
    """Return the memory of a process and all it began, shared parts shared out [MB]."""
    listed = subprocess.run(
        ["/usr/bin/env", "ps", "-e", "-o", "pid=,ppid="],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    parents = {
        int(a): int(b) for a, b in (line.split() for line in listed.splitlines())
    }
    own = {pid}
    while more := {child for child, parent in parents.items() if parent in own} - own:
        own |= more
    return round(sum(map(_share, own)) / 1024.0, 1)


def _share(pid: int) -> int:
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", said, re.MULTILINE)
    return int(found[1]) if found else 0


LOAD = round(os.getloadavg()[0], 2)

if __name__ == "__main__":
    main()
