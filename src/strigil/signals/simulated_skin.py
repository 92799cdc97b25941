"""Skin under a hand: Kelvin-Voigt, with friction, texture and restrictions in place."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled
from strigil.signals.simulated_chance import smooth
from strigil.signals.simulated_hand import Intent
from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_scene import SimulatedScene
from strigil.signals.simulated_script import Script

__all__ = ["Ground", "Touch", "ground_of", "touch_of"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_GRID = 5e-5  # m, a tenth of the shortest wave of the texture
_MARGIN = 0.06  # m beyond the way, more than any drawn stroke leaves it by
_RATE = 2000.0  # Hz at least, so that the hand on its spring is followed well


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The skin along the way, fixed on the body.

    Attributes
    ----------
    start, step : float
        Place of the first entry, and from one to the next [m].
    stiffness : ndarray
        Spring under the edge [N/m].
    friction : ndarray
        Coulomb friction [1].
    roughness : ndarray
        Deviation of what the texture adds to a force, over that force [1].
    bumps, drag : ndarray
        The texture in normal force and in friction, of unit deviation [1].
    """

    start: float
    step: float
    stiffness: FloatArray
    friction: FloatArray
    roughness: FloatArray
    bumps: FloatArray
    drag: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Touch:
    """What happens on the skin, without any sensor.

    Attributes
    ----------
    time : ndarray
        An even clock [s].
    pressed : ndarray
        Normal force without the skin's texture [N].
    normal : ndarray
        Normal force [N].
    shear : ndarray
        Friction along x [N].
    indentation : ndarray
        Of the skin [m].
    position : ndarray
        Columns x, y, z of the edge on the body [m].
    tilt : ndarray
        Pitch, roll and yaw of the instrument as columns [rad].
    shaking : ndarray
        What the skin's texture adds to the force, along x, y, z as columns [N].
    blow : ndarray
        Force on the sensor that does not come from the skin [N].
    """

    time: FloatArray
    pressed: FloatArray
    normal: FloatArray
    shear: FloatArray
    indentation: FloatArray
    position: FloatArray
    tilt: FloatArray
    shaking: FloatArray
    blow: FloatArray


def ground_of(
    script: Script, random: np.random.Generator, scene: SimulatedScene
) -> Ground:
    """Draw the skin along the way.

    Parameters
    ----------
    script : Script
        For how far the strokes go.
    random : Generator
        Source of chance.
    scene : SimulatedScene
        With restrictions.

    Returns
    -------
    Ground
        The same for each stroke.
    """
    ends = np.concatenate([script.from_, script.to])
    x = np.arange(ends.min() - _MARGIN, ends.max() + _MARGIN, _GRID)
    more = np.sum([one.shape(x) for one in scene.restrictions], axis=0) + 0.0 * x
    length = constant("skin", "background_length")
    site = [smooth(random, x.size, _GRID, length) for _ in range(2)]
    rough = np.maximum(1.0 + constant("skin", "restriction_roughness") * more, 0.0)
    rough *= constant("skin", "roughness")
    return Ground(
        start=float(x[0]),
        step=_GRID,
        stiffness=constant("skin", "stiffness")
        * np.exp(constant("skin", "stiffness_texture") * site[0])
        * (1.0 + constant("skin", "restriction_stiffness") * more),
        friction=constant("skin", "friction")
        * np.exp(constant("skin", "friction_texture") * site[1])
        * (1.0 + constant("skin", "restriction_friction") * more),
        roughness=rough,
        bumps=_texture(random, x.size),
        drag=_texture(random, x.size),
    )


def _texture(random: np.random.Generator, size: int) -> FloatArray:
    """Return a texture of unit deviation, white between two wave lengths [1]."""
    waves = np.fft.rfftfreq(size, _GRID)
    shortest = constant("skin", "texture_shortest")
    band = (waves > 1 / constant("skin", "texture_longest")) & (waves < 1 / shortest)
    spectrum = np.where(band, np.fft.rfft(random.standard_normal(size)), 0.0)
    return np.fft.irfft(spectrum, size) * math.sqrt(waves.size / max(band.sum(), 1))


