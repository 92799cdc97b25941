"""What can not be is refused in plain words, and what is doubtful says so."""

import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from strigil.catalogue import BodySite, Sourced, TreatmentEdge, edges, one_of
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.mechanics import (
    BodyPatch,
    KernelBank,
    LayerStack,
    PronySeries,
    StrokeSamples,
    contact_of_edge,
    hold_of_edge,
    hyperelastic_contact,
    line_contact,
    parabola,
    peak_dose_map,
    round_contact,
    sliding_contact,
    stress_below_centre,
    stress_below_line,
    stroke_of_edge,
)

EDGE, CALF = one_of(TreatmentEdge, "scanner.convex"), one_of(BodySite, "calf")
TWO = ([1.5e-3, 10e-3], [100e3, 15e3], [0.495, 0.495])


@pytest.fixture(autouse=True)
def _no_warning_of_another_package() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def sized(**sizes: float) -> TreatmentEdge:
    """Return the edge with a size [m] that its maker got wrong."""
    return replace(
        EDGE,
        **{
            name: Sourced(value, value, value, "mm", "OwnMeasurement", "measured")
            for name, value in sizes.items()
        },
    )


def contact(edge: object = EDGE, site: object = CALF, **asked: object) -> object:
    return contact_of_edge(edge, site, **{"force": 6.0, "samples": 2, **asked})


