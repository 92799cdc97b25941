"""What an experiment did to a group, as the tissue received it."""

from dataclasses import dataclass
from typing import Literal

from strigil.biology.model import Array, Parameters
from strigil.catalogue import ConditionClass

__all__ = ["Exposure", "People", "StudiedGroup"]

Acts = Literal["slides", "presses", "pulls", "stretches", "loads", "nothing"]
Course = Literal[
    "none", "healing", "chronic", "exercise", "disuse", "restricted", "inflamed"
]


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session as the tissue receives it.

    Attributes
    ----------
    time : float
        When it ends, from day zero [s].
    acts : str
        What it does: ``slides``, ``presses``, ``pulls``, ``stretches``, ``loads``
        or ``nothing``.
    duration : float
        How long it lasts [s].
    pressure : float
        On a spot of skin, averaged over the session [Pa].
    shear : float
        On the skin [Pa].
    strain : float
        Of the treated layer; compression under a tool, else stretch [1].
    context : float
        Share of what attention and expectation do [1].
    by_hand : bool
        True when a hand, roller or pad does it rather than an edge.
    pressure_factor, strain_factor : float
        How uncertain they are: 5 to 95 % lie between value / factor and value x
        factor, the same for all sessions of an experiment [1].
    """

    time: float
    acts: Acts
    duration: float
    pressure: float = 0.0
    shear: float = 0.0
    strain: float = 0.0
    context: float = 0.0
    by_hand: bool = True
    pressure_factor: float = 1.0
    strain_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class StudiedGroup:
    """One group of an experiment.

    Attributes
    ----------
    kind : str
        Kind of condition whose parameters fit the tissue.
    course : str
        How its injury goes on by itself.
    exposures : tuple of Exposure
        Its sessions in order of time.
    damage : float
        Microdamage on day zero [1].
    loss, tired : float
        Share of muscle force lost on day zero, and share of that which is fatigue [1].
    pace : float
        How many times faster than in a person its tissue heals [1].
    load : float
        Daily load relative to the usual [1].
    pain : float
        Pain on day zero [point].
    opposite : bool
        True when the other side was looked at, which nobody treated.
    dish : bool
        True for cells in a dish: strain acts on them directly.
    """

    kind: ConditionClass
    course: Course = "none"
    exposures: tuple[Exposure, ...] = ()
    damage: float = 0.0
    loss: float = 0.0
    tired: float = 0.0
    pace: float = 1.0
    load: float = 1.0
    pain: float = 0.0
    opposite: bool = False
    dish: bool = False

    @property
    def injured(self) -> bool:
        """Whether there is a lesion or a complaint at all."""
        return self.course != "none"


@dataclass(frozen=True, slots=True)
class People:
    """The drawn subjects or studies: one number each for every parameter.

    Attributes
    ----------
    weeks : Parameters
        Of the states; rates per day.
    soon : Parameters
        Of what comes at once or fades in days [SI].
    pressure, strain : ndarray
        How far off the stated pressure and strain are: standard normal [1].
    healthy, chronic : ndarray
        The tissue at rest without a lesion, and after long trouble, shape (states,
        samples) [1].
    """

    weeks: Parameters
    soon: Parameters
    pressure: Array
    strain: Array
    healthy: Array
    chronic: Array

    @property
    def samples(self) -> int:
        """How many were drawn [1]."""
        return int(self.strain.size)
