"""Where mechanics, biology and signals meet: case, session, dose, stop rule, course."""

from strigil.treatment.because import Reason
from strigil.treatment.session import (
    FORCE_WORDS,
    TREATMENT_PHASES,
    WORDS_ONLY,
    Direction,
    ForceBand,
    ForceWord,
    Phase,
    PlanStep,
)
from strigil.treatment.session_text import print_steps, read_steps

__all__ = [
    "FORCE_WORDS",
    "TREATMENT_PHASES",
    "WORDS_ONLY",
    "Direction",
    "ForceBand",
    "ForceWord",
    "Phase",
    "PlanStep",
    "Reason",
    "print_steps",
    "read_steps",
]