@pytest.mark.parametrize(
    ("edge", "said"),
    [
        ({"radius": 0.0}, "radius of the edge lies above 0"),
        ({"radius": -0.003}, "radius of the edge lies above 0"),
        ({"radius": math.nan}, "radius of the edge lies above 0"),
        ({"radius": 3.0}, "Were millimetres meant. 3 mm is 0.003 m"),
        ({"length": 60.0}, "Were millimetres meant. 60 mm is 0.06 m"),
        ({"plan_radius": 80.0}, "Were millimetres meant"),
    ],
)
def test_an_edge_of_a_size_that_can_not_be_is_refused(
    edge: dict[str, float], said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        contact(sized(**edge))


def test_a_layer_in_millimetres_is_asked_about() -> None:
    thick = Sourced(10.0, 10.0, 10.0, "mm", "OwnMeasurement", "measured")
    layers = (replace(CALF.layers[0], thickness=thick), *CALF.layers[1:])
    with pytest.raises(InvalidValueError, match="Were millimetres meant"):
        contact(site=replace(CALF, layers=layers))


@pytest.mark.parametrize("press", [contact_of_edge, hold_of_edge, stroke_of_edge])
def test_a_word_for_an_edge_or_a_site_names_the_call_that_makes_one(
    press: Callable[..., object],
) -> None:
    speed = {"speed": 0.1} if press is stroke_of_edge else {}
    with pytest.raises(InvalidValueError, match=r'one_of\(BodySite, "calf"\)'):
        press(EDGE, "calf", force=6.0, samples=2, **speed)
    said = r'one_of\(TreatmentEdge, "scanner.convex"\)'
    with pytest.raises(InvalidValueError, match=said):
        press("scanner.convex", CALF, force=6.0, samples=2, **speed)


@pytest.mark.parametrize("force", ["6 N", None, [6.0, 7.0], True])
def test_a_force_that_is_not_one_number_is_refused(force: object) -> None:
    with pytest.raises(InvalidValueError, match=r"force is one number \[N\]"):
        contact(force=force)


def test_an_angle_in_degrees_is_answered_with_radians() -> None:
    with pytest.raises(InvalidValueError, match=r"45 looks like degrees.*radians\(45"):
        contact(angle=45)


def test_an_edge_that_is_misspelt_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'scanner.convex'"):
        edges()["scaner.convex"]
    assert edges().get("scaner.convex") is None
    assert "scaner.convex" not in edges()


@pytest.mark.parametrize(
    ("layers", "changed", "said"),
    [
        (([], [], []), {}, "one layer or more"),
        (([1e-3, 1e-2], [1e4], [0.4, 0.4]), {}, "2 layers need as many"),
        (([[1e-3], [1e-2]], [[1e4, 1e3]], 0.4), {}, "2 layers need as many"),
        (([[1e-3], [1e-2]], [[1e4]] * 3, 0.4), {}, "one row for all samples"),
        (([1e-3, "10 mm"], [1e4, 1e3], 0.4), {}, r"thickness is a number.*\[m\]"),
        (TWO, {"interfaces": ["slip"]}, r"Interface\.free_slip\(\)"),
        (TWO, {"interfaces": ["bondet"]}, r"Make one: Interface\(\)\."),
        (TWO, {"interfaces": "springs"}, r"Interface\.spring\("),
        (TWO, {"interfaces": [7]}, "Wanted: an Interface"),
    ],
)
def test_a_stack_that_can_not_be_is_refused(
    layers: tuple[list[float], ...], changed: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        LayerStack.of(*layers, **changed)


def test_a_single_number_without_brackets_stands_for_all_layers() -> None:
    stack = LayerStack.of([1.5e-3, 10e-3], 15e3, [0.495])
    assert stack.youngs_modulus.tolist() == [[15e3, 15e3]]
    assert stack.poisson_ratio.tolist() == [[0.495, 0.495]]


def test_a_stack_of_any_scale_is_accepted() -> None:
    assert LayerStack.of([1.0, 50.0], [1.0, 2.0], 0.3).layers == 2


def test_a_number_of_ones_own_is_turned_from_its_unit() -> None:
    mine = Sourced.written(3.0, "mm", spread=(2.5, 3.5))
    assert (mine.value, mine.low, mine.high) == (3e-3, 2.5e-3, 3.5e-3)
    assert mine.as_text() == "3 mm (2.5 to 3.5)"
    assert contact(replace(EDGE, radius=mine)).indentation.value > 0.0


FOUR = LayerStack.of([1.5e-3, 5e-3, 8e-4, 3e-2], [1e5, 6e3, 1e6, 1.5e4], 0.495)
SOFT = [PronySeries.of([0.5], [0.2])] * 4
SOLVERS = {
    "line": lambda profile: line_contact(FOUR, 5.0, profile),
    "round": lambda profile: round_contact(FOUR, 0.5, profile),
    "sliding": lambda profile: sliding_contact(
        FOUR, SOFT, profile, line_load=5.0, speed=0.05
    ),
    "hyperelastic": lambda profile: hyperelastic_contact(FOUR, [5.0], profile),
}
WRONG = {
    "a number": 3e-3,
    "falling": lambda x: -x * x,
    "constant": lambda x: 1e-3,
    "ending": lambda x: np.minimum(x * x / 4e-3, 1e-9),
    "bumpy": lambda x: x * x / 4e-3 + 5e-5 * (1.0 - np.cos(x / 1e-4)),
    "not a number": lambda x: x * np.nan,
    "for one place only": lambda x: math.cosh(x) - 1.0,
}


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_profile_that_does_not_rise_outwards_is_refused(
    solver: str, wrong: str
) -> None:
    with pytest.raises(InvalidValueError, match=r"(?i)profile"):
        SOLVERS[solver](WRONG[wrong])


def test_a_flat_punch_with_upright_sides_is_solved() -> None:
    def punch(x: np.ndarray) -> np.ndarray:
        return np.where(np.abs(x) < 3e-3, 0.0, 1e3 * (np.abs(x) - 3e-3))

    assert line_contact(FOUR, 50.0, punch).half_width == pytest.approx(3e-3, rel=0.02)


def test_a_nose_that_falls_only_far_away_is_solved_as_one_that_never_does() -> None:
    def cut_series(x: np.ndarray) -> np.ndarray:
        return x * x / 4e-3 - x**4 / (24 * 8e-9)

    found, true = (line_contact(FOUR, 2.0, p) for p in (cut_series, parabola(2e-3)))
    assert found.half_width == pytest.approx(true.half_width, rel=0.01)


@pytest.mark.parametrize("load", ["5 N", None, [1.0, "2"], [[1.0], [1.0, 2.0]]])
@pytest.mark.parametrize("press", [line_contact, round_contact, hyperelastic_contact])
def test_a_load_that_is_no_number_is_refused(
    press: Callable[..., object], load: object
) -> None:
    with pytest.raises(InvalidValueError, match="is a number"):
        press(FOUR, load, parabola(2e-3))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(0, 1.5)], "from 0 to 1"),
        ([(0, -0.5)], "from 0 to 1"),
        ([(0, "half")], "place in a layer is one number"),
        ([(7, 0.5)], "no layer 7; they go from 0 at the surface to 3"),
        ([(-1, 0.5)], "no layer -1"),
        ([(0.5, 0.5)], r"no layer 0\.5"),
        ([], "list of"),
        (3, "list of"),
    ],
)
def test_a_point_in_no_layer_is_refused(points: object, said: str) -> None:
    line = line_contact(FOUR, 5.0, parabola(2e-3))
    ball = round_contact(FOUR, 0.05, parabola(2e-3))
    for below in (
        lambda: stress_below_line(FOUR, line, points),
        lambda: stress_below_centre(ball, points),
    ):
        with pytest.raises(InvalidValueError, match=said):
            below()


def test_a_place_beyond_the_stated_thickness_is_fine_where_a_layer_is_endless() -> None:
    stack = LayerStack.of([0.01], [1e4], [0.45], base="half_space")
    same = LayerStack.of([0.02], [1e4], [0.45], base="half_space")
    loads = (line_contact(one, 1.0, parabola(2e-3)) for one in (stack, same))
    deep, known = (
        stress_below_line(one, line, [(0, place)]).normal_stress
        for one, line, place in zip((stack, same), loads, (1.5, 0.75), strict=True)
    )
    assert deep == pytest.approx(known, rel=1e-3)


