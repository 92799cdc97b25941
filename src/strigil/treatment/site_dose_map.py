"""The dose map of a recording: what each place of skin, and each layer, was given."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.intervals import Interval
from strigil.mechanics import BodyPatch
from strigil.treatment.site_kernels import LayerPoint
from strigil.treatment.strokes_on_patch import Placing

__all__ = ["LayerCourse", "LayerDose", "SiteDoseMap"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LayerDose:
    """What one layer was given where it was given most.

    Attributes
    ----------
    layer : LayerPoint
        The layer, and the depth that is told.
    highest_strain : Interval
        Highest compression at any moment [1].
    strain_time : Interval
        Compression summed over time [s].
    """

    layer: LayerPoint
    highest_strain: Interval
    strain_time: Interval


@dataclass(frozen=True, slots=True, eq=False)
class LayerCourse:
    """How compression runs through the layers below the middle of the edge.

    Attributes
    ----------
    depth : ndarray
        Depths [m].
    layer : ndarray of int
        Layer of each, counted from the skin [1].
    share : ndarray
        Compression over that at the depth that is told for the layer [1].
    """

    depth: Array
    layer: NDArray[np.intp]
    share: Array


@dataclass(frozen=True, slots=True, eq=False)
class SiteDoseMap:
    """Passes, impulse and compression over a patch of skin and the layers below.

    Attributes
    ----------
    site, edge : str
        Body site and treatment edge.
    angle : float
        Treatment angle [rad].
    placing : str
        ``measured`` where positions were recorded, else ``assumed``.
    patch : BodyPatch
        The patch: along the strokes' main direction and across it.
    strokes : int
        Strokes on the map.
    passes : ndarray
        How many strokes went over each cell, along x across [1].
    impulse : ndarray
        Pressure summed over time on each cell, along x across [Pa.s].
    most_impulse : Interval
        Its highest value [Pa.s].
    highest_strain : ndarray
        Highest compression, layers x along x across [1].
    strain_time : ndarray
        Compression summed over time, layers x along x across [s].
    target_work : ndarray
        Compression of the target squared and summed over time, along x across [s].
    over_share : float
        Mean compression of a place over the highest, weighted with itself, while the
        edge goes straight over it [1].
    layers : tuple of LayerDose
        Skin first: each layer where it was given most, with its interval.
    course : LayerCourse
        How compression runs within the layers.
    cannot_say : tuple of str
        What this map does not tell.
    warnings : tuple of str
        What makes it less sure.
    sources : tuple of str
        Keys in ``data/references.bib``.

    Notes
    -----
    An illustration by a model, not calibrated on people: no dose-response is known that
    maps strain to healing.
    """

    site: str
    edge: str
    angle: float
    placing: Placing
    patch: BodyPatch
    strokes: int
    passes: NDArray[np.int64]
    impulse: Array
    most_impulse: Interval
    highest_strain: Array
    strain_time: Array
    target_work: Array
    over_share: float
    layers: tuple[LayerDose, ...]
    course: LayerCourse
    cannot_say: tuple[str, ...]
    warnings: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def target(self) -> int:
        """Number of the layer that treatment means to reach."""
        return next(i for i, one in enumerate(self.layers) if one.layer.is_target)

    @property
    def field(self) -> tuple[slice, slice]:
        """Cells of the rectangle round all that was touched, along and across."""
        touched = self.passes > 0
        ends = [np.flatnonzero(touched.any(axis=axis)) for axis in (1, 0)]
        first, second = (slice(int(one[0]), int(one[-1]) + 1) for one in ends)
        return first, second

    @property
    def field_size(self) -> tuple[float, float]:
        """Length and width of that rectangle [m]."""
        along, across = self.field
        cell = self.patch.cell
        return (along.stop - along.start) * cell, (across.stop - across.start) * cell

    @property
    def untouched_share(self) -> float | None:
        """Share of that rectangle that no stroke went over [1]; None if assumed."""
        if self.placing == "assumed":
            return None
        return float(np.mean(self.passes[self.field] == 0))

    @property
    def light_share(self) -> float | None:
        """Share with less than half the middle number of passes [1]; None if assumed.

        Counted among what was touched; the middle is the median there.
        """
        if self.placing == "assumed":
            return None
        known = self.passes[self.passes > 0]
        return float(np.mean(known < 0.5 * np.median(known)))

    @property
    def middle_passes(self) -> float:
        """Median number of passes over what was touched [1]."""
        return float(np.median(self.passes[self.passes > 0]))

    @property
    def most_treated(self) -> tuple[float, float]:
        """Where the skin was given most: along the field and across it [m]."""
        at = np.unravel_index(int(np.argmax(self.impulse)), self.impulse.shape)
        along, across = self.field
        cell = self.patch.cell
        return (
            (int(at[0]) - along.start + 0.5) * cell,
            (int(at[1]) - across.start + 0.5) * cell,
        )

    @property
    def cut(self) -> int:
        """Row of cells along which the target was given most."""
        return int(np.argmax(self.strain_time[self.target].max(axis=0)))

    def section(self, values: Array) -> Array:
        """Return a measure along the cut at every depth of the course.

        Parameters
        ----------
        values : ndarray
            ``highest_strain`` [1] or ``strain_time`` [s].

        Returns
        -------
        ndarray
            Depths of the course x cells along, in the unit of the values.
        """
        course = self.course
        return np.asarray(values[course.layer, :, self.cut] * course.share[:, None])

    def as_json(self) -> Mapping[str, object]:
        """Return the map for machines, in SI: m, Pa.s, s; angle [rad].

        Fields over the skin are rows along, each with one entry across; of the layers
        below the target is given so, the others by their highest values.
        """
        target = self.target
        return {
            "site": self.site,
            "edge": self.edge,
            "angle": self.angle,
            "placing": self.placing,
            "along": self.patch.x.tolist(),
            "across": self.patch.y.tolist(),
            "strokes": self.strokes,
            "passes": self.passes.tolist(),
            "impulse": self.impulse.tolist(),
            "most_impulse": self.most_impulse.as_json(),
            "untouched_share": self.untouched_share,
            "light_share": self.light_share,
            "layers": [
                {
                    "name": one.layer.name,
                    "depth": one.layer.depth,
                    "thickness": one.layer.thickness,
                    "highest_strain": one.highest_strain.scaled(-1.0).as_json(),
                    "strain_time": one.strain_time.scaled(-1.0).as_json(),
                }
                for one in self.layers
            ],
            "target": {
                "structure": self.layers[target].layer.name,
                "depth": self.layers[target].layer.depth,
                "highest_strain": (-self.highest_strain[target]).tolist(),
                "strain_time": (-self.strain_time[target]).tolist(),
                "work": self.target_work.tolist(),
            },
            "calibrated": False,
            "cannot_say": list(self.cannot_say),
            "warnings": list(self.warnings),
            "sources": list(self.sources),
        }
