"""A patient's session as the tissue feels it: local strain, shear and time.

The same closed forms that experiments take. The dose of a session is that of its local
strain; mediators are calmed below the strain at which cells turn, and stirred above.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from strigil.biology.cell_strain import cell_answers
from strigil.biology.drawn_people import acute_parameters, acute_table
from strigil.biology.model import Array, Parameters
from strigil.biology.parameters import median_parameters
from strigil.biology.response import SessionStimulus
from strigil.biology.studied import Exposure, People, StudiedGroup
from strigil.biology.tissue_course import weekly_dose
from strigil.catalogue import ConditionClass, Stage

__all__ = [
    "hardly_strained",
    "local_coordinates",
    "local_doses",
    "local_group",
    "local_people",
    "median_local_doses",
    "stirred_mediators",
]

_DAY = 86_400.0
# A look at the moment of a session sees the tissue just before it [s].
_JUST_BEFORE = 1.0
# A dose so much below the reference session's is told as hardly any.
_HARDLY = 0.01


def local_coordinates(sessions: Sequence[SessionStimulus]) -> int:
    """Return how many standard normals sessions with a local stimulus need [1]."""
    local = any(one.exposure is not None for one in sessions)
    return len(acute_table()) + 1 if local else 0


def local_group(
    kind: ConditionClass, stage: Stage, sessions: Sequence[SessionStimulus]
) -> StudiedGroup:
    """Return a patient's local stimuli as those of a studied group.

    Parameters
    ----------
    kind, stage : str
        As :func:`strigil.biology.predict_response` takes them.
    sessions : sequence of SessionStimulus
        Those without an exposure are left out.
    """
    return StudiedGroup(
        kind=kind,
        course="chronic" if stage == "chronic" else "healing",
        exposures=tuple(
            replace(one.exposure, time=one.time_days * _DAY)
            for one in sessions
            if one.exposure is not None
        ),
    )


def local_people(weeks: Parameters, local: Array, strain: Array) -> People:
    """Return drawn patients as those of a studied group.

    Parameters
    ----------
    weeks : Parameters
        Of the states.
    local : array, shape (coordinates, patients)
        Standard normals: what comes at once, and how far off pressure and shear are
        [1].
    strain : array
        How far off the strain is: standard normal [1].
    """
    nothing = np.empty((0, strain.size))
    return People(
        weeks=weeks,
        soon=acute_parameters(local[:-1]),
        pressure=local[-1],
        strain=strain,
        healthy=nothing,
        chronic=nothing,
    )


def local_doses(group: StudiedGroup, people: People) -> list[Array]:
    """Return the dose of each exposure by its local strain [1].

    Parameters
    ----------
    group, people : StudiedGroup, People
        From :func:`local_group` and :func:`local_people`.
    """
    known: dict[Exposure, Array] = {}
    for one in group.exposures:
        alike = replace(one, time=0.0)
        if alike not in known:
            known[alike] = weekly_dose(alike, group, people)
    return [known[replace(one, time=0.0)] for one in group.exposures]


def median_local_doses(
    kind: ConditionClass, sessions: Sequence[SessionStimulus]
) -> tuple[float, ...]:
    """Return the dose of each exposure by its local strain in a median patient [1].

    Parameters
    ----------
    kind : str
        Kind of condition.
    sessions : sequence of SessionStimulus
        Those without an exposure are left out.
    """
    weeks = {name: np.array([v]) for name, v in vars(median_parameters(kind)).items()}
    middle = np.zeros((local_coordinates(sessions), 1))
    if not middle.size:
        return ()
    people = local_people(Parameters(**weeks), middle, np.zeros(1))
    doses = local_doses(local_group(kind, "chronic", sessions), people)
    return tuple(float(dose[0]) for dose in doses)


def hardly_strained(doses: Sequence[float], strains: Sequence[float]) -> str:
    """Say so where local strain brings next to nothing, else nothing.

    Parameters
    ----------
    doses : sequence of float
        Of each session in a median patient [1].
    strains : sequence of float
        Local strain of each [1].
    """
    if not doses or max(doses) > _HARDLY:
        return ""
    return (
        f"A session hardly strains the target here ({max(strains):.2%}), so hardly "
        "anything is foretold: the model knows no way to act but local strain."
    )


def stirred_mediators(group: StudiedGroup, people: People, days: Array) -> Array:
    """Return the factor of local strain on mediators, shape (times, patients) [1].

    Parameters
    ----------
    group, people : StudiedGroup, People
        From :func:`local_group` and :func:`local_people`.
    days : array
        When, from day zero [d].
    """
    seconds = days * _DAY - _JUST_BEFORE
    factor: Array = np.exp(cell_answers(group, people, seconds)["stirred"])
    return factor
