"""How tissue may answer: states through the weeks, and what comes at once."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.biology.channels import AT_ONCE, CHANNELS, channels_of
    from strigil.biology.drawn_people import draw_people
    from strigil.biology.outcome_series import OutcomeSeries
    from strigil.biology.person_fit import PersonFit, ToldOutcome
    from strigil.biology.predict import NOTE, predict_response
    from strigil.biology.quantity_course import Band, QuantityCourse
    from strigil.biology.response import Response, SessionStimulus
    from strigil.biology.studied import Exposure, People, StudiedGroup

__all__ = [
    "AT_ONCE",
    "CHANNELS",
    "NOTE",
    "Band",
    "Exposure",
    "OutcomeSeries",
    "People",
    "PersonFit",
    "QuantityCourse",
    "Response",
    "SessionStimulus",
    "StudiedGroup",
    "ToldOutcome",
    "channels_of",
    "draw_people",
    "predict_response",
]

lazy_door(__name__)