def touch_of(
    script: Script,
    intent: Intent,
    ground: Ground,
    random: np.random.Generator,
    *,
    difficulty: float,
) -> Touch:
    """Let the hand do what it means on the skin.

    Parameters
    ----------
    script, intent : Script, Intent
        What the hand means to do.
    ground : Ground
        The skin.
    random : Generator
        Source of chance.
    difficulty : float
        From 0 to 1 [1].

    Returns
    -------
    Touch
        What happens on the skin.

    Notes
    -----
    The hand's mass m, with damper c, is pressed with F_c on skin of stiffness k(x) and
    viscosity b::

        m d'' = F_c - c d' - F,   F = k(x) d + b d' >= 0,   d >= 0

    integrated at 2 kHz or more. Friction is ``-F (mu(x) (1 + drag(x)) tanh(v / v0) +
    e v)``, Coulomb's and a viscous one. Texture rides on the force and is sampled where
    the edge is, so that its frequency follows the speed. Each stroke runs a little
    beside the last: it meets other bumps, but the same roughness.
    """
    rate = 1.0 / float(intent.time[1] - intent.time[0])
    usual, mass = constant("skin", "stiffness"), constant("hand", "mass")
    spread = difficulty * constant("skin", "friction_change")
    factor = np.exp(spread * random.standard_normal(script.start.size))
    which = np.clip(np.searchsorted(script.start, intent.time) - 1, 0, None)
    laws = np.array(
        [
            mass,
            2.0 * constant("hand", "damping_ratio") * math.sqrt(usual * mass),
            usual * constant("skin", "damping_time"),
            constant("skin", "viscous_friction"),
            constant("skin", "slip_speed"),
            1.0 / rate,
            ground.start,
            ground.step,
        ]
    )
    skin = np.stack(
        [
            ground.stiffness,
            ground.friction,
            ground.roughness,
            ground.bumps,
            ground.drag,
        ]
    )
    beside = random.integers(0, skin.shape[1], script.start.size)[which]
    out = np.zeros((5, intent.time.size))
    steps = max(1, math.ceil(_RATE / rate))
    _press(np.stack([intent.force, intent.along]), beside, skin, laws, steps, out)
    pressed, normal, shear, depth, dragged = out
    height, none = intent.lift - depth, np.zeros(pressed.size)
    return Touch(
        time=intent.time,
        pressed=pressed,
        normal=normal,
        shear=shear * factor[which],
        indentation=depth,
        position=np.column_stack([intent.along, intent.across, height]),
        tilt=intent.tilt,
        shaking=np.column_stack([dragged * factor[which], none, normal - pressed]),
        blow=none,
    )


@compiled
def _press(
    intended: FloatArray,
    beside: IntArray,
    skin: FloatArray,
    laws: FloatArray,
    steps: int,
    out: FloatArray,
) -> None:
    """Press the hand on the skin; each sample is the mean over its steps."""
    force, along = intended
    mass, hand, viscosity, viscous, slip, sample, start, grid = laws
    step = sample / steps
    depth = 0.0
    sinking = 0.0
    for i in range(force.size - 1):
        speed = (along[i + 1] - along[i]) / sample
        sliding = math.tanh(speed / slip)
        for j in range(steps):
            part = (j + 0.5) / steps
            place = (along[i] + part * (along[i + 1] - along[i]) - start) / grid
            left = min(max(int(place), 0), skin.shape[1] - 2)
            part_of = place - left
            here = skin[:3, left] + part_of * (skin[:3, left + 1] - skin[:3, left])
            bump = (left + beside[i]) % (skin.shape[1] - 1)
            felt = skin[3:, bump] + part_of * (skin[3:, bump + 1] - skin[3:, bump])
            pressed = max(here[0] * depth + viscosity * sinking, 0.0)
            meant = force[i] + part * (force[i + 1] - force[i])
            sinking += step * (meant - hand * sinking - pressed) / mass
            depth += step * sinking
            if depth < 0.0:
                depth = 0.0
                sinking = 0.0
            out[0, i] += pressed / steps
            out[1, i] += pressed * (1.0 + here[2] * felt[0]) / steps
            coulomb = pressed * here[1] * sliding
            shaken = coulomb * here[2] * felt[1]
            out[2, i] -= (coulomb + shaken + pressed * viscous * speed) / steps
            out[3, i] += depth / steps
            out[4, i] -= shaken / steps
