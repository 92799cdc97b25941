"""How tissue may answer: eighteen states, sessions as jumps. Not calibrated."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.biology.predict import NOTE, predict_response
    from strigil.biology.response import (
        Band,
        QuantityCourse,
        Response,
        SessionStimulus,
    )

__all__ = [
    "NOTE",
    "Band",
    "QuantityCourse",
    "Response",
    "SessionStimulus",
    "predict_response",
]

lazy_door(__name__)
