"""What cells answer to a local strain: calming below a threshold, inflaming above.

Two records show the change of sign (Sun2008 in rat tendon; tenocytes in a dish), so
that the form is taken for all; where the threshold lies in other tissue is assumed.
"""

import numpy as np

from strigil.biology.acute import felt_strain
from strigil.biology.model import Array
from strigil.biology.studied import Exposure, People, StudiedGroup

__all__ = ["cell_answers", "relative_strain"]

_GONE = 60.0
# The greatest logarithm that sessions add up to.
_MOST = 3.0
_DISH_REFERENCE = 0.04  # strain of the dish to which growth is stated [1]


def cell_answers(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    """Return factors on what the model's states give, each shape (times, samples).

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
        Logarithms [1]: ``stirred`` (mediators and enzymes), ``grown`` (growth factor,
        collagen I), ``divided`` (proliferation), ``called`` (vessel signals),
        ``harmed`` (microdamage), ``packed`` and ``closed`` (a construct and its wound).
    """
    p = people.soon
    zero = np.zeros((time.size, people.samples))
    stirred, grown, divided, called, harmed = zero, zero, zero, zero, zero
    own = 1.0 if group.injured or group.dish else p.yHealthy
    for one in group.exposures:
        if one.acts == "nothing" or one.strain == 0.0:
            continue
        y = relative_strain(one, group, people)
        fade = _since(time, one, p.yTau)
        cubed = y**3
        cycled = 1.0 - np.exp(-one.duration / p.yCycles)
        signal = (-p.yCalm * y + cycled * p.yStir * y * cubed) / (1.0 + y * cubed)
        if group.opposite:
            # Only calming was seen on the other side, whatever the load.
            stirred = stirred - p.yOther * p.yCalm * fade
            continue
        stirred = stirred + own * signal * fade
        grown = grown + own * p.yGrow * np.tanh(_in_dish(one, group, people)) * fade
        divided = divided + own * p.yDivide * cubed / (1.0 + cubed) * fade
        called = called + own * p.yVessel * y / (1.0 + y) * fade
        if one.acts == "stretches":
            harmed = harmed + p.yHarm * cycled * cubed**2 / (1.0 + cubed**2)
    packed, closed = _construct(group, people, time)
    found = {
        "packed": packed,
        "closed": closed,
        "stirred": stirred,
        "grown": grown,
        "divided": divided,
        "called": called,
        "harmed": harmed,
    }
    # Many sessions close together do not add up without end.
    return {name: _MOST * np.tanh(log / _MOST) for name, log in found.items()}


def relative_strain(one: Exposure, group: StudiedGroup, people: People) -> Array:
    """Return the local strain over that at which calming turns to inflaming [1]."""
    p = people.soon
    strain = felt_strain(one, people)
    if group.dish:
        strain = strain * p.yDish
    elif one.acts in ("slides", "presses", "pulls"):
        strain = strain * p.yTool
    threshold = p.yMuscle if group.kind == "muscle_strain" else p.yTendon
    if group.course == "disuse":
        threshold = threshold * p.yUnused
    relative: Array = strain / threshold
    return relative


def _construct(group: StudiedGroup, people: People, time: Array) -> tuple[Array, Array]:
    """Return how much a construct narrows and its wound closes [1]."""
    p = people.soon
    packed = np.zeros((time.size, people.samples))
    closed = packed
    for one in group.exposures:
        if not group.dish or one.acts != "stretches":
            continue
        after = time[:, None] >= one.time
        fourth = relative_strain(one, group, people) ** 4
        packed = packed + after * p.yPack * fourth / (1.0 + fourth)
        calm = relative_strain(one, group, people) / (1.0 + fourth)
        closed = closed + after * p.yWound * calm
    return packed, closed


def _in_dish(one: Exposure, group: StudiedGroup, people: People) -> Array:
    """Return the strain over that of the dish to which growth is stated [1]."""
    p = people.soon
    local = relative_strain(one, group, people) * p.yTendon
    dish: Array = local / (p.yDish * _DISH_REFERENCE * 2.0)
    return dish


def _since(time: Array, one: Exposure, lasting: Array) -> Array:
    since = time[:, None] - one.time
    faded = np.exp(-np.clip(since / lasting, 0.0, _GONE))
    return np.where(since >= 0.0, faded, 0.0)
