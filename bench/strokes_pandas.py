"""The hour of strokes with pandas and scipy, as one would write it by hand.

The same work by the same definitions as ours: missing and clipped samples, a causal
low pass, rest that is followed, levels from the recording, bridges and taps, splitting
where the edge turns, every measure of the table and its flags. Written for speed: whole
columns, `groupby` only over samples of strokes, a loop only over contacts that turn.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt, sosfilt_zi
from strokes_levels import (
    BRIDGED,
    BURST_GAP,
    CLIPPED_RUN,
    FORCES,
    PLACES,
    SHORTEST,
    TRACK_STEP,
    TURN,
)
from strokes_rest import Rest, rest_of

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]
Numbers = NDArray[np.int64]


def analyse(
    time: Array, channels: Mapping[str, Array], rate: float, split: str = "way"
) -> pd.DataFrame:
    """Return one row a stroke: when, how hard, how far, which way, what was amiss.

    Missing samples repeat the last one in every channel (``ffill``, far faster than
    ``interpolate``). Strokes are split where the way turns or, without positions,
    where the shear does.
    """
    raw = pd.DataFrame(dict(channels), copy=False)
    missing = raw["force_normal"].isna().to_numpy()
    clipped = _clipped(raw["force_normal"])
    table = raw.ffill().bfill()
    smooth = _smoothed(table, rate)
    rest = rest_of(smooth, missing, rate)
    normal = smooth[0] - rest.at_samples[0]
    samples = pd.DataFrame(
        {
            "time": time,
            "smooth": normal,
            "force": table["force_normal"].to_numpy() - rest.at_samples[0],
            "shear_x": smooth[1] - rest.at_samples[1],
            "shear_y": smooth[2] - rest.at_samples[2],
            "missing": missing,
            "clipped": clipped,
        },
        copy=False,
    )
    samples["slide"] = np.hypot(samples["shear_x"], samples["shear_y"])
    number = _numbered(time, _touching(normal, rest) & ~missing)
    track = _track(table, samples, number, rate) if split == "way" else None
    if track is not None:
        number = _split_by_way(number, track, rate)
        track["stroke"] = number[track["last"]]
    else:
        number = _split_by_shear(samples, number, rate)
    return _measured(samples[number >= 0], number[number >= 0], track, rest, 1.0 / rate)


def _clipped(force: pd.Series) -> Marks:
    """Mark runs of equal samples at the sensor's end."""
    same = (force.diff() != 0.0).cumsum()
    size = force.abs()
    at_end = size >= 0.99 * size.max()
    if not at_end.any():
        return np.zeros(len(force), dtype=np.bool_)
    runs = same[at_end]
    long = runs.groupby(runs).transform("size") >= CLIPPED_RUN
    marks = np.zeros(len(force), dtype=np.bool_)
    marks[runs.index[long]] = True
    return marks


def _smoothed(table: pd.DataFrame, rate: float) -> list[Array]:
    sections = butter(2, 20.0, fs=rate, output="sos")
    settled = sosfilt_zi(sections)
    columns = [table[name].to_numpy() for name in FORCES]
    return [sosfilt(sections, one, zi=settled * one[0])[0] for one in columns]


def _touching(normal: Array, rest: Rest) -> Marks:
    """Contact starts at one level and ends below the other."""
    state = np.full(normal.size, np.nan)
    state[normal >= rest.on] = 1.0
    state[normal < rest.off] = 0.0
    return pd.Series(state, copy=False).ffill().fillna(0.0).to_numpy() > 0.5


def _numbered(time: Array, touching: Marks) -> Numbers:
    """Give each sample its contact, -1 outside; bridge losses, leave taps out."""
    edges = np.diff(np.concatenate([[0], touching.astype(np.int8), [0]]))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    apart = time[begins[1:]] - time[ends[:-1] - 1] > BRIDGED
    begins = begins[np.concatenate([[True], apart])]
    ends = ends[np.concatenate([apart, [True]])]
    long = time[ends - 1] - time[begins] >= SHORTEST
    return _filled(time.size, begins[long], ends[long])


def _filled(size: int, begins: Numbers, ends: Numbers) -> Numbers:
    number = np.full(size, -1, dtype=np.int64)
    for stroke, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        number[begin:end] = stroke
    return number


def _track(
    table: pd.DataFrame, samples: pd.DataFrame, number: Numbers, rate: float
) -> pd.DataFrame:
    """Positions averaged over 20 ms, in contact."""
    size = round(TRACK_STEP * rate)
    count = len(table) // size
    whole = slice(0, count * size)
    columns = [*(table[name] for name in PLACES), samples["slide"]]
    means = [one.to_numpy()[whole].reshape(count, size).mean(axis=1) for one in columns]
    track = pd.DataFrame(dict(zip([*PLACES, "slide"], means, strict=True)), copy=False)
    track["last"] = np.arange(1, count + 1) * size - 1
    track["stroke"] = number[track["last"]]
    return track[track["stroke"] >= 0].reset_index(drop=True)


