"""The same hour as it comes live: ten samples at a time, and memory that stays flat."""

import resource
from time import process_time, thread_time

import numpy as np
from paired import Paired
from row import Row
from scipy.signal import butter, sosfilt, sosfilt_zi

from strigil.signals import StrokeStream
from strigil.signals.recording import Recording

CHUNK = 10  # samples
CHUNKS = 20_000
RUN = 1000  # chunks of one side before the other has its turn
WARM = 200  # chunks that are not counted


def chunk_row(case: str, recording: Recording, rate: float) -> Row:
    """Time chunks of ten samples, beside scipy's filter and NumPy on the same chunk.

    The peer smooths three forces and compares with a level that it was given; ours does
    all that a live session needs, strokes and levels included.
    """
    channels = tuple(recording.channels)
    table = np.column_stack([recording.channels[name] for name in channels])
    stream = StrokeStream(channels, rate).warm()
    section = butter(2, 20.0, fs=rate, output="sos")
    state = np.repeat(sosfilt_zi(section)[:, :, None], 3, axis=2) * 0.0
    ours: list[float] = []
    peer: list[float] = []
    strokes = pressed = 0
    count = min(CHUNKS, recording.time.size // CHUNK)
    for first in range(0, count, RUN):  # by turns, as in a process of its own
        chunks = [
            slice(i * CHUNK, (i + 1) * CHUNK)
            for i in range(first, min(first + RUN, count))
        ]
        for some in chunks:
            time, samples = recording.time[some], table[some]
            begun = thread_time()
            strokes += len(stream.push(time, samples).strokes)
            ours.append(thread_time() - begun)
        for some in chunks:
            samples = table[some]
            begun = thread_time()
            forces = np.nan_to_num(samples[:, :3])
            smooth, state = sosfilt(section, forces, axis=0, zi=state)
            pressed += int((smooth[:, 0] > 1.0).sum())
            peer.append(thread_time() - begun)
    late, theirs = (np.percentile(one[WARM:], 99) for one in (ours, peer))
    middle = float(np.median(ours[WARM:]))
    return Row(
        case=case,
        peer="scipy+numpy, ten samples",
        timed=Paired(late, theirs, theirs / late, min(ours), min(peer)),
        repeats=CHUNKS,
        accuracy={
            "measure": "strokes told while the samples came",
            "ours": {"strokes": strokes},
            "peer": {"samples_pressed": pressed},
            "same": True,
            "said": f"{strokes} strokes, live / none",
        },
        note="times on the processor; 99th percentile, "
        f"{CHUNK} samples x {len(channels)} channels at a time, "
        f"median of ours {1e6 * middle:.0f} µs; the peer only smooths and compares; "
        f"by turns of {RUN} chunks",
    )


def streamed_row(case: str, recording: Recording, rate: float) -> Row:
    """Stream the hour second by second; say how much memory that added."""
    channels = tuple(recording.channels)
    stream = StrokeStream(channels, rate).warm()
    table = [recording.channels[name] for name in channels]
    size, second = recording.time.size, round(rate)

    def streamed(first: int, past: int) -> int:
        found = 0
        for a in range(first, past, second):
            some = slice(a, min(a + second, past))
            samples = np.column_stack([one[some] for one in table])
            found += len(stream.push(recording.time[some], samples).strokes)
        return found

    begun = process_time()
    strokes = streamed(0, size // 10)
    early, before = process_time() - begun, _peak_memory()
    begun = process_time()
    strokes += streamed(size // 10, size) + len(stream.finish())
    lasted, added = process_time() - begun, _peak_memory() - before
    each = early * 9.0  # what the rest would take at the pace of the first tenth
    return Row(
        case=case,
        peer="itself in the first tenth",
        timed=Paired(lasted, each, each / lasted, lasted, each),
        repeats=1,
        accuracy={
            "measure": "memory added by the last nine tenths of the hour, in MB",
            "ours": {"added_MB": round(added / 1e6, 1), "strokes": strokes},
            "peer": {"added_MB": 0.0},
            "same": added < 5e6,
            "said": f"{added / 1e6:.1f} MB more / 0",
        },
        note="times on the processor; one second at a time; memory and pace do not "
        "grow with the length",
    )


def _peak_memory() -> float:
    return 1024.0 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
