"""Ana, Ben and Cleo (and Dora): the people of the tests and of the demo clinic.

Ana treats. Ben is her colleague and treats too. Cleo works in another clinic and must
never see a patient of theirs. Dora, at Ana's clinic, reads only.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from strigil_clinic.people.models import Clinic, Practitioner, Role

__all__ = ["DEMO_PASSWORD", "PEOPLE", "Actor", "make_actors"]

DEMO_PASSWORD = "bronze olive daylight"  # noqa: S105  # public, for demo data only


@dataclass(frozen=True, slots=True)
class Actor:
    """One person with a part to play."""

    username: str
    name: str
    profession: str
    clinic: str
    role: Role
    about: str


RIVERSIDE, HILLTOP = "Riverside Physiotherapy", "Hilltop Sports Clinic"
PEOPLE = (
    Actor(
        "ana",
        "Ana Ferreira",
        "physiotherapist",
        RIVERSIDE,
        Role.ADMIN,
        "treats, and manages the clinic",
    ),
    Actor(
        "ben",
        "Ben Okafor",
        "physiotherapist",
        RIVERSIDE,
        Role.TREATS,
        "her colleague: same patients",
    ),
    Actor(
        "cleo",
        "Cleo Lindqvist",
        "physiotherapist",
        HILLTOP,
        Role.TREATS,
        "another clinic: sees none of theirs",
    ),
    Actor(
        "dora",
        "Dora Haddad",
        "student",
        RIVERSIDE,
        Role.READS,
        "reads, changes nothing",
    ),
)


def make_actors(*, demo: bool = False) -> dict[str, Practitioner]:
    """Make both clinics and their people; return them by user name.

    Their password is public and the same, so it is hashed once: hashing takes long.
    """
    hashed = make_password(DEMO_PASSWORD)
    clinics = {
        name: Clinic.objects.create(name=name, phone=phone, is_demo=demo)
        for name, phone in ((RIVERSIDE, "555 0100"), (HILLTOP, "555 0200"))
    }
    return {
        actor.username: Practitioner.objects.create(
            username=actor.username,
            password=hashed,
            name=actor.name,
            profession=actor.profession,
            clinic=clinics[actor.clinic],
            role=actor.role,
        )
        for actor in PEOPLE
    }
