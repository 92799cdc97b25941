"""The records that the pass over samples is told once and remembers between samples."""

import numpy as np

from strigil.signals.stream_begun import BINS, NEAR, RECENT
from strigil.signals.stroke_tiers import TIER

__all__ = ["KEPT", "MEMORY", "SETUP"]

KEPT = 16  # samples of a block that its median is made of, at most
_WHOLE, _REAL, _THREE = np.int64, np.float64, (3,)

# The settings [SI].
SETUP = np.dtype(
    [
        ("wrong", _WHOLE, _THREE),  # what counts when it is wrong with a lane
        ("lanes", _WHOLE),  # force lanes that are filtered
        ("signed", _WHOLE),  # 1: pressing is positive, the first lane is normal
        ("shear", _WHOLE),  # 1: the lanes tell shear, once a direction is known
        ("place", _WHOLE),  # 1: there are positions
        ("turns", _WHOLE),  # 0: nothing tells a turn, 1: shear does, 2: position does
        ("adapt", _WHOLE),  # 1: levels, rest and direction are learnt on the way
        ("low_pass", _REAL, (5,)),  # b0, b1, b2, a1, a2
        ("step", _REAL),
        ("gap", _REAL),
        ("bridge", _REAL),
        ("shortest", _REAL),
        ("burst_gap", _REAL),
        ("block", _WHOLE),
        ("stride", _WHOLE),
        ("motion", _WHOLE),  # samples over which positions are averaged
        ("excursion", _REAL),
        ("hysteresis", _REAL),
        ("dip", _REAL),  # of the peaks beside, below which the pressing tells a turn
        ("friction", _REAL),
        ("band", _REAL, (2,)),
        ("most", _REAL),
        ("usual", _REAL, _THREE),  # NaN: the first
        ("clipped_run", _WHOLE),
        ("settling", _WHOLE),  # blocks from which the first rest is learnt
        ("seated", _WHOLE),  # blocks below rest after which that is rest
        ("up", _REAL),  # part of the way to a block that rest follows it
        ("down", _REAL),
        ("spread", _REAL),  # the same for the noise
        ("forget", _REAL),  # growth of a block's weight over that of the one before
        ("still", _REAL),
        ("noise_multiple", _REAL),
        ("level_fraction", _REAL),
        ("off_ratio", _REAL),
        ("separation", _REAL),
        ("smallest", _REAL),
        ("carried", _REAL),
        ("coherence", _REAL),
        ("alignment", _REAL),
        ("aligned", _REAL),
    ],
    align=True,  # as it would lie anyway; told, it is passed on faster
)

_FILTER = np.dtype(
    [
        ("count", _WHOLE),
        ("time", _REAL),
        ("begun", _WHOLE, _THREE),
        ("held", _REAL, _THREE),
        ("z", _REAL, (3, 2)),
        ("high", _REAL, _THREE),
        ("low", _REAL, _THREE),
        ("run", _WHOLE, _THREE),
        ("beyond_since", _REAL, _THREE),
        ("beyond_at", _REAL, _THREE),
        ("usual", _REAL, _THREE),
        ("block", _REAL, (3, KEPT)),
        ("block_count", _WHOLE),
        ("block_kept", _WHOLE),
        ("block_wait", _WHOLE),
        ("place_sum", _REAL, _THREE),
        ("place_known", _WHOLE),
        ("place_count", _WHOLE),
    ],
    align=True,
)

_LEVELS = np.dtype(
    [
        ("blocks", _WHOLE),
        ("rest", _REAL, _THREE),
        ("direction", _REAL, _THREE),
        ("tells", _WHOLE),  # 1: what lies across the normal is shear
        ("on", _REAL),
        ("off", _REAL),
        ("noise", _REAL),
        ("calm", _REAL),
        ("apart", _REAL),
        ("split", _REAL),
        ("lowest", _REAL),
        ("jitter", _REAL),
        ("moved", _REAL),
        ("stir", _REAL),
        ("settled", _WHOLE),
        ("touching", _WHOLE),
        ("touched", _REAL),
        ("calm_blocks", _WHOLE),
        ("below", _WHOLE),
        ("before", _REAL, _THREE),
        ("pull", _REAL, _THREE),
        ("pull_length", _REAL),
        ("pulled", _WHOLE),
        ("stand", _REAL),
        ("stand_time", _REAL),
        ("histogram", _REAL, (BINS,)),
        ("weight", _REAL),
        ("opening", _REAL),  # how far the force moved in the first blocks
        ("sure", _WHOLE),  # looks that found no other rest
        ("recent", _REAL, (RECENT, 3)),
        ("near", _REAL, (NEAR,)),
        ("aim", _REAL, _THREE),
    ],
    align=True,
)

_PRESS = np.dtype(
    [
        ("count", _WHOLE),
        ("frame", _WHOLE),
        ("since", _REAL),  # sample from which the frame holds
        ("slope", _REAL, _THREE),  # of rest, a sample
        ("rest", _REAL, _THREE),
        ("direction", _REAL, _THREE),
        ("on", _REAL),
        ("off", _REAL),
        ("noise", _REAL),
        ("bent", _WHOLE),
        ("trigger", _WHOLE),
    ],
    align=True,
)

_STROKES = np.dtype(
    [
        ("count", _WHOLE),
        ("time", _REAL),
        ("known", _WHOLE),
        ("known_time", _REAL),
        ("force", _REAL),
        ("normal", _REAL),
        ("slide", _REAL),
        ("slides", _REAL, _THREE),
        ("noise", _REAL),
        ("inside", _WHOLE),
        ("touched", _REAL),
        ("leapt", _WHOLE),
        ("turned", _WHOLE),
        ("turns", _WHOLE),  # what tells a turn in this contact: 3 is the pressing
        ("tier", _WHOLE),
        ("here", _WHOLE),
        ("last_tier", _WHOLE),
        ("tiers", _REAL, (3, TIER)),
        ("least", _REAL),
        ("place", _REAL, _THREE),
        ("place_time", _REAL),
        ("stepped", _WHOLE),
        ("anchor", _REAL, _THREE),
        ("furthest", _REAL, _THREE),
        ("far", _REAL),
        ("before", _REAL),
        ("ended", _REAL),
        ("burst", _WHOLE),
        ("rows", _WHOLE),  # of strokes, written in the last call
    ],
    align=True,
)

# The memory: nothing else is kept between two samples.
MEMORY = np.dtype(
    [
        ("filter", _FILTER),
        ("levels", _LEVELS),
        ("press", _PRESS),
        ("strokes", _STROKES),
    ],
    align=True,
)
