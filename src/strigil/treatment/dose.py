"""The dose of a session: what the tissue received, each figure with its basis."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from strigil.catalogue import (
    BodySite,
    Instrument,
    Sourced,
    edge_among,
    limit,
    one_of,
    sourced_table,
)
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.treatment.calibration import ForceCalibration
from strigil.treatment.dose_parts import (
    DosePart,
    SessionDose,
    dose_of_parts,
    dose_without_contact,
)
from strigil.treatment.dose_steps import DoseStep, exactly, force_of_step, times

if TYPE_CHECKING:  # a dose of steps needs no reader of recordings
    from strigil.signals import RecordingAnalysis

__all__ = [
    "dose_of_recording",
    "dose_of_steps",
    "reference_session",
    "stimulus_of",
]

# The broad edge to which the dose of a session is compared, on the same site.
REFERENCE_EDGE = "scanner.convex"


def dose_of_recording(
    analysis: "RecordingAnalysis",
    edge: str,
    site: str,
    *,
    angle: float | None = None,
    diseased: bool = False,
    own: Sequence[Instrument] = (),
) -> SessionDose:
    """Return the dose that a recording measured.

    Parameters
    ----------
    analysis : RecordingAnalysis
        What :func:`strigil.signals.analyse_recording` found.
    edge, site : str
        Ids; the edge of the catalogue or of ``own``.
    angle : float, optional
        Treatment angle [rad]; else the median of the strokes', else that of the
        reference session.
    diseased : bool
        Take the site's diseased tissues.
    own : sequence of Instrument
        Instruments that the catalogue lacks.

    Returns
    -------
    SessionDose
        Force, time and strokes measured; pressure and strain computed from them.

    Raises
    ------
    InvalidValueError
        When the recording has no force: report the steps instead. When it has a force
        that no hand presses with.
    UnknownNameError
        On an edge or site that does not exist.
    """
    if analysis.normal_force is None:
        message = (
            "The recording has no force, so it gives no dose. Report the steps with "
            "their time instead."
        )
        raise InvalidValueError(message)
    used, _ = edge_among(edge, own), one_of(BodySite, site)
    known = [s.angle for s in analysis.strokes if s.angle is not None]
    if angle is None:
        angle = float(np.median(known)) if known else _rule("reference_angle").value
    force = analysis.normal_force[analysis.in_contact]
    force = force[np.isfinite(force) & (force > 0.0)]
    contact_time = float(analysis.summary["contact_time"] or 0.0)
    if not force.size or contact_time == 0.0:
        return dose_without_contact(
            site, edge, angle=angle, basis="measured", warning="No stroke was found."
        )
    _check_force(float(force.max()))
    mean = float(analysis.summary["mean_force"] or force.mean())
    part = DosePart(
        site=site,
        edge=used,
        angle=angle,
        force=times(exactly(mean), _rule("force_error").interval),
        force_basis="measured",
        contact_time=times(exactly(contact_time), _rule("contact_time_error").interval),
        time_basis="measured",
        strokes=len(analysis.strokes),
        unevenness=float(np.mean(force**2) / np.mean(force) ** 2),
    )
    return dose_of_parts([part], diseased=diseased)


def _check_force(highest: float) -> None:
    """Refuse a force [N] that says another unit than newtons was read."""
    most = limit("max_plausible_force")
    if highest > most:
        message = (
            f"A force lies above 0 and up to {most:g} N; the highest is {highest:.3g} "
            "N. Was another unit than newtons meant, such as grams, or counts of a "
            "converter?"
        )
        raise InvalidValueError(message)


def dose_of_steps(
    steps: Sequence[DoseStep],
    *,
    site: str | None = None,
    calibration: ForceCalibration | None = None,
    diseased: bool = False,
    own: Sequence[Instrument] = (),
) -> SessionDose:
    """Return the dose of steps that were planned or reported, without a recording.

    Parameters
    ----------
    steps : sequence of DoseStep
        What was done; see :func:`dose_steps` for those of a plan or a case.
    site : str, optional
        Count this site only; without it all steps must be at one site.
    calibration : ForceCalibration, optional
        The practitioner's own words in newtons.
    diseased : bool
        Take the site's diseased tissues.
    own : sequence of Instrument
        Instruments that the catalogue lacks.

    Returns
    -------
    SessionDose
        Time reported, less the share in which the edge does not touch; force
        measured, reported or estimated, with the spread that goes with it.

    Raises
    ------
    InvalidValueError
        Without a step, or when the steps lie at several sites and none was named.
    UnknownNameError
        On an edge or site that does not exist.

    Examples
    --------
    >>> step = DoseStep("calf", "scanner.convex", duration=120.0)
    >>> dose_of_steps([step]).force_basis
    'estimated'
    """
    here = [step for step in steps if site is None or step.site == site]
    sites = sorted({step.site for step in here})
    if len(sites) != 1:
        found = ", ".join(sites) or "none"
        message = f"A dose belongs to one site with a step at it; found: {found}."
        raise InvalidValueError(message)
    for step in here:
        edge_among(step.edge, own), one_of(BodySite, step.site)
    parts = [_part_of(step, calibration, own) for step in here if step.duration > 0.0]
    if not parts:
        angle = here[0].angle or _rule("reference_angle").value
        return dose_without_contact(
            sites[0],
            here[0].edge,
            angle=angle,
            basis="reported",
            warning="No step took any time.",
        )
    return dose_of_parts(parts, diseased=diseased)


def reference_session(site: str, *, diseased: bool = False) -> SessionDose:
    """Return the session at a site to which its doses are compared.

    It is a yardstick from what clinicians were measured and asked to do, not a
    recommendation.
    """
    part = DosePart(
        site=site,
        edge=edge_among(REFERENCE_EDGE),
        angle=_rule("reference_angle").value,
        force=exactly(_rule("reference_force").value),
        force_basis="measured",
        contact_time=exactly(_rule("reference_contact_time").value),
        time_basis="reported",
    )
    return dose_of_parts([part], diseased=diseased)


def stimulus_of(dose: SessionDose, *, diseased: bool = False) -> Interval:
    r"""Return a dose relative to the reference session at the same site [1].

    Parameters
    ----------
    dose : SessionDose
        Any dose.
    diseased : bool
        As the dose was computed.

    Returns
    -------
    Interval
        :math:`u = \varepsilon^2 t / \varepsilon_0^2 t_0` [1], with the spread of
        force, time and of how far the computed ratio of strains can be trusted.

    Notes
    -----
    Strain energy of a linear tissue goes with strain squared; its stiffness cancels.
    That response follows energy at the target is a hypothesis.

    Examples
    --------
    >>> stimulus_of(reference_session("calf")).value
    1.0
    """
    if dose.work.value == 0.0:
        return exactly(0.0)
    reference = reference_session(dose.site, diseased=diseased).work.value
    # The error of the strain counts twice in its square.
    error = _rule("strain_transfer_error").interval
    squared = Interval(error.value, error.low**2, error.high**2)
    return times(dose.work.scaled(1.0 / reference), squared)


def _part_of(
    step: DoseStep, calibration: ForceCalibration | None, own: Sequence[Instrument]
) -> DosePart:
    force, basis, warning = force_of_step(step, calibration)
    angle = _rule("reference_angle").value if step.angle is None else step.angle
    return DosePart(
        site=step.site,
        edge=edge_among(step.edge, own),
        angle=angle,
        force=force,
        force_basis=basis,
        contact_time=times(exactly(step.duration), _rule("contact_share").interval),
        time_basis="reported",
        strokes=step.strokes,
        warning=warning,
    )


def _rule(name: str) -> Sourced:
    return sourced_table("response_stimulus.toml")[name]
