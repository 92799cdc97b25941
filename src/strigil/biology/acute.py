"""What follows a session at once and fades: flow of blood, motion, stiffness, pain.

Closed forms beside the states of the model: each session adds an answer that rises with
pressure, strain and time and fades exponentially. Times in seconds, pressures in
pascals. Symbols and numbers: ``data/response_acute.toml``.
"""

import numpy as np

from strigil.biology.model import Array
from strigil.biology.studied import Exposure, People, StudiedGroup

__all__ = ["acute_answers", "felt_pressure", "felt_strain", "let_out"]

_NINETY_PERCENT = 1.645
_TOOLS = ("slides", "presses", "pulls")
# Beyond this many lengths of time an answer is gone; keeps exp() from underflow.
_GONE = 60.0
_SKIN_AT_REST = 1.0


def acute_answers(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    """Return what sessions do at once, each shape (times, samples).

    Parameters
    ----------
    group : StudiedGroup
        What was done to whom.
    people : People
        Drawn parameters.
    time : array
        When, from day zero [s].

    Returns
    -------
    dict of str to array
        ``skin_flow, muscle_flow, conduit_flow, motion, joint_stiffness,
        muscle_modulus, pressure_pain_threshold`` relative to rest [1]; ``redness`` too;
        ``bruise`` [1]; ``skin_temperature`` [degC above rest]; ``eased``, the share
        of pain taken away [1].
    """
    answers = _blood(group, people, time)
    answers |= _stiffness(group, people, time)
    answers |= _pain(group, people, time)
    return answers


def felt_pressure(one: Exposure, people: People) -> Array:
    """Return the pressure on the skin as each drawn study had it [Pa]."""
    return one.pressure * _off(one.pressure_factor, people.pressure)


def felt_strain(one: Exposure, people: People) -> Array:
    """Return the strain as each drawn study had it [1]."""
    return one.strain * _off(one.strain_factor, people.strain)


def _off(factor: float, drawn: Array) -> Array:
    spread: Array = np.exp(np.log(factor) / _NINETY_PERCENT * drawn)
    return spread


def _blood(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    p = people.soon
    here = () if group.opposite else tuple(_by(group, _TOOLS))
    rises = [_rise_of_flow(one, people) for one in here]
    fades = [p.vTau if one.acts == "slides" else p.vTau * p.vPress for one in here]
    zero = np.zeros((time.size, people.samples))
    skin, deep, warm, red, bruise = zero, zero, zero, zero, zero
    for one, rise, fade in zip(here, rises, fades, strict=True):
        since = time[:, None] - one.time
        skin = skin + rise * _fade(since, fade)
        deep = deep + _deep_rise(one, people) * _fade(since, p.vDeepTau)
        warm = warm + rise * _fade(since, p.vWarmTau)
        red = red + rise * _fade(since, 2.0 * fade)
        bruise = bruise + let_out(one, people) * _fade(since, p.bTau)
    return {
        "skin_flow": _SKIN_AT_REST + skin,
        "muscle_flow": 1.0 + p.vDeep * deep,
        "conduit_flow": 1.0 + p.vLimb * deep,
        "skin_temperature": p.vWarm * np.log2(1.0 + warm),
        "muscle_temperature": p.vDeepWarm * p.vWarm * np.log2(1.0 + p.vDeep * deep),
        "redness": 1.0 + red,
        "bruise": p.bMax * bruise / (p.bMax + bruise),
    }


def _rise_of_flow(one: Exposure, people: People) -> Array:
    """Return by how much skin flow is raised at the end of a session [1]."""
    p = people.soon
    pressure = felt_pressure(one, people) * (p.vPull if one.acts == "pulls" else 1.0)
    odds = (pressure / p.vK) ** p.vN
    filled = 1.0 - np.exp(-one.duration / p.vFill)
    over = (pressure * one.duration / p.vOver) ** 2
    rise: Array = p.vMax * odds / (1.0 + odds) * filled / (1.0 + over)
    return rise


def _deep_rise(one: Exposure, people: People) -> Array:
    """Return the rise of flow below the skin, as a share of its greatest [1]."""
    p = people.soon
    pressure = felt_pressure(one, people) * (p.vPull if one.acts == "pulls" else 1.0)
    filled = 1.0 - np.exp(-one.duration / p.vFill)
    rise: Array = filled * pressure / (pressure + p.vDeepK)
    return rise


def let_out(one: Exposure, people: People) -> Array:
    """Return the blood that a session's shear lets out, of the greatest [1]."""
    p = people.soon
    shear = one.shear * _off(one.pressure_factor, people.pressure)
    odds = (shear / p.bK) ** p.bN
    out: Array = odds / (1.0 + odds)
    return out


def _stiffness(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    p = people.soon
    zero = np.zeros((time.size, people.samples))
    soon, late, keep, soft = zero, zero, zero, zero
    own = () if group.opposite else group.exposures
    for one in own:
        since = time[:, None] - one.time
        gain = _gain_of_motion(one, people)
        soon = soon + gain * _fade(since, p.rSoonTau)
        late = late + gain * _fade(since, p.rLateTau)
        keep = keep + gain * _fade(since, p.rKeepTau)
        softer = gain * (1.0 if one.by_hand else p.mEdge)
        soft = soft + softer * _fade(since, p.mTau)
    shares = p.rSoon * soon + (1.0 - p.rSoon - p.rKeep) * late + p.rKeep * keep
    limited = p.rLimited if group.course in ("restricted", "chronic") else 1.0
    moved = p.rMost * np.tanh(p.rGain * limited * shares / p.rMost)
    measured = p.rContext * _ever(group, time)
    return {
        "motion": 1.0 + moved + measured,
        "joint_stiffness": np.exp(-p.jGain * shares),
        "muscle_modulus": np.exp(-p.mGain * soft),
        "stretch_tolerance": 1.0 + p.rTolerance * moved,
    }


def _gain_of_motion(one: Exposure, people: People) -> Array:
    """Return a session's gain of motion relative to a full session [1]."""
    p = people.soon
    if one.acts in ("nothing", "loads"):
        return np.zeros(people.samples)
    built = 1.0 - np.exp(-one.duration / p.rTau)
    if one.acts == "stretches":
        strain = felt_strain(one, people)
        pulled: Array = p.rStretch / p.rGain * built * strain / (strain + p.rStrain)
        return pulled
    pressure = felt_pressure(one, people)
    pressed: Array = built * pressure / (pressure + p.rK)
    return pressed


def _pain(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    p = people.soon
    zero = np.zeros((time.size, people.samples))
    raised, eased, hoped, hoped_soon = zero, zero, zero, zero
    for one in group.exposures:
        since = time[:, None] - one.time
        done = _gain_of_motion(one, people) * (p.pOther if group.opposite else 1.0)
        kept = p.pKeep * _fade(since, p.pKeepTau)
        raised = raised + done * ((1.0 - p.pKeep) * _fade(since, p.pTau) + kept)
        stays = p.aKeep * _fade(since, p.aKeepTau)
        eased = eased + done * (p.aNow * _fade(since, p.aTau) + stays)
        hoped = np.maximum(hoped, one.context * _fade(since, p.cTau))
        hoped_soon = np.maximum(hoped_soon, one.context * _fade(since, p.pTau))
    threshold = p.pMost * np.tanh(p.pGain * raised / p.pMost)
    return {
        "pressure_pain_threshold": 1.0 + threshold + p.pContext * hoped_soon,
        "eased": p.aMost * np.tanh(eased / p.aMost),
        "hoped": p.cNow * hoped,
    }


def _by(group: StudiedGroup, acts: tuple[str, ...]) -> list[Exposure]:
    return [one for one in group.exposures if one.acts in acts]


def _ever(group: StudiedGroup, time: Array) -> Array:
    """Return 1 at times after the first visit, 0 before [1]."""
    first = min((one.time for one in group.exposures), default=np.inf)
    return (time[:, None] >= first).astype(float)


def _fade(since: Array, lasting: Array) -> Array:
    """Return exp(-since/lasting) after the session, 0 before it [1]."""
    faded = np.exp(-np.clip(since / lasting, 0.0, _GONE))
    return np.where(since >= 0.0, faded, 0.0)
