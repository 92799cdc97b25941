"""What may be given to a solver: numbers, nouns and places, or a plain refusal.

A refusal says what was given, what is allowed, the nearest match and where to look.
Scale is not judged here: an exact case may be solved in any.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = [
    "check_point",
    "check_points",
    "number_given",
    "numbers_given",
    "refuse_noun",
]

Array = NDArray[np.float64]

# A place in a layer may lie beyond its end by rounding.
_ROUNDING = 1e-9


def numbers_given(name: str, unit: str, given: ArrayLike) -> Array:
    """Return numbers as an array, or refuse what are none.

    Parameters
    ----------
    name, unit : str
        What they are called and their unit, for the error.
    given : array_like
        Numbers [``unit``].

    Returns
    -------
    ndarray
        The numbers [``unit``].

    Raises
    ------
    InvalidValueError
        On words, or rows of different length.

    Examples
    --------
    >>> numbers_given("force", "N", 6)
    array(6.)
    """
    try:
        found = np.asarray(given)
        if found.dtype.kind in "USbcO":
            raise TypeError
        return found.astype(float)
    except (TypeError, ValueError):
        message = (
            f"A {name} is a number, or a row of them for each sample [{unit}]; "
            f"{given!r} was given. Units are not written: {unit} is understood."
        )
        raise InvalidValueError(message) from None


def number_given(name: str, unit: str, given: object) -> float:
    """Return one number, or refuse what is none.

    Parameters
    ----------
    name, unit : str
        What it is called and its unit, for the error.
    given : object
        The number [``unit``].

    Returns
    -------
    float
        The number [``unit``].

    Raises
    ------
    InvalidValueError
        On a word or on several numbers.

    Examples
    --------
    >>> number_given("force", "N", 6)
    6.0
    """
    if not isinstance(given, str | bytes | bool) and np.ndim(given) == 0:  # type: ignore[arg-type]  # anything may be given
        try:
            return float(given)  # type: ignore[arg-type]  # anything may be given
        except (TypeError, ValueError):
            pass
    message = (
        f"A {name} is one number [{unit}]; {given!r} was given. Units are not written: "
        f"{unit} is understood."
    )
    raise InvalidValueError(message)


def refuse_noun(what: str, given: object, how: str) -> InvalidValueError:
    """Return the error for something that is not the noun that is needed.

    Parameters
    ----------
    what : str
        The noun, with its article.
    given : object
        What was given in its place.
    how : str
        The call that makes one.
    """
    shown = repr(given)
    if len(shown) > 60:
        shown = f"something of type {type(given).__name__}"
    return InvalidValueError(f"Wanted: {what}; {shown} was given. Make one: {how}.")


def check_points(
    layers: int, points: object, *, is_endless: bool = False
) -> list[tuple[int, float]]:
    """Return points at depth, or refuse those that are in no layer.

    Parameters
    ----------
    layers : int
        How many layers there are.
    points : sequence of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1].
    is_endless : bool
        The last layer goes on without end.

    Raises
    ------
    InvalidValueError
        Saying which layers and places there are.
    """
    try:
        found = [(layer, place) for layer, place in points]  # type: ignore[attr-defined]  # what is no list of pairs is refused below
    except (TypeError, ValueError):
        found = []
    if not found:
        message = (
            "Points are a list of (layer, place in it), such as [(1, 0.5)] for the "
            f"middle of the second layer; {points!r} was given."
        )
        raise InvalidValueError(message)
    for layer, place in found:
        check_point(layers, layer, place, is_endless=is_endless)
    return found


def check_point(
    layers: int, layer: object, place: object, *, is_endless: bool = False
) -> None:
    """Refuse a point that is in no layer.

    Parameters
    ----------
    layers : int
        How many layers there are.
    layer : int
        Index of the layer, 0 at the surface.
    place : float
        Place in it [1], 0 at its top and 1 at its bottom.
    is_endless : bool
        The last layer goes on without end, so that a place in it may lie beyond 1.

    Raises
    ------
    InvalidValueError
        Saying which layers and places there are.
    """
    if not _is_index(layer) or not 0 <= layer < layers:  # type: ignore[operator]  # an index is a whole number
        message = (
            f"There is no layer {layer!r}; they go from 0 at the surface to "
            f"{layers - 1}."
        )
        raise InvalidValueError(message)
    at = number_given("place in a layer", "1", place)
    beyond = is_endless and layer == layers - 1
    if not (at >= -_ROUNDING and (at <= 1.0 + _ROUNDING or beyond)):
        allowed = "0 or more in the endless layer" if beyond else "from 0 to 1"
        message = (
            f"A place in a layer goes {allowed}, a share of its thickness; {at:g} was "
            "given."
        )
        raise InvalidValueError(message)


def _is_index(given: object) -> bool:
    return isinstance(given, int | np.integer) and not isinstance(given, bool)
