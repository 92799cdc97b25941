"""The hour of strokes with pandas and scipy, as one would write it by hand."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt, sosfilt_zi
from strokes_levels import BRIDGED, OFF_SHARE, SHORTEST, TRACK_STEP, split_level

Array = NDArray[np.float64]


def analyse(time: Array, channels: Mapping[str, Array], rate: float) -> pd.DataFrame:
    """Return one row a stroke: when, how hard, how long a way, which direction.

    Missing samples repeat the last one in every channel (``ffill``, far faster than
    ``interpolate``); the forces pass the same causal filter as ours.
    """
    table = pd.DataFrame(dict(channels), copy=False).ffill().bfill()
    sections = butter(2, 20.0, fs=rate, output="sos")
    settled = sosfilt_zi(sections)
    for name in ("force_normal", "force_x", "force_y"):
        values = table[name].to_numpy()
        table[name + "_smooth"], _ = sosfilt(sections, values, zi=settled * values[0])
    smooth = table["force_normal_smooth"]
    rest = smooth[smooth < split_level(smooth.to_numpy())].quantile(0.25)
    smooth = smooth - rest
    on = split_level(np.sqrt(smooth.clip(lower=0.0).to_numpy())) ** 2
    state = pd.Series(np.nan, index=table.index)
    state[smooth >= on] = 1.0
    state[smooth < OFF_SHARE * on] = 0.0
    touching = state.ffill().fillna(0.0).to_numpy() > 0.5
    number = _numbered(time, touching)
    inside = number >= 0
    strokes = number[inside]
    force = table["force_normal"].to_numpy()[inside] - rest
    calm = table.loc[~inside, ["force_x_smooth", "force_y_smooth"]].median()
    table["slide"] = np.hypot(
        table["force_x_smooth"] - calm.iloc[0], table["force_y_smooth"] - calm.iloc[1]
    )
    samples = pd.DataFrame(
        {
            "time": time[inside],
            "smooth": smooth.to_numpy()[inside],
            "force": force,
            "shear_x": table["force_x_smooth"].to_numpy()[inside],
            "shear_y": table["force_y_smooth"].to_numpy()[inside],
            "slide": table["slide"].to_numpy()[inside],
        }
    )
    found = samples.groupby(strokes).agg(
        start=("time", "first"),
        last=("time", "last"),
        peak_force=("smooth", "max"),
        mean_force=("force", "mean"),
        shear_x=("shear_x", "mean"),
        shear_y=("shear_y", "mean"),
        peak_shear=("slide", "max"),
        mean_shear=("slide", "mean"),
    )
    found["end"] = found["last"] + 1.0 / rate
    found["impulse"] = found["mean_force"] * (found["end"] - found["start"])
    found["rate"] = 1.0 / found["start"].diff()
    found = found.join(_way(table, number, rate))
    found["speed"] = found["length"] / (found["end"] - found["start"])
    return found


def _numbered(time: Array, touching: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give each sample its stroke, -1 outside; bridge losses, leave taps out."""
    edges = np.diff(np.concatenate([[0], touching.astype(np.int8), [0]]))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    apart = time[begins[1:]] - time[ends[:-1] - 1] > BRIDGED
    begins = begins[np.concatenate([[True], apart])]
    ends = ends[np.concatenate([apart, [True]])]
    long = time[ends - 1] - time[begins] >= SHORTEST
    number = np.full(time.size, -1, dtype=np.int64)
    for stroke, (begin, end) in enumerate(zip(begins[long], ends[long], strict=True)):
        number[begin:end] = stroke
    return number


def _way(table: pd.DataFrame, number: NDArray[np.int64], rate: float) -> pd.DataFrame:
    """Length and direction of the way, on positions averaged over 20 ms."""
    size = round(TRACK_STEP * rate)
    columns = ["position_x", "position_y", "position_z", "slide"]
    place = table[columns].groupby(np.arange(len(table)) // size).mean()
    stroke = number[::size]
    place, stroke = place[stroke >= 0], stroke[stroke >= 0]
    grouped = place.groupby(stroke)
    steps = np.sqrt((grouped[columns[:3]].diff() ** 2).sum(axis=1))
    length = steps.groupby(stroke).sum()
    work = (steps * place["slide"]).groupby(stroke).sum()
    peak_speed = steps.groupby(stroke).max() / TRACK_STEP
    shift = grouped.last() - grouped.first()
    direction = np.arctan2(shift["position_y"], shift["position_x"])
    return pd.DataFrame(
        {
            "length": length,
            "work": work,
            "peak_speed": peak_speed,
            "direction": direction,
        }
    )
