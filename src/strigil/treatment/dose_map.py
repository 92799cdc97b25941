"""From a recording to its dose map: strokes on a patch, kernels of the edge, sums."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import (
    BodySite,
    Instrument,
    Sourced,
    edge_among,
    one_of,
    sourced_table,
)
from strigil.intervals import Interval
from strigil.mechanics import (
    BodyPatch,
    EdgeContact,
    KernelBank,
    StrokeSamples,
    additive_dose_map,
    bank_spectrum,
    peak_dose_map,
)
from strigil.treatment.dose_steps import exactly, times
from strigil.treatment.site_dose_map import LayerCourse, LayerDose, SiteDoseMap
from strigil.treatment.site_kernels import (
    LayerPoint,
    SiteKernels,
    compression_in_layers,
    site_kernels,
)
from strigil.treatment.squared_strain import over_share, squared_bank
from strigil.treatment.strokes_on_patch import PlacedStrokes, strokes_on_patch

if TYPE_CHECKING:  # a map needs no reader of recordings
    from strigil.signals import Recording, RecordingAnalysis

__all__ = ["dose_map_of_recording"]

Array = NDArray[np.float64]

# Samples lighter than this share of all count in proportion to force: no kernel of
# their own is made for them.
_LIGHT = 0.25
# Points so close, in cells, that a swept field has no hole between them.
_NO_HOLE = 0.7
_CANNOT_SAY = (
    "Whether it heals: the map is an illustration by a model, not calibrated on "
    "people; no dose-response is known.",
    "Shear, limb curve, and how the tissue changed while it was treated: the patch is "
    "flat, the layers are even, and each stroke meets them at rest.",
    "How the edge lay: it is taken to lie across its stroke.",
)


def dose_map_of_recording(  # noqa: PLR0913  # the whole question, keyword by keyword
    recording: "Recording",
    analysis: "RecordingAnalysis",
    edge: str,
    site: str,
    *,
    angle: float | None = None,
    diseased: bool = False,
    own: Sequence[Instrument] = (),
    assumed_length: float | None = None,
) -> SiteDoseMap:
    """Lay the strokes of a recording on the skin and on the layers below.

    Parameters
    ----------
    recording : Recording
        With position channels where there are any; without, places are assumed and
        the map says so.
    analysis : RecordingAnalysis
        What :func:`strigil.signals.analyse_recording` found in it.
    edge, site : str
        Ids; the edge of the catalogue or of ``own``.
    angle : float, optional
        Treatment angle [rad]; else the median of the strokes', else that of the
        reference session.
    diseased : bool
        Take the site's diseased tissues.
    own : sequence of Instrument
        Instruments that the catalogue lacks.
    assumed_length : float, optional
        Length of a stroke where no position was recorded [m].

    Returns
    -------
    SiteDoseMap
        Passes and impulse on the skin, highest and summed compression in each layer.

    Raises
    ------
    InvalidValueError
        Without a force or a stroke.
    UnknownNameError
        On an edge or site that does not exist.

    Notes
    -----
    Sums are :func:`strigil.mechanics.additive_dose_map`, highest values
    :func:`strigil.mechanics.peak_dose_map`, on kernels that hold the finite-strain
    correction. Intervals hold the spread of thickness and stiffness, of the force and
    of the time; they move a layer of the map up or down as a whole.

    References
    ----------
    StrigilReference

    Examples
    --------
    >>> from strigil.signals import analyse_recording, simulate_recording
    >>> made = simulate_recording(strokes=6, seed=1, difficulty=0.1).recording
    >>> found = dose_map_of_recording(
    ...     made, analyse_recording(made), "scanner.convex", "calf"
    ... )
    >>> found.placing, int(found.passes.max())
    ('measured', 6)
    """
    used = edge_among(edge, own)
    one_of(BodySite, site)
    placed = strokes_on_patch(recording, analysis, assumed_length=assumed_length)
    known = [s.angle for s in analysis.strokes if s.angle is not None]
    if angle is None:
        angle = float(np.median(known)) if known else _rule("reference_angle").value
    samples = placed.samples
    pressed = samples.force[samples.force > 0.0]
    kernels = site_kernels(
        used,
        site,
        angle=angle,
        diseased=diseased,
        force=(float(np.quantile(pressed, _LIGHT)), float(pressed.max())),
        cell=_cell(samples),
    )
    patch = _patch(samples, kernels)
    # Half the directions do for sums at depth, which err less than highest values.
    coarse = replace(kernels.below, values=kernels.below.values[::2])
    summed = _sum(samples, coarse, patch)
    impulse = _sum(samples, kernels.on_skin, patch)[0]
    highest = peak_dose_map(samples, kernels.below, patch).values
    mean = float(np.average(pressed))
    target = next(i for i, one in enumerate(kernels.layers) if one.is_target)
    passes = _passes(placed.strokes, kernels.contact_near(mean), patch)
    return SiteDoseMap(
        site=site,
        edge=edge,
        angle=angle,
        placing=placed.placing,
        patch=patch,
        strokes=len(placed.strokes),
        passes=passes,
        impulse=impulse,
        most_impulse=_error("force_error", "contact_time_error").scaled(
            float(impulse.max())
        ),
        highest_strain=highest,
        strain_time=summed,
        target_work=_sum(samples, squared_bank(coarse, target), patch)[0],
        over_share=over_share(kernels, mean=mean),
        layers=_layer_doses(kernels, highest, summed, mean=mean),
        course=_course(kernels.contact_near(mean), kernels.layers),
        cannot_say=(*placed.cannot_say, *_CANNOT_SAY),
        warnings=_warnings(placed, kernels),
        sources=tuple(dict.fromkeys(s for c in kernels.contacts for s in c.sources)),
    )


def _sum(samples: StrokeSamples, bank: KernelBank, patch: BodyPatch) -> Array:
    """Add up over samples: layers x along x across."""
    spectrum = bank_spectrum(bank, patch.cells, single=True)
    return np.maximum(additive_dose_map(samples, spectrum, patch).values, 0.0)


def _cell(samples: StrokeSamples) -> float:
    """Return the side of a cell, doubled until the strokes fit into the cells [m]."""
    cell, most = _number("cell"), _number("most_cells")
    long = max(float(np.ptp(samples.x)), float(np.ptp(samples.y)))
    return float(cell * 2.0 ** max(np.ceil(np.log2(max(long / (cell * most), 1.0))), 0))


def _patch(samples: StrokeSamples, kernels: SiteKernels) -> BodyPatch:
    """Return a patch that holds all that the strokes reach."""
    cell = kernels.below.cell
    reach = kernels.below.footprint[0] // 2 + 1
    first = [np.floor(v.min() / cell) - reach for v in (samples.x, samples.y)]
    last = [np.ceil(v.max() / cell) + reach for v in (samples.x, samples.y)]
    cells = tuple(int(b - a) for a, b in zip(first, last, strict=True))
    corner = (float(first[0] * cell), float(first[1] * cell))
    return BodyPatch((cells[0], cells[1]), cell, corner)


def _passes(
    strokes: Sequence[StrokeSamples], contact: EdgeContact, patch: BodyPatch
) -> NDArray[np.int64]:
    """Count for each cell the strokes whose contact went over its middle."""
    length, width = contact.contact_length.value, 2.0 * contact.half_width.value
    step = _NO_HOLE * patch.cell
    along = np.arange(-0.5 * length, 0.5 * length + 0.5 * step, step)
    across = np.arange(-0.5 * width, 0.5 * width + 0.5 * step, step)
    found = np.zeros(patch.cells, dtype=np.int64)
    for stroke in strokes:
        x, y, direction = _way(stroke, step)
        cos, sin = np.cos(direction)[:, None], np.sin(direction)[:, None]
        over = np.zeros(patch.cells, dtype=bool)
        for before in across:
            u, v = patch.in_cells(
                x[:, None] + before * cos - along * sin,
                y[:, None] + before * sin + along * cos,
            )
            over[np.rint(u).astype(np.intp), np.rint(v).astype(np.intp)] = True
        found += over
    return found


def _way(stroke: StrokeSamples, step: float) -> tuple[Array, Array, Array]:
    """Return a stroke's places [m] and directions [rad], at most a step [m] apart."""
    gone = np.cumsum(np.hypot(np.diff(stroke.x), np.diff(stroke.y)))
    gone = np.insert(gone, 0, 0.0)
    at = np.linspace(0.0, gone[-1], int(np.ceil(gone[-1] / step)) + 1)
    nearest = np.minimum(np.searchsorted(gone, at), gone.size - 1)
    return (
        np.interp(at, gone, stroke.x),
        np.interp(at, gone, stroke.y),
        stroke.direction[nearest],
    )


