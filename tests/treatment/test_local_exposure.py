"""What the tissue feels of a session: the same for a case and a recording."""

from dataclasses import replace

import pytest

from strigil.intervals import Interval
from strigil.treatment import DoseStep, SessionDose, dose_of_steps, reference_session
from strigil.treatment.dose_parts import DosePart, dose_of_parts
from strigil.treatment.local_exposure import local_exposure, usual_shear

SITE = "calf"


def dose(minutes: float = 3.0, newtons: float = 6.0) -> SessionDose:
    force = Interval(newtons, newtons / 1.2, newtons * 1.2)
    return dose_of_steps([DoseStep(SITE, "scanner.convex", 60 * minutes, force=force)])


def test_the_reference_session_has_the_usual_shear() -> None:
    found = local_exposure([reference_session(SITE)])
    assert found is not None
    assert found.shear == pytest.approx(usual_shear())
    assert usual_shear() == pytest.approx(14_400.0)


def test_strain_and_time_are_those_of_the_dose() -> None:
    one = dose()
    found = local_exposure([one])
    assert found is not None
    assert one.target_strain is not None
    assert found.strain == pytest.approx(one.target_strain.value)
    assert found.duration == one.contact_time.value


def test_two_doses_of_one_session_keep_strain_squared_times_time() -> None:
    light, firm = dose(2.0, 3.0), dose(1.0, 9.0)
    both = local_exposure([light, firm])
    assert both is not None
    work = light.work.value + firm.work.value
    assert both.strain**2 * both.duration == pytest.approx(work)


def test_more_force_strains_and_shears_more_and_more_time_does_not() -> None:
    usual, harder, longer = (
        local_exposure([one]) for one in (dose(), dose(newtons=12.0), dose(6.0))
    )
    assert usual is not None
    assert harder is not None
    assert longer is not None
    assert harder.strain > usual.strain
    assert harder.shear > usual.shear
    assert longer.strain == pytest.approx(usual.strain)
    assert longer.shear == pytest.approx(usual.shear)


def test_dry_skin_is_sheared_more_than_oiled() -> None:
    dry, oiled = (local_exposure([dose()], lubricant=name) for name in ("none", "oil"))
    assert dry is not None
    assert oiled is not None
    assert dry.shear > 3.0 * oiled.shear
    assert dry.strain == oiled.strain


def test_a_measured_force_and_a_reported_one_feel_the_same_apart_from_spread() -> None:
    """A recording and a case feed the same vector of inputs."""
    reported = dose_of_parts([part("reported", 2.0)], diseased=False)
    measured = dose_of_parts([part("measured", 1.05)], diseased=False)
    one, other = local_exposure([reported]), local_exposure([measured])
    assert one is not None
    assert other is not None
    assert replace(one, strain_factor=1.0, pressure_factor=1.0) == replace(
        other, strain_factor=1.0, pressure_factor=1.0
    )
    assert other.strain_factor < one.strain_factor


def part(basis: str, factor: float) -> DosePart:
    from strigil.catalogue import edge_among

    return DosePart(
        site=SITE,
        edge=edge_among("scanner.convex"),
        angle=0.8,
        force=Interval(6.0, 6.0 / factor, 6.0 * factor),
        force_basis=basis,
        contact_time=Interval(180.0, 180.0 / factor, 180.0 * factor),
        time_basis=basis,
    )


def test_a_session_without_contact_is_felt_nowhere() -> None:
    assert local_exposure([dose(0.0)]) is None


def test_an_emollient_that_nobody_named_is_as_uncertain_as_all_of_them() -> None:
    named, unnamed, oiled = (
        local_exposure([dose()], lubricant=name) for name in ("cream", "", "oil")
    )
    assert named is not None
    assert unnamed is not None
    assert oiled is not None
    assert unnamed.shear == named.shear
    assert unnamed.pressure_factor > named.pressure_factor
    assert unnamed.pressure_factor > oiled.pressure_factor
    assert unnamed.shear / unnamed.pressure_factor < oiled.shear
