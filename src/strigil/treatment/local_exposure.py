"""From the doses of a session to what the tissue feels: strain, shear and time.

A case, a recording and a published experiment feed biology the same: an exposure.
"""

import math
from collections.abc import Sequence

from strigil.biology import Exposure
from strigil.catalogue import (
    Emollient,
    Modality,
    all_of,
    numbers_of,
    one_of,
    sourced_table,
)
from strigil.intervals import Interval
from strigil.treatment.dose import reference_session
from strigil.treatment.dose_parts import SessionDose

__all__ = ["REFERENCE_EMOLLIENT", "local_exposure", "usual_shear"]

# What lies between edge and skin in the session to which shear is compared.
REFERENCE_EMOLLIENT = "cream"
# The modality whose usual shear the reference session has.
_MODALITY = "iastm"
# How uncertain a strain is that may be none at all, as for published experiments.
_UNSURE = 2.0


def local_exposure(
    doses: Sequence[SessionDose], *, lubricant: str = ""
) -> Exposure | None:
    """Return what the tissue at one site feels of a session.

    Parameters
    ----------
    doses : sequence of SessionDose
        Of one site and one session.
    lubricant : str
        Id of the emollient; where nobody said the reference's, as uncertain as all.

    Returns
    -------
    Exposure or None
        Strain: root mean square of the target's compression over the contact [1], its
        spread that of tissue, force and time. Shear: that of the usual session times
        pressure and friction over those of the reference session at the site [Pa].
        None without contact.

    Notes
    -----
    Pressure under an edge is computed for a narrow line, that of experiments from an
    area; so shear is taken relative to the reference session, whose shear is the usual
    one of experiments. Strain needs no such step: both are compressions of the target.
    """
    touched = [one for one in doses if one.contact_time.value > 0.0]
    if not touched:
        return None
    duration = sum(one.contact_time.value for one in touched)
    work = sum(one.work.value for one in touched)
    pressure = _mean(touched, [_value(one.mean_pressure) for one in touched])
    rubbed, rubbed_factor = _rubbed(touched, pressure, lubricant)
    return Exposure(
        time=0.0,
        acts="slides",
        duration=duration,
        pressure=pressure * sourced_table("scenario_rules.toml")["slide_duty"].value,
        shear=usual_shear() * rubbed,
        strain=math.sqrt(work / duration),
        by_hand=False,
        pressure_factor=rubbed_factor,
        strain_factor=_strain_factor(touched),
    )


def usual_shear() -> float:
    """Return the shear on the skin of a usual session in experiments [Pa]."""
    usual = numbers_of(one_of(Modality, _MODALITY))
    moving = sourced_table("scenario_rules.toml")["slide_duty"].value
    return usual["skin_pressure"].value / moving * usual["shear_share"].value


def _rubbed(
    doses: Sequence[SessionDose], pressure: float, lubricant: str
) -> tuple[float, float]:
    """Return shear over that of the reference session, and its factor [1]."""
    reference = _value(reference_session(doses[0].site).mean_pressure)
    usual = one_of(Emollient, REFERENCE_EMOLLIENT).friction
    friction = one_of(Emollient, lubricant or REFERENCE_EMOLLIENT).friction
    force = _widest([one.force_mean for one in doses])
    spread = _joined(force, _rubbing(lubricant))
    return pressure / reference * friction.value / usual.value, spread


def _rubbing(lubricant: str) -> float:
    """Return how uncertain friction is [1]: as all emollients if none is named."""
    known = [one_of(Emollient, lubricant)] if lubricant else all_of(Emollient).values()
    low = min(one.friction.low for one in known)
    return math.sqrt(max(one.friction.high for one in known) / low)


def _strain_factor(doses: Sequence[SessionDose]) -> float:
    """Return how uncertain strain is; an error of the time counts as its root."""
    strain = _widest([one.target_strain for one in doses])
    return _joined(strain, math.sqrt(_widest([one.contact_time for one in doses])))


def _widest(intervals: Sequence[Interval | None]) -> float:
    """Return the largest factor between the middle of an interval and its ends [1]."""
    return max(
        math.sqrt(one.high / one.low) if one.low > 0.0 else _UNSURE
        for one in intervals
        if one is not None
    )


def _joined(*factors: float) -> float:
    return math.exp(math.hypot(*(math.log(factor) for factor in factors)))


def _mean(doses: Sequence[SessionDose], values: Sequence[float]) -> float:
    times = [one.contact_time.value for one in doses]
    pairs = zip(times, values, strict=True)
    return sum(time * value for time, value in pairs) / sum(times)


def _value(interval: Interval | None) -> float:
    return 0.0 if interval is None else interval.value
