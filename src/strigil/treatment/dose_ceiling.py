"""Strokes above the word they were to stay in: what a recording says of a cap.

A cap such as *light only* is a word. It becomes newtons in the practitioner's own
calibration, or not at all: without one only strokes beyond what any trained person was
measured to use are counted, and the count says that it is uncertain.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strigil.catalogue import Sourced, sourced_table
from strigil.treatment.because import Reason
from strigil.treatment.calibration import SPOILT, ForceCalibration
from strigil.treatment.session import ForceBand, ForceWord

if TYPE_CHECKING:
    from strigil.signals import StrokeMeasure

__all__ = ["RecordedStrokes", "StrokesAbove", "recorded_strokes", "strokes_above"]

MEAN, PEAK = "mean per stroke", "peak per stroke"
_CUT = SPOILT - {"saturated"}  # what a full sensor read is the least that it was


@dataclass(frozen=True, slots=True)
class RecordedStrokes:
    """The forces that a recording measured, beside the firmest word allowed.

    Attributes
    ----------
    word : str
        The firmest word that screen and plan allowed in that session.
    capped : bool
        True when the screen held the session to it.
    mean_force, peak_force : tuple of float
        Mean and largest normal force of each whole stroke [N].
    band : ForceBand or None
        The word in newtons of who treated; None where the case's practitioner did.
    """

    word: ForceWord
    capped: bool = False
    mean_force: tuple[float, ...] = ()
    peak_force: tuple[float, ...] = ()
    band: ForceBand | None = None


@dataclass(frozen=True, slots=True)
class StrokesAbove:
    """How many strokes lay above a word.

    Attributes
    ----------
    word : str
        The firmest word that was allowed.
    capped : bool
        True when the screen held the session to it.
    strokes, above : int
        Whole strokes of the recording, and those above the ceiling.
    ceiling, highest : float
        Upper end of the word, and the firmest stroke [N].
    statistic : str
        What was compared of each stroke.
    own : bool
        True when the ceiling is the practitioner's own; else it is what trained people
        were measured to use at no named word, so the count is uncertain.
    too_many : bool
        True when more were above than chance puts above an upper end.
    """

    word: ForceWord
    capped: bool
    strokes: int
    above: int
    ceiling: float
    highest: float
    statistic: str
    own: bool
    too_many: bool

    @property
    def said(self) -> str:
        """What was counted, as a sentence for people."""
        return f"{self._rule} ({self._number})."

    def as_reason(self) -> Reason:
        """Return the count as a reason for a lighter session."""
        source = "StrigilPolicy" if self.own else _anyone().source
        return Reason(self._rule, self._number, source)

    @property
    def _rule(self) -> str:
        noun = "stroke" if self.strokes == 1 else "strokes"
        were = f"{noun} was" if self.above == 1 else f"{noun} were"
        limit = "the screen's cap" if self.capped else "the plan's firmest word"
        if self.above == 0:
            return f"none of {self.strokes} whole recorded strokes was above {limit}"
        return f"{self.above} of {self.strokes} whole recorded {were} above {limit}"

    @property
    def _number(self) -> str:
        what = self.statistic.replace("per stroke", "of a stroke")
        highest = f"highest {self.highest:.1f} N"
        if self.own:
            own = "in the practitioner's own calibration"
            return f"{self.word}: up to {self.ceiling:.1f} N {own}, {what}; {highest}"
        return (
            f"uncertain, as {self.word} is not calibrated: only strokes above "
            f"{self.ceiling:.1f} N count, the most that trained people use, {what}; "
            f"{highest}"
        )


def recorded_strokes(
    word: ForceWord,
    strokes: Iterable["StrokeMeasure"],
    *,
    capped: bool = False,
    band: ForceBand | None = None,
) -> RecordedStrokes:
    """Keep of a recording the forces that can be held to a word.

    Parameters
    ----------
    word : str
        The firmest word that screen and plan allowed.
    strokes : iterable of StrokeMeasure
        Strokes of the recording. One that was cut or is implausible is left out; one
        that filled the sensor stays, as it was no lighter than it reads.
    capped : bool
        Whether the screen held the session to the word.
    band : ForceBand, optional
        The word in newtons of who treated.
    """
    whole = [stroke for stroke in strokes if not _CUT & set(stroke.flags)]
    return RecordedStrokes(
        word=word,
        capped=capped,
        mean_force=tuple(stroke.mean_force for stroke in whole),
        peak_force=tuple(stroke.peak_force for stroke in whole),
        band=band,
    )


def strokes_above(
    recorded: RecordedStrokes, calibration: ForceCalibration | None = None
) -> StrokesAbove | None:
    """Count the strokes above the word that was allowed.

    Parameters
    ----------
    recorded : RecordedStrokes
        The strokes and the word.
    calibration : ForceCalibration, optional
        The words of who treated; used where the recording brings no band.

    Returns
    -------
    StrokesAbove or None
        None when there is no whole stroke to compare.

    Notes
    -----
    The upper end of a word is where nine of its own strokes in ten have their upper
    end, so chance alone puts one in twenty above it. More than that is too many. The
    error of the force sensor is not added: it may be in the calibration as well.

    References
    ----------
    Syeda2022

    Examples
    --------
    >>> band = ForceBand("light", 1.5, 3.0)
    >>> forces = (2.0, 2.5, 4.0, 5.0)
    >>> found = strokes_above(RecordedStrokes("light", mean_force=forces, band=band))
    >>> found.above, found.strokes, found.too_many
    (2, 4, True)
    """
    ceiling, statistic, own = _ceiling(recorded, calibration)
    forces = recorded.peak_force if statistic == PEAK else recorded.mean_force
    if not forces:
        return None
    above = sum(force > ceiling for force in forces)
    share = sourced_table("planning_rules.toml")["strokes_above_share"].value
    return StrokesAbove(
        word=recorded.word,
        capped=recorded.capped,
        strokes=len(forces),
        above=above,
        ceiling=ceiling,
        highest=max(forces),
        statistic=statistic,
        own=own,
        too_many=above > share * len(forces),
    )


def _ceiling(
    recorded: RecordedStrokes, calibration: ForceCalibration | None
) -> tuple[float, str, bool]:
    """Return the upper end of the word [N], its statistic, and whether it is own."""
    band = recorded.band
    if band is not None and band.high is not None:
        return band.high, band.statistic, True
    known = calibration if band is None and calibration else None
    own = known.of(recorded.word) if known and known.in_order else None
    if known is not None and own is not None:
        return own.high, known.statistic, True
    return _anyone().interval.high, MEAN, False


def _anyone() -> Sourced:
    return sourced_table("response_stimulus.toml")["one_hand_force"]
