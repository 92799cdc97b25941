"""How tissue may answer: states through the weeks, and what comes at once."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.biology.channels import AT_ONCE, CHANNELS, channels_of
    from strigil.biology.cohort import Cohort, Moments, follow_cohort
    from strigil.biology.cohort_patients import (
        CohortPatients,
        enrol,
        observed_in_arm,
    )
    from strigil.biology.cohort_tasks import in_order
    from strigil.biology.covariates import COVARIATE_DRAWS, Covariates, Spread
    from strigil.biology.definition import response_definition
    from strigil.biology.drawn_patients import (
        DrawnPatients,
        draw_patients,
        follow_drawn,
    )
    from strigil.biology.drawn_people import draw_people
    from strigil.biology.engine import compile_beside, compile_engine
    from strigil.biology.local_stimulus import (
        hardly_strained,
        local_coordinates,
        median_local_doses,
    )
    from strigil.biology.outcome_series import OutcomeSeries
    from strigil.biology.parameters import parameter_table
    from strigil.biology.person_fit import PersonFit, ToldOutcome
    from strigil.biology.predict import NOTE, predict_response
    from strigil.biology.quantity_course import Band, QuantityCourse
    from strigil.biology.response import Response, SessionStimulus
    from strigil.biology.studied import Exposure, People, StudiedGroup
    from strigil.biology.uncertainty import explained_share, uncertain_inputs

__all__ = [
    "AT_ONCE",
    "CHANNELS",
    "COVARIATE_DRAWS",
    "NOTE",
    "Band",
    "Cohort",
    "CohortPatients",
    "Covariates",
    "DrawnPatients",
    "Exposure",
    "Moments",
    "OutcomeSeries",
    "People",
    "PersonFit",
    "QuantityCourse",
    "Response",
    "SessionStimulus",
    "Spread",
    "StudiedGroup",
    "ToldOutcome",
    "channels_of",
    "compile_beside",
    "compile_engine",
    "draw_patients",
    "draw_people",
    "enrol",
    "explained_share",
    "follow_cohort",
    "follow_drawn",
    "hardly_strained",
    "in_order",
    "local_coordinates",
    "median_local_doses",
    "observed_in_arm",
    "parameter_table",
    "predict_response",
    "response_definition",
    "uncertain_inputs",
]

lazy_door(__name__)
