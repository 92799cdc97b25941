"""A session as ordered steps, and the force band in which a step stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from strigil.treatment.because import Reason

__all__ = [
    "FORCE_WORDS",
    "TREATMENT_PHASES",
    "WORDS_ONLY",
    "Direction",
    "ForceBand",
    "ForceWord",
    "Phase",
    "PlanStep",
]

Phase = Literal[
    "check",
    "sign",
    "warm_up",
    "scan",
    "light",
    "moderate",
    "firm",
    "load",
    "skin_check",
    "clean",
]
ForceWord = Literal["light", "moderate", "firm"]
Direction = Literal["along", "across", "any", "none"]
FORCE_WORDS: tuple[ForceWord, ...] = get_args(ForceWord)
# Phases in which hands, heat or an edge act on the patient's tissue. A plan that is
# held back has none of them.
TREATMENT_PHASES = frozenset({"warm_up", "scan", "light", "moderate", "firm", "load"})
WORDS_ONLY = "words only: no calibration"


@dataclass(frozen=True, slots=True)
class ForceBand:
    """How firmly, in the practitioner's own calibrated word.

    Attributes
    ----------
    word : str
        ``light``, ``moderate`` or ``firm``.
    low, high : float or None
        Interval of the practitioner's own strokes at that word [N]; None without a
        calibration. The upper end is a ceiling; the lower end asks for nothing.
    statistic : str
        ``mean per stroke`` or ``peak per stroke``.
    basis : str
        What the practitioner was calibrated on, or that there is no calibration.
    """

    word: ForceWord
    low: float | None = None
    high: float | None = None
    statistic: str = "mean per stroke"
    basis: str = WORDS_ONLY

    def as_json(self) -> dict[str, object]:
        """Return ``{word, low, high, statistic, basis}`` with forces [N]."""
        return {
            "word": self.word,
            "low": self.low,
            "high": self.high,
            "statistic": self.statistic,
            "basis": self.basis,
        }

    def as_text(self) -> str:
        """Return the band for people.

        Examples
        --------
        >>> ForceBand("light").as_text()
        'light (words only: no calibration)'
        """
        if self.low is None or self.high is None:
            return f"{self.word} ({self.basis})"
        return (
            f"{self.word}: your own {self.low:.1f} to {self.high:.1f} N, "
            f"{self.statistic} ({self.basis})"
        )


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One thing to do in a session, told so that two people would do the same.

    Attributes
    ----------
    order : int
        Place in the session, from 1.
    phase : str
        What kind of step it is.
    site, structure, side : str
        Where: body site id, structure in words, and left, right or midline.
    position, movement : str
        How the limb lies and how it moves meanwhile.
    grip : str
        ``one hand`` or ``two hands``; it outweighs the choice of instrument.
    lubricant, instrument, edge, stroke : str
        Catalogue ids; empty where the step uses none.
    direction : str
        Against the fibres: along, across, any, none.
    angle_deg : float or None
        Treatment angle between edge and skin [deg].
    force_band : ForceBand or None
        How firmly.
    duration : float or None
        Time of the step [s].
    strokes : int or None
        Number of strokes, both ways counted.
    instruction : str
        The step as one sentence or two.
    because : tuple of Reason
        Why the step stands where it stands.
    """

    order: int
    phase: Phase
    instruction: str
    site: str = ""
    structure: str = ""
    side: str = ""
    position: str = ""
    movement: str = ""
    grip: str = ""
    lubricant: str = ""
    instrument: str = ""
    edge: str = ""
    stroke: str = ""
    direction: Direction = "none"
    angle_deg: float | None = None
    force_band: ForceBand | None = None
    duration: float | None = None
    strokes: int | None = None
    because: tuple[Reason, ...] = ()

    @property
    def treats(self) -> bool:
        """True when something acts on the patient's tissue in this step."""
        return self.phase in TREATMENT_PHASES

    def as_json(self) -> Mapping[str, object]:
        """Return the step for machines: force [N], time [s], ``angle_deg`` [deg]."""
        words = {name: getattr(self, name) for name in self.__slots__}
        band = self.force_band
        return {
            **words,
            "force_band": band.as_json() if band else None,
            "because": [reason.as_json() for reason in self.because],
        }
