"""What a simulated session is given besides a hand: restrictions, odd modes, a rate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals.simulated_numbers import constant

__all__ = ["ODD_MODES", "SimulatedRestriction", "SimulatedScene"]

# Full width at half height of a bell curve over its standard deviation.
_FULL_WIDTH = 2.3548

# Name of an odd mode: what it does.
ODD_MODES = {
    "double_peak": "strokes let go in their middle and press again",
    "dropped_tool": "the instrument falls, rings, lies, and is picked up again",
    "no_lift": "strokes begin where the last ended, without a lift",
    "resting_hand": "the hand rests on the skin in pauses",
    "stuck_sensor": "the sensor repeats one value for seconds",
    "tool_tap": "the instrument knocks on something in pauses",
    "wrong_way_mount": "the sensor sits upside down: pressing reads negative",
}


@dataclass(frozen=True, slots=True)
class SimulatedRestriction:
    """A place of the body where stiffness, friction and roughness are others.

    Attributes
    ----------
    at : float
        Its middle along x, fixed on the body; strokes go from about -50 to 50 mm [m].
    strength : float
        Share of the usual changes of a restriction; negative for less stiffness,
        friction and roughness than around, 0 for none [1].
    width : float or None
        Full width at half height [m]; the usual one unless given.
    """

    at: float
    strength: float = 1.0
    width: float | None = None

    @property
    def stiffness_change(self) -> float:
        """Stiffness in its middle over that without it, less 1 [1]."""
        return self.strength * constant("skin", "restriction_stiffness")

    def shape(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return its height at places [m], ``strength`` in its middle [1]."""
        width = self.width or constant("skin", "restriction_width")
        away = (x - self.at) / (width / _FULL_WIDTH)
        return np.asarray(self.strength * np.exp(-0.5 * away**2))


@dataclass(frozen=True, slots=True)
class SimulatedScene:
    """What is simulated besides strokes.

    Attributes
    ----------
    sample_rate : float
        Samples a second [Hz]; from 500 Hz on the skin's texture can be felt.
    restrictions : tuple of SimulatedRestriction
        Places that differ, the same for each stroke.
    modes : tuple of str
        Odd modes by name, of :data:`ODD_MODES`.
    indentation : bool
        Whether the sensor knows the indentation.
    """

    sample_rate: float = 200.0
    restrictions: tuple[SimulatedRestriction, ...] = ()
    modes: tuple[str, ...] = ()
    indentation: bool = False

    def __post_init__(self) -> None:
        kind = "odd mode"
        for mode in self.modes:
            if mode not in ODD_MODES:
                raise UnknownNameError(kind, mode, ODD_MODES)
        if not 50.0 <= self.sample_rate <= 4000.0:
            message = (
                "sample_rate [Hz] must lie from 50 to 4000; "
                f"{self.sample_rate:g} was given."
            )
            raise InvalidValueError(message)
        for one in self.restrictions:
            wide = one.width is None or one.width > 0.0
            if not (wide and np.isfinite(one.at) and -1.0 <= one.strength <= 5.0):
                message = (
                    "A restriction has a place and a width above 0 [m] and a strength "
                    f"from -1 to 5; {one} was given."
                )
                raise InvalidValueError(message)

    def share(self, mode: str, difficulty: float) -> float:
        """Return how often an odd thing happens at a difficulty [1]."""
        usual = difficulty * constant("odd", mode)
        return (
            max(usual, constant("odd", "named_share")) if mode in self.modes else usual
        )
