"""What a recording delivered to the target, place by place, as biology takes it.

A session is written down as compression under the edge and time of contact; an edge
that moves is over one place for a part of that time only. So a place's own time is
taken relative to that part: a place with the usual part has the session as written.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.biology import Exposure
from strigil.catalogue import sourced_table
from strigil.errors import InvalidValueError
from strigil.intervals import Interval, interval_of
from strigil.treatment.dose_parts import SessionDose
from strigil.treatment.local_exposure import local_exposure
from strigil.treatment.site_dose_map import SiteDoseMap
from strigil.treatment.strokes_on_patch import Placing

__all__ = ["DeliveredExposure", "delivered_exposure", "shares_of_places"]

Array = NDArray[np.float64]
# Equal shares of the area: more of them change a forecast by less than its digits.
_SHARES = 8


@dataclass(frozen=True, slots=True)
class DeliveredExposure:
    """A recorded session as the target's places received it.

    Attributes
    ----------
    dose : SessionDose
        Of the session as a whole.
    placing : str
        ``measured`` where positions were recorded, else ``assumed``.
    area : float
        Skin that the edge went over [m2].
    exposure : Exposure
        Of the mean place: same work and same time.
    places : tuple of Exposure
        One for each equal share of the area, from the least work to the most.
    strain, time : Interval
        Over the places, 90 % of the area inside: compression while the edge is over a
        place [1], and time of a session that went on evenly there [s].
    said : tuple of str
        What was assumed, and what makes it less sure.
    """

    dose: SessionDose
    placing: Placing
    area: float
    exposure: Exposure
    places: tuple[Exposure, ...]
    strain: Interval
    time: Interval
    said: tuple[str, ...]

    def as_json(self) -> Mapping[str, object]:
        """Return it for machines, in SI: m2, s, Pa; factors and strains [1]."""
        one = self.exposure
        return {
            "placing": self.placing,
            "area": self.area,
            "strain": self.strain.as_json(),
            "time": self.time.as_json(),
            "mean_place": {"strain": one.strain, "time": one.duration},
            "strain_factor": one.strain_factor,
            "shear": _around(one.shear, one.pressure_factor).as_json(),
            "shares": [{"strain": p.strain, "time": p.duration} for p in self.places],
            "dose": self.dose.as_json(),
            "said": list(self.said),
        }


def delivered_exposure(
    found: SiteDoseMap,
    dose: SessionDose,
    *,
    lubricant: str = "",
    length_known: bool = False,
) -> DeliveredExposure:
    """Return what a recorded session delivered to the target.

    Parameters
    ----------
    found : SiteDoseMap
        Where the strokes of the recording went.
    dose : SessionDose
        The session as a whole, for shear and for how uncertain force and tissue are.
    lubricant : str
        Id of the emollient; the reference's where nobody said.
    length_known : bool
        Whether somebody told how long strokes were, where no position was recorded.

    Returns
    -------
    DeliveredExposure
        Over the places that the edge went over. Shear is the session's everywhere.

    Raises
    ------
    InvalidValueError
        When nothing touched the skin.

    Notes
    -----
    With W the squared compression summed over time and S the compression summed, a
    place's own compression is W / (S k), k what a straight stroke gives of its highest,
    and its time over the place k^2 S^2 / W. That time over the usual share of a session
    that a moving tool is over one spot is the session's time that it stands for.
    """
    session = local_exposure([dose], lubricant=lubricant)
    touched = found.passes > 0
    if session is None or not touched.any():
        message = "The recording has no stroke that touched: it delivered nothing."
        raise InvalidValueError(message)
    work, summed = found.target_work[touched], found.strain_time[found.target][touched]
    strain, time = _of_places(work, summed, found.over_share)
    duty = _rule("slide_duty")
    widened = [math.sqrt(duty.high / duty.low)]
    if found.placing == "assumed" and not length_known:
        length = sourced_table("dose_map.toml")["assumed_length"]
        widened.append(math.sqrt(length.high / length.low))
    # An error of the time counts as its root, as strain squared goes with it.
    errors = [0.5 * math.log(factor) for factor in widened]
    factor = math.exp(math.hypot(math.log(session.strain_factor), *errors))
    session = replace(session, strain_factor=factor)
    places = shares_of_places(session, strain=strain, time=time / duty.value)
    return DeliveredExposure(
        dose=dose,
        placing=found.placing,
        area=float(touched.sum()) * found.patch.cell**2,
        exposure=_mean_place(session, strain, time / duty.value),
        places=places,
        strain=interval_of(strain),
        time=interval_of(time / duty.value),
        said=_said(found, length_known=length_known),
    )


def shares_of_places(
    session: Exposure, *, strain: Array, time: Array
) -> tuple[Exposure, ...]:
    """Return a session's exposure for equal shares of its places, least work first.

    Parameters
    ----------
    session : Exposure
        What is the same in all places.
    strain, time : array
        Of each place, each of the same area [1], [s].
    """
    order = np.lexsort((time, strain, strain**2 * time))
    parts = np.array_split(order, min(_SHARES, order.size))
    return tuple(_mean_place(session, strain[part], time[part]) for part in parts)


def _mean_place(session: Exposure, strain: Array, time: Array) -> Exposure:
    """Return one place with the work and the time that many have in the mean."""
    total = float(time.sum())
    squared = float((strain**2 * time).sum()) / total if total > 0.0 else 0.0
    return replace(session, strain=math.sqrt(squared), duration=total / time.size)


def _of_places(work: Array, summed: Array, over: float) -> tuple[Array, Array]:
    """Return strain [1] and time over each place [s]; none where nothing strains it."""
    felt = (work > 0.0) & (summed > 0.0)
    some = np.where(felt, summed, 1.0)
    strain = np.where(felt, work / some / over, 0.0)
    time = np.where(felt, (over * some) ** 2 / np.where(felt, work, 1.0), 0.0)
    return strain, time


def _said(found: SiteDoseMap, *, length_known: bool) -> tuple[str, ...]:
    told = [
        "Places are those that the edge went over, each square of skin alike; where "
        "the lesion lies among them is not known.",
        "Shear, and with it the bruise, is that of the session everywhere.",
    ]
    if found.placing == "measured":
        told.insert(0, "Where the strokes went was recorded.")
    else:
        wide = "" if length_known else " The interval is wider for it."
        told.insert(0, f"{found.cannot_say[0]}{wide}")
    return (*told, *found.warnings)


def _around(value: float, factor: float) -> Interval:
    return Interval(value, value / factor, value * factor)


def _rule(name: str) -> Interval:
    return sourced_table("scenario_rules.toml")[name].interval
