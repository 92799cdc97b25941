"""The hour of strokes as one lazy query of polars."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray
from strokes_levels import BRIDGED, OFF_SHARE, SHORTEST, TRACK_STEP, split_level

Array = NDArray[np.float64]
FORCES = ("force_normal", "force_x", "force_y")
# Two exponential averages in a row lose half the power at 20 Hz when each has this
# corner [Hz]; polars has no recursive filter of second order.
CORNER = 20.0 / np.sqrt(np.sqrt(2.0) - 1.0)


def analyse(time: Array, channels: Mapping[str, Array], rate: float) -> pl.DataFrame:
    """Return one row a stroke: when, how hard, how long a way, which direction."""
    alpha = 1.0 - np.exp(-2.0 * np.pi * CORNER / rate)
    clean = [pl.col(name).fill_nan(None).forward_fill() for name in channels]
    smooth = [
        pl.col(name)
        .ewm_mean(alpha=alpha, adjust=False)
        .ewm_mean(alpha=alpha, adjust=False)
        .alias(name + "_smooth")
        for name in FORCES
    ]
    table = (
        pl.DataFrame({"time": time, **channels})
        .lazy()
        .with_columns(clean)
        .with_columns(smooth)
        .collect()
    )
    force = table["force_normal_smooth"]
    rest = force.filter(force < split_level(force.to_numpy())).quantile(0.25)
    above = force - rest
    on = split_level(above.clip(0.0, None).sqrt().to_numpy()) ** 2
    slide = [pl.col(f"force_{axis}_smooth") for axis in "xy"]
    calm = table.filter(above < on).select(slide).median().row(0)
    squared = sum((one - low) ** 2 for one, low in zip(slide, calm, strict=True))
    return _strokes(table.with_columns(slide=squared.sqrt()), rest, on, rate)


def _strokes(table: pl.DataFrame, rest: float, on: float, rate: float) -> pl.DataFrame:
    above = pl.col("force_normal_smooth") - rest
    state = (
        pl.when(above >= on)
        .then(statement=True)
        .when(above < OFF_SHARE * on)
        .then(statement=False)
        .forward_fill()
        .fill_null(value=False)
    )
    table = table.with_columns(touching=state).with_columns(
        run=pl.col("touching").rle_id()
    )
    runs = (
        table.lazy()
        .filter("touching")
        .group_by("run", maintain_order=True)
        .agg(begin=pl.col("time").first(), last=pl.col("time").last())
        .with_columns(
            stroke=(pl.col("begin") - pl.col("last").shift() > BRIDGED)
            .fill_null(value=True)
            .cum_sum()
        )
        .with_columns(
            lasted=pl.col("last").max().over("stroke")
            - pl.col("begin").min().over("stroke")
        )
        .filter(pl.col("lasted") >= SHORTEST)
        .select("run", "stroke")
    )
    inside = table.lazy().join(runs, on="run", maintain_order="left")
    strokes = inside.group_by("stroke", maintain_order=True).agg(
        start=pl.col("time").first(),
        end=pl.col("time").last() + 1.0 / rate,
        peak_force=pl.col("force_normal_smooth").max() - rest,
        mean_force=pl.col("force_normal").mean() - rest,
        shear_x=pl.col("force_x_smooth").mean(),
        shear_y=pl.col("force_y_smooth").mean(),
        peak_shear=pl.col("slide").max(),
        mean_shear=pl.col("slide").mean(),
    )
    return (
        strokes.with_columns(
            impulse=pl.col("mean_force") * (pl.col("end") - pl.col("start")),
            rate=1.0 / pl.col("start").diff(),
        )
        .join(_way(inside), on="stroke", maintain_order="left")
        .with_columns(speed=pl.col("length") / (pl.col("end") - pl.col("start")))
        .collect()
    )


def _way(inside: pl.LazyFrame) -> pl.LazyFrame:
    """Length and direction of the way, on positions averaged over 20 ms."""
    axes = [pl.col(f"position_{axis}") for axis in "xyz"]
    places = inside.group_by(
        "stroke", (pl.col("time") // TRACK_STEP).alias("step"), maintain_order=True
    ).agg(*(axis.mean() for axis in axes), pl.col("slide").mean())
    squared = sum(axis.diff() ** 2 for axis in axes)
    x, y = axes[0], axes[1]
    return places.group_by("stroke", maintain_order=True).agg(
        length=squared.sqrt().sum(),
        work=(squared.sqrt() * pl.col("slide")).sum(),
        peak_speed=squared.sqrt().max() / TRACK_STEP,
        direction=pl.arctan2(y.last() - y.first(), x.last() - x.first()),
    )