def _split_by_way(number: Numbers, track: pd.DataFrame, rate: float) -> Numbers:
    """Split contacts where the edge was furthest, if it then comes back by 8 mm."""
    first = track.groupby("stroke")[PLACES].transform("first")
    far = np.sqrt(((track[PLACES] - first) ** 2).sum(axis=1))
    back = far.groupby(track["stroke"]).cummax() - far
    cuts: list[int] = []
    for contact in track["stroke"][back >= TURN].unique():
        some = track[track["stroke"] == contact]
        cuts += _turns(some[PLACES].to_numpy(), some["last"].to_numpy(), rate)
    return _cut_at(number, np.array(cuts, dtype=np.int64))


def _turns(places: Array, last: Numbers, rate: float) -> list[int]:
    found, anchor, furthest, most = [], places[0], 0, 0.0
    fewest, begun = round(SHORTEST * rate), int(last[0])
    for i, place in enumerate(places):
        far = float(np.linalg.norm(place - anchor))
        if far >= most:
            furthest, most = i, far
        elif most - far >= TURN and last[i] - last[furthest] >= fewest:
            if last[furthest] - begun >= fewest:
                found.append(int(last[furthest]) + 1)
                begun = int(last[furthest])
            anchor, furthest = places[furthest], i
            most = float(np.linalg.norm(place - anchor))
    return found


def _split_by_shear(samples: pd.DataFrame, number: Numbers, rate: float) -> Numbers:
    """Split contacts where friction changes its side by enough."""
    inside = number >= 0
    some = samples.loc[inside, ["shear_x", "shear_y", "slide", "smooth"]]
    grouped = some.groupby(number[inside])
    means = grouped.transform("mean")
    size = np.hypot(means["shear_x"], means["shear_y"])
    along = some["shear_x"] * means["shear_x"] + some["shear_y"] * means["shear_y"]
    along = along / size
    enough = np.maximum(0.3 * means["slide"], 0.05 * means["smooth"])
    side = pd.Series(np.nan, index=some.index)
    side[along > enough] = 1.0
    side[along < -enough] = -1.0
    side = side.groupby(number[inside]).ffill()
    turned = (side.groupby(number[inside]).diff().abs() == 2.0).to_numpy()
    return _cut_at(number, np.flatnonzero(inside)[turned])


def _cut_at(number: Numbers, cuts: Numbers) -> Numbers:
    if not cuts.size:
        return number
    added = np.zeros(number.size, dtype=np.int64)
    added[cuts] = 1
    return np.where(number >= 0, number + np.cumsum(added), -1)


def _measured(
    samples: pd.DataFrame,
    strokes: Numbers,
    track: pd.DataFrame | None,
    rest: Rest,
    step: float,
) -> pd.DataFrame:
    grouped = samples.groupby(strokes)
    found = grouped.agg(
        start=("time", "first"),
        last=("time", "last"),
        peak_force=("smooth", "max"),
        shear_x=("shear_x", "mean"),
        shear_y=("shear_y", "mean"),
        peak_shear=("slide", "max"),
        mean_shear=("slide", "mean"),
        samples_missing=("missing", "any"),
        saturated=("clipped", "any"),
    )
    found["end"] = found["last"] + step
    lasted = found["end"] - found["start"]
    known = samples["force"].where(~samples["missing"]).interpolate()
    time, force = samples["time"].to_numpy(), known.to_numpy()
    slices = np.empty(force.size)  # the trapezoids, each from the sample before
    slices[1:] = 0.5 * (force[1:] + force[:-1]) * np.diff(time)
    first = np.flatnonzero(np.diff(strokes, prepend=-1))
    slices[first] = 0.5 * force[first] * step
    found["impulse"] = np.add.reduceat(slices, first)
    found["mean_force"] = found["impulse"] / lasted
    since = found["start"].diff()
    found["rate"] = (1.0 / since).where(since <= BURST_GAP)
    pause = found["start"] - found["end"].shift()
    found["burst"] = (pause > BURST_GAP).cumsum() + 1
    found["turned"] = pause <= 1.5 * step
    found["force_sd"] = rest.noise
    if track is None:
        found["direction"] = np.arctan2(-found["shear_y"], -found["shear_x"])
        return found
    found = found.join(_way(track))
    found["speed"] = found["length"] / lasted
    return found


def _way(track: pd.DataFrame) -> pd.DataFrame:
    """Length, direction and work of the way."""
    grouped = track.groupby("stroke")
    steps = np.sqrt((grouped[PLACES].diff() ** 2).sum(axis=1))
    work = steps * track["slide"]
    shift = grouped[PLACES].last() - grouped[PLACES].first()
    return pd.DataFrame(
        {
            "length": steps.groupby(track["stroke"]).sum(),
            "work": work.groupby(track["stroke"]).sum(),
            "peak_speed": steps.groupby(track["stroke"]).max() / TRACK_STEP,
            "direction": np.arctan2(shift["position_y"], shift["position_x"]),
        }
    )
