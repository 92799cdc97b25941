"""Recordings with known truth, from a simulated hand, skin and sensor."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.signals.clock import stamp
from strigil.signals.recording import Recording, RecordingInfo, recording_of
from strigil.signals.simulated_faults import dropped, odd_pauses, stuck
from strigil.signals.simulated_hand import intent_of
from strigil.signals.simulated_link import TrueFault, sent
from strigil.signals.simulated_motion import felt_motion, instrument_to_skin, pull_of
from strigil.signals.simulated_scene import SimulatedRestriction, SimulatedScene
from strigil.signals.simulated_script import Script, script_of
from strigil.signals.simulated_sensor import felt_forces, mount_of
from strigil.signals.simulated_skin import Touch, ground_of, touch_of

__all__ = [
    "SimulatedRecording",
    "SimulatedTruth",
    "TrueCourse",
    "TrueStroke",
    "simulate_recording",
]

FloatArray = NDArray[np.float64]

_TOUCHING = 0.05  # of its peak: a stroke is on the skin above this part


@dataclass(frozen=True, slots=True)
class TrueStroke:
    """One stroke as it happened.

    Attributes
    ----------
    start, end : float
        When the edge was on the skin [s].
    peak_force : float
        Largest normal force, without the skin's texture [N].
    impulse : float
        Normal force summed over the time on the skin [N.s].
    length : float
        Way of the edge along x while on the skin [m].
    """

    start: float
    end: float
    peak_force: float
    impulse: float
    length: float


@dataclass(frozen=True, slots=True, eq=False)
class TrueCourse:
    """What happened from moment to moment.

    Attributes
    ----------
    time : ndarray
        By a clock that is right [s].
    normal_force, shear_force : ndarray
        On the skin, away from it and along x [N].
    position : ndarray
        Columns x, y, z on the body [m].
    indentation : ndarray
        Of the skin [m].
    """

    time: FloatArray
    normal_force: FloatArray
    shear_force: FloatArray
    position: FloatArray
    indentation: FloatArray


@dataclass(frozen=True, slots=True)
class SimulatedTruth:
    """What happened, whatever the sensor says.

    Attributes
    ----------
    strokes : tuple of TrueStroke
        In order of time.
    seed : int
        Of the session.
    difficulty : float
        As it was asked for [1].
    reversals : tuple of float
        When the edge turned on the skin without a lift [s].
    restrictions : tuple of SimulatedRestriction
        Where the skin differs, along x on the body [m].
    faults : tuple of TrueFault
        What went wrong and when [s].
    course : TrueCourse
        Sample by sample.
    """

    strokes: tuple[TrueStroke, ...]
    seed: int
    difficulty: float
    reversals: tuple[float, ...]
    restrictions: tuple[SimulatedRestriction, ...]
    faults: tuple[TrueFault, ...]
    course: TrueCourse = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedRecording:
    """A recording and its truth."""

    recording: Recording
    truth: SimulatedTruth


def simulate_recording(
    *,
    strokes: int,
    seed: int,
    difficulty: float = 0.3,
    force: float = 6.0,
    rate: float = 1.0,
    scene: SimulatedScene | None = None,
) -> SimulatedRecording:
    """Simulate a session and a sensor's recording of it.

    Parameters
    ----------
    strokes : int
        How many strokes, at least 1.
    seed : int
        The same seed gives the same recording to the last bit.
    difficulty : float
        From 0 (steady hand, almost perfect sensor) to 1 (unsteady, strokes without a
        lift, double peaks, a resting hand, knocks, a sensor askew that drifts and
        saturates, losses) [1].
    force : float
        Median peak force of a stroke [N].
    rate : float
        Strokes a second [1/s].
    scene : SimulatedScene, optional
        Restrictions, odd modes by name, sample rate; even skin at 200 Hz unless given.

    Returns
    -------
    SimulatedRecording
        The recording, and the strokes as they happened.

    Raises
    ------
    InvalidValueError
        When a number cannot be.

    Notes
    -----
    A score on these recordings shows how an algorithm bears difficulty, not how good
    it is on people: see docs/models/stroke-difficulty.md.

    Examples
    --------
    >>> simulated = simulate_recording(strokes=3, seed=1)
    >>> len(simulated.truth.strokes)
    3
    """
    _check(strokes, difficulty, force, rate)
    scene = scene or SimulatedScene()
    hand, skin, body, sensor, link = np.random.default_rng(seed).spawn(5)
    script = script_of(
        hand,
        strokes=strokes,
        difficulty=difficulty,
        force=force,
        rate=rate,
        scene=scene,
    )
    intent = intent_of(script, hand, difficulty=difficulty, rate=scene.sample_rate)
    ground = ground_of(script, body, scene)
    touch = touch_of(script, intent, ground, skin, difficulty=difficulty)
    touch, drops = dropped(touch, script)
    channels, sticks = _sensed(
        touch, sensor, scene=scene, difficulty=difficulty, force=force
    )
    time, channels, losses = sent(touch.time, channels, link, difficulty=difficulty)
    info = RecordingInfo(
        sensor="simulated",
        profile="strigil",
        provenance=f"simulated: seed {seed}, difficulty {difficulty:g}",
    )
    faults = [*drops, *sticks, *odd_pauses(script), *losses]
    truth = SimulatedTruth(
        strokes=_true_strokes(script, touch),
        seed=seed,
        difficulty=difficulty,
        reversals=tuple(float(t) for t in script.start[~script.lifted]),
        restrictions=scene.restrictions,
        faults=tuple(sorted(faults, key=lambda fault: (fault.start, fault.kind))),
        course=TrueCourse(
            time=touch.time,
            normal_force=touch.normal,
            shear_force=touch.shear,
            position=touch.position,
            indentation=touch.indentation,
        ),
    )
    return SimulatedRecording(recording_of(time, channels, info), truth)


def _sensed(
    touch: Touch,
    random: np.random.Generator,
    *,
    scene: SimulatedScene,
    difficulty: float,
    force: float,
) -> tuple[dict[str, FloatArray], list[TrueFault]]:
    """Let the sensor write what it feels."""
    wrong_way = "wrong_way_mount" in scene.modes
    askew = mount_of(random, difficulty=difficulty, wrong_way=wrong_way)
    mount = np.einsum("ij,nkj->nik", askew, instrument_to_skin(touch.tilt))
    pull = pull_of(touch, mount)
    channels = felt_forces(
        touch, pull, mount, random, difficulty=difficulty, force=force
    ) | felt_motion(
        touch,
        pull,
        mount,
        random,
        difficulty=difficulty,
        indentation=scene.indentation,
    )
    faults = []
    if wrong_way:
        whole = TrueFault("wrong_way_mount", 0.0, float(touch.time[-1]))
        faults.append(whole)
    if "stuck_sensor" not in scene.modes:
        return channels, faults
    channels, sticks = stuck(channels, touch.time, random)
    return channels, [*faults, *sticks]


def _true_strokes(script: Script, touch: Touch) -> tuple[TrueStroke, ...]:
    found = []
    count = script.start.size
    step = float(touch.time[1] - touch.time[0])
    for i in range(count):
        # The skin answers a little late: look until the next stroke or lift.
        until = script.start[i + 1] if i + 1 < count else script.duration
        middle = script.end[i] + 0.5 * (until - script.end[i])
        first, last = np.searchsorted(touch.time, [script.start[i], middle])
        part = touch.pressed[first:last]
        rest = script.rest[i + 1] if i + 1 < count else 0.0
        on = np.flatnonzero(part > rest + _TOUCHING * part.max())
        begin, end = first + int(on[0]), first + int(on[-1]) + 1
        found.append(
            TrueStroke(
                start=float(touch.time[begin]),
                end=stamp(touch.time, end),
                peak_force=float(part.max()),
                impulse=float(touch.pressed[begin:end].sum()) * step,
                length=float(np.abs(np.diff(touch.position[begin:end, 0])).sum()),
            )
        )
    return tuple(found)


def _check(strokes: int, difficulty: float, force: float, rate: float) -> None:
    largest = limit("max_plausible_force")
    allowed = {
        "strokes": (strokes, 1, 100_000),
        "difficulty": (difficulty, 0.0, 1.0),
        "force [N]": (force, limit("smallest_force"), largest),
        "rate [1/s]": (rate, 0.05, 5.0),
    }
    for name, (given, low, high) in allowed.items():
        if not low <= given <= high:
            message = f"{name} must lie from {low:g} to {high:g}; {given:g} was given."
            raise InvalidValueError(message)
