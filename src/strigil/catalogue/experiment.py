"""The words in which a published experiment is stated: a scenario's vocabulary."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.condition import ConditionClass
from strigil.catalogue.sourced import Evidence, Sourced

__all__ = [
    "InjuryKind",
    "MeasurementKind",
    "Modality",
    "ReadoutQuantity",
    "Species",
    "StudiedTissue",
]


@dataclass(frozen=True, slots=True)
class Species:
    """An animal, a person or cells in a dish.

    Attributes
    ----------
    healing_pace : Sourced
        How many times faster than in a person tissue heals [1].
    cover_modulus : Sourced
        Stiffness in compression of all that lies over and around the target, taken as
        one soft layer [Pa].
    tool_area : Sourced
        Contact area of a tool or hand where none is stated [m2].
    cells : bool
        True for cells or a construct in a dish: a strain acts on them directly.
    """

    id: str
    name: str
    healing_pace: Sourced
    cover_modulus: Sourced
    tool_area: Sourced
    cells: bool = False
    also: tuple[str, ...] = ()
    source: str = "StrigilEstimate"
    note: str = ""


@dataclass(frozen=True, slots=True)
class StudiedTissue:
    """A tissue that was treated or measured.

    Attributes
    ----------
    kind : str
        Kind of condition whose parameters fit it.
    depth_share : Sourced
        Share of the strain under a tool that reaches it [1].
    """

    id: str
    name: str
    kind: ConditionClass
    depth_share: Sourced
    also: tuple[str, ...] = ()
    source: str = "StrigilEstimate"
    note: str = ""


@dataclass(frozen=True, slots=True)
class InjuryKind:
    """What was wrong with the tissue before the treatment.

    Attributes
    ----------
    course : str
        How it goes on by itself: ``none`` (healthy), ``healing`` (dated wound or
        rupture), ``chronic`` (long-lasting complaint), ``exercise`` (force loss and
        soreness), ``disuse``, ``restricted`` (little motion, no wound), ``inflamed``,
        ``other`` (the model has no word for it).
    damage : Sourced or None
        Microdamage on day zero [1].
    loss : Sourced or None
        Share of muscle force lost at once [1].
    tired : Sourced or None
        Share of that loss which is mere fatigue [1].
    """

    id: str
    name: str
    course: Literal[
        "none",
        "healing",
        "chronic",
        "exercise",
        "disuse",
        "restricted",
        "inflamed",
        "other",
    ]
    damage: Sourced | None = None
    loss: Sourced | None = None
    tired: Sourced | None = None
    also: tuple[str, ...] = ()
    source: str = "StrigilEstimate"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Modality:
    """What was done to the tissue.

    Attributes
    ----------
    acts : str
        ``slides`` (edge, hand or roller that moves on the skin), ``presses``,
        ``pulls`` (suction), ``stretches``, ``loads`` (exercise, training), ``rests``
        (unloading), ``nothing`` (rest, sham, control), ``other`` (not in the model).
    skin_pressure : Sourced or None
        Pressure on a spot of skin, averaged over the session, where no number is
        stated [Pa].
    strain : Sourced or None
        Strain at the target where no number is stated [1].
    duration : Sourced or None
        Time of one session where none is stated [s].
    shear_share : Sourced or None
        Shear on the skin over pressure [1].
    context : Sourced or None
        Share of the effect of attention and expectation that it brings [1].
    daily_load : Sourced or None
        Daily load while it lasts, relative to the usual [1].
    by_edge : bool
        True for a hard edge, false for a hand, a roller or a pad.
    """

    id: str
    name: str
    acts: Literal[
        "slides",
        "presses",
        "pulls",
        "stretches",
        "loads",
        "rests",
        "nothing",
        "other",
    ]
    skin_pressure: Sourced | None = None
    strain: Sourced | None = None
    duration: Sourced | None = None
    shear_share: Sourced | None = None
    context: Sourced | None = None
    daily_load: Sourced | None = None
    by_edge: bool = False
    also: tuple[str, ...] = ()
    source: str = "StrigilEstimate"
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasurementKind:
    """How noisy a way of measuring is, and how far the model is trusted with it.

    Attributes
    ----------
    between : Sourced
        Spread between subjects: of the logarithm for quantities with a ratio, in the
        quantity's own unit for points [1 or point].
    within : Sourced
        Spread of one subject's change, in the same terms [1 or point].
    misfit : Sourced
        Spread of a study's true effect about the model's, beside the effect's own
        size, in the same terms [1 or point].
    misfit_share : Sourced
        The same, as a share of the model's effect [1].
    """

    id: str
    name: str
    between: Sourced
    within: Sourced
    misfit: Sourced
    misfit_share: Sourced
    source: str = "StrigilEstimate"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadoutQuantity:
    """A quantity that papers report, and what of the model answers it.

    Attributes
    ----------
    of : str
        Channel of the response model; empty when the model has no word for it.
    measured : str
        Id of the kind of measurement.
    scale : str
        ``ratio`` (has a zero: read relative to a comparison), ``points`` (differences
        in points 0 to 10) or ``share`` (0 to 1, or percent).
    gain : Sourced or None
        Change of its logarithm, or points, for that of the channel; 1 without [1].
    usual : Sourced or None
        Usual value at rest, to turn relative change into the paper's unit [its own].
    evidence : str
        How well it is known that tools or hands move it at all.
    """

    id: str
    name: str
    of: str
    measured: str
    scale: Literal["ratio", "points", "share"] = "ratio"
    gain: Sourced | None = None
    usual: Sourced | None = None
    evidence: Evidence = "assumed"
    also: tuple[str, ...] = ()
    source: str = "StrigilEstimate"
    note: str = ""
