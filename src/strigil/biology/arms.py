"""The same drawn patients with and without IASTM, and each quantity summarised."""

from collections.abc import Callable

import numpy as np

from strigil.biology.bruise import added_bruise
from strigil.biology.definition import response_definition
from strigil.biology.engine import follow_patients
from strigil.biology.local_stimulus import stirred_mediators
from strigil.biology.model import STATES, Array, Parameters, Tissue, observe
from strigil.biology.parameters import start_of
from strigil.biology.person_likelihood import PersonSetting, scaled_pain
from strigil.biology.quantity_course import Band, QuantityCourse
from strigil.biology.studied import People, StudiedGroup

__all__ = ["courses_of"]


def courses_of(
    particles: Array,
    setting: PersonSetting,
    *,
    time_days: Array,
    progress: Callable[[float], None],
) -> dict[str, QuantityCourse]:
    """Follow drawn patients with the sessions and without, and summarise them.

    Parameters
    ----------
    particles : array, shape (patients, coordinates)
        Standard normals [1].
    setting : PersonSetting
        The patient, with what was done and what is planned.
    time_days : array
        When to look, rising, from 0 on [d].
    progress : callable
        Told the share done [1].

    Returns
    -------
    dict of str to QuantityCourse
        By observable.
    """
    p, samples = setting.parameters(particles), len(particles)
    day, rating = setting.rating(particles)
    looks = np.union1d(time_days, [day])
    # Both arms side by side: faster than an axis of their own.
    seen = follow_patients(
        np.tile(_settled(setting, p, samples), 2),
        Parameters(**{name: np.tile(value, 2) for name, value in vars(p).items()}),
        sessions=[
            (day, np.append(dose, np.zeros(samples)))  # none without IASTM
            for day, dose in setting.doses(particles, p)
        ],
        time_days=looks,
        progress=progress,
    )
    # Axes: time, state, arm (with, without), patient.
    arms = seen.reshape(looks.size, len(STATES), 2, samples)
    rated = arms[np.searchsorted(looks, day), :, 0]
    p = scaled_pain(Tissue(*rated), p, rating)
    wanted = np.searchsorted(looks, time_days)
    tissue = Tissue(*np.moveaxis(arms[wanted], 1, 0))
    shown = _with_local(
        observe(tissue, p), tissue, setting.local(particles, p), time_days
    )
    return {name: _course(name, values) for name, values in shown.items()}


def _settled(setting: PersonSetting, p: Parameters, samples: int) -> Array:
    start, run_in_days = start_of(setting.kind, setting.stage)
    everyone = np.repeat(start[:, None], samples, axis=1)
    seen = follow_patients(everyone, p, time_days=np.array([run_in_days]))
    settled: Array = seen[-1]
    return settled


def _with_local(
    seen: dict[str, Array],
    tissue: Tissue,
    local: tuple[StudiedGroup, People] | None,
    days: Array,
) -> dict[str, Array]:
    """Let local strain act on mediators, and shear on the bruise, with IASTM."""
    if local is None:
        return seen
    stirred = seen["inflammation"].copy()
    stirred[:, 0] *= stirred_mediators(*local, days)
    bruise, yellow = seen["bruise"].copy(), seen["yellow"].copy()
    blood, bilirubin = added_bruise(
        *local,
        days,
        macrophages=tissue.M1[:, 0] + tissue.M2[:, 0],
        before=tissue.H[:, 1],
    )
    bruise[:, 0], yellow[:, 0] = bruise[:, 1] + blood, yellow[:, 1] + bilirubin
    return {**seen, "inflammation": stirred, "bruise": bruise, "yellow": yellow}


def _course(name: str, values: Array) -> QuantityCourse:
    """Summarise one quantity; axes: time, arm, patient."""
    about = response_definition().observables[name]
    with_iastm = _band(values[:, 0])
    return QuantityCourse(
        name=name,
        unit=about.unit,
        median=with_iastm.median,
        low=with_iastm.low,
        high=with_iastm.high,
        without=_band(values[:, 1]),
        difference=_band(values[:, 0] - values[:, 1]),
        label=about.label,
        evidence=about.evidence,
        note=about.note,
    )


def _band(values: Array) -> Band:
    return Band(*np.percentile(values, [50, 5, 95], axis=-1))