def test_stress_below_a_contact_is_asked_on_its_own_stack_only() -> None:
    line = line_contact(FOUR, 5.0, parabola(2e-3))
    other = LayerStack.of(FOUR.thickness, 2.0 * FOUR.youngs_modulus, 0.495)
    with pytest.raises(InvalidValueError, match=r"contact\.stack"):
        stress_below_line(other, line, [(1, 0.5)])
    same = LayerStack.of(FOUR.thickness, FOUR.youngs_modulus, 0.495)
    found = stress_below_line(same, line, [(1, 0.5)])
    assert found.strain == stress_below_line(FOUR, line, [(1, 0.5)]).strain


def test_several_loads_on_one_stack_have_a_stress_each() -> None:
    both = line_contact(FOUR, [5.0, 50.0], parabola(2e-3))
    found = stress_below_line(FOUR, both, [(1, 0.5)]).strain[:, 0, 0]
    for load, strain in zip((5.0, 50.0), found, strict=True):
        alone = line_contact(FOUR, load, parabola(2e-3))
        own = stress_below_line(FOUR, alone, [(1, 0.5)]).strain[0, 0, 0]
        assert strain == pytest.approx(own, rel=5e-3)


def test_linear_contact_says_nothing_within_its_range() -> None:
    assert line_contact(FOUR, 0.5, parabola(8e-3)).warnings == ()
    assert round_contact(FOUR, 0.005, parabola(8e-3)).warnings == ()


@pytest.mark.parametrize(("press", "load"), [(line_contact, 1e7), (round_contact, 1e5)])
def test_an_absurd_load_is_answered_with_what_is_absurd(
    press: Callable[..., object], load: float
) -> None:
    notes = " ".join(press(FOUR, load, parabola(3e-3)).warnings)
    assert "more than all layers are thick" in notes
    assert "the profile rises by" in notes
    assert "which can not be" in notes


def test_a_clinical_line_load_is_answered_with_its_strain() -> None:
    line = line_contact(FOUR, 340.0, parabola(3e-3))
    assert "goes to -1" in " ".join(line.warnings)
    below = stress_below_line(FOUR, line, [(1, 0.5)])
    assert any("hyperelastic_contact" in note for note in below.warnings)


def test_units_that_no_tissue_has_are_asked_about_and_solved() -> None:
    stack = LayerStack.of([1.5, 10.0], [100.0, 15.0], 0.4)
    notes = " ".join(line_contact(stack, 0.01, parabola(3.0)).warnings)
    assert "Were millimetres meant" in notes
    assert "Were kilopascals meant" in notes


def test_sliding_too_hard_says_so() -> None:
    def slid(load: float) -> tuple[str, ...]:
        nose = parabola(3e-3)
        return sliding_contact(FOUR, SOFT, nose, line_load=load, speed=0.05).warnings

    assert slid(0.5) == ()
    assert any("the profile rises by" in note for note in slid(2e3))


def test_finite_strain_says_what_it_changed_and_what_it_did_not_reach() -> None:
    film = LayerStack.of([5e-3], [1e4], [0.5])
    held = hyperelastic_contact(film, [5.0], parabola(5e-3))
    assert held.is_complete
    assert any("0.5 was taken as 0.4995" in note for note in held.warnings)
    never = hyperelastic_contact(FOUR, [5e4], parabola(3e-3))
    assert never.load.size == 0
    assert any("Of 1 loads 0 were reached" in note for note in never.warnings)
    fine = hyperelastic_contact(
        LayerStack.of([5e-3], [1e4], [0.49]), 5.0, parabola(5e-3)
    )
    assert fine.warnings == ()


def test_a_map_of_impossible_strain_and_samples_beyond_the_bank_say_so() -> None:
    def kernel(direction: float, force: float) -> np.ndarray:
        return np.full((1, 3, 3), 0.05 * force)

    patch = BodyPatch((20, 20), cell=1e-3)
    asked = {"direction": 0.0, "force": 100.0, "duration": 0.01}
    samples = StrokeSamples.of([0.01], [0.01], **asked)
    banks = {"directions": 4, "depth": [5e-3], "cell": 1e-3}
    bank = KernelBank.of(kernel, force=[3.0, 6.0], **banks)
    found = peak_dose_map(samples, bank, patch)
    notes = " ".join(found.warnings)
    assert "more than a tissue can be pressed together" in notes
    assert "firmer than any kernel" in notes
    light = peak_dose_map(replace(samples, force=samples.force / 50.0), bank, patch)
    assert light.warnings == ()
    one = KernelBank.of(kernel, force=[1.0], **banks)
    assert "can be pressed together" in " ".join(
        peak_dose_map(samples, one, patch).warnings
    )
