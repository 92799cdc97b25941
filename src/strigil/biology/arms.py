"""The same drawn patients with and without IASTM, and each quantity summarised."""

from collections.abc import Callable, Sequence

import numpy as np

from strigil.biology.bruise import added_bruise
from strigil.biology.definition import response_definition
from strigil.biology.engine import follow_patients, use_what_is_kept
from strigil.biology.local_stimulus import stirred_mediators
from strigil.biology.model import STATES, Array, Parameters, Tissue, observe
from strigil.biology.parameters import start_of
from strigil.biology.person_likelihood import PersonSetting, scaled_pain
from strigil.biology.quantity_course import Band, QuantityCourse
from strigil.biology.studied import People, StudiedGroup

__all__ = ["bands_of", "courses_of", "followed"]


def courses_of(
    particles: Array,
    setting: PersonSetting,
    *,
    time_days: Array,
    progress: Callable[[float], None] | None,
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
    progress : callable or None
        Told the share done [1].

    Returns
    -------
    dict of str to QuantityCourse
        By observable.
    """
    shown = followed(particles, setting, time_days=time_days, progress=progress)
    return {name: _course(name, values) for name, values in shown.items()}


def bands_of(
    particles: Array, setting: PersonSetting, *, time_days: Array
) -> dict[str, Band]:
    """Follow drawn patients and return the bands with the sessions only.

    Parameters
    ----------
    particles, setting, time_days
        As :func:`courses_of` takes them [1], [d].
    """
    shown = followed(particles, setting, time_days=time_days, progress=None)
    return {name: _band(values[:, 0]) for name, values in shown.items()}


def followed(
    particles: Array,
    setting: PersonSetting,
    *,
    time_days: Array,
    progress: Callable[[float], None] | None,
) -> dict[str, Array]:
    """Follow drawn patients with the sessions and without.

    Parameters
    ----------
    particles, setting, time_days, progress
        As :func:`courses_of` takes them [1], [d].

    Returns
    -------
    dict of str to array, axes time, arm (with, without), patient
        By observable. Where places of the target received different amounts each is
        followed, and what is seen is their mean, patient by patient.
    """
    p, samples = setting.parameters(particles), len(particles)
    day, rating = setting.rating(particles)
    looks = np.union1d(time_days, [day])
    places = setting.at_places()
    arms = len(places) + 1
    if len(places) > 1:
        use_what_is_kept()
    # All arms side by side: faster than an axis of their own. The last has no IASTM.
    seen = follow_patients(
        np.tile(_settled(setting, p, samples), arms),
        Parameters(**{name: np.tile(value, arms) for name, value in vars(p).items()}),
        sessions=_sessions([one.doses(particles, p) for one in places], samples),
        time_days=looks,
        progress=progress,
    )
    # Axes: time, state, arm (each place, without), patient.
    each = seen.reshape(looks.size, len(STATES), arms, samples)
    rated = each[np.searchsorted(looks, day)]
    p = _scaled(rated[:, :-1], p, rating)
    wanted = each[np.searchsorted(looks, time_days)]
    found: dict[str, Array] = {}
    for number, one in enumerate(places):
        tissue = Tissue(*np.moveaxis(wanted[:, :, [number, -1]], 1, 0))
        local = one.local(particles, p)
        at = _with_local(observe(tissue, p), tissue, local, time_days)
        found = {k: found[k] + v if found else v for k, v in at.items()}
    return {name: total / len(places) for name, total in found.items()}


def _sessions(
    doses: Sequence[Sequence[tuple[float, Array]]], samples: int
) -> list[tuple[float, Array]]:
    """Return each session's doses at all places, and none without IASTM."""
    return [
        (at[0][0], np.concatenate([*(dose for _, dose in at), np.zeros(samples)]))
        for at in zip(*doses, strict=True)
    ]


def _scaled(rated: Array, p: Parameters, rating: Array | float | None) -> Parameters:
    """Scale pain so that the mean of the places is the rating; axes: state, place."""
    scales = [
        np.broadcast_to(scaled_pain(Tissue(*at), p, rating).own, at.shape[1:])
        for at in np.moveaxis(rated, 1, 0)
    ]
    return Parameters(**{**vars(p), "own": np.mean(scales, axis=0)})


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