def _layer_doses(
    kernels: SiteKernels, highest: Array, summed: Array, *, mean: float
) -> tuple[LayerDose, ...]:
    firm, usual = kernels.contacts[-1], kernels.contact_near(mean)
    force = _error("force_error")
    both = _error("force_error", "contact_time_error")
    return tuple(
        LayerDose(
            layer,
            times(_spread(firm, i, float(highest[i].max())), force),
            times(_spread(usual, i, float(summed[i].max())), both),
        )
        for i, layer in enumerate(kernels.layers)
    )


def _spread(contact: EdgeContact, layer: int, value: float) -> Interval:
    """Return a value with the relative interval of a layer's strain, at least 0."""
    one = contact.layers[layer]
    is_target = one.name == contact.target.structure
    strain = (contact.target.strain if is_target else one.strain).scaled(-1.0)
    if strain.value <= 0.0:
        return Interval(value, 0.0, value)
    part = value / strain.value
    return Interval(value, max(strain.low, 0.0) * part, strain.high * part)


def _course(contact: EdgeContact, layers: Sequence[LayerPoint]) -> LayerCourse:
    depth, strain = contact.profile.depth, -contact.profile.median
    bottoms = np.cumsum([layer.thickness for layer in layers])
    layer = np.minimum(np.searchsorted(bottoms, depth), len(layers) - 1)
    told = compression_in_layers(contact, layers)[layer]
    share = np.divide(strain, told, out=np.zeros_like(strain), where=told > 0.0)
    return LayerCourse(depth, layer, np.maximum(share, 0.0))


def _warnings(placed: PlacedStrokes, kernels: SiteKernels) -> tuple[str, ...]:
    told = kernels.contacts[-1].warnings
    return tuple(dict.fromkeys((*placed.warnings, *told)))


def _error(*names: str) -> Interval:
    found = exactly(1.0)
    for name in names:
        found = times(found, _rule(name).interval)
    return found


def _rule(name: str) -> Sourced:
    return sourced_table("response_stimulus.toml")[name]


def _number(name: str) -> float:
    return sourced_table("dose_map.toml")[name].value
