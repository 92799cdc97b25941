"""Line contact: balance, complementarity, and how it answers more load or stiffness."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.contact import LineContact, line_contact
from strigil.mechanics.edge_profile import parabola, rounded_wedge
from strigil.mechanics.expected_width import expected_half_width
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.round_contact import round_contact
from strigil.mechanics.wave_grid import StackOperator, operator_of

THICKNESS, MODULUS = [1.5e-3, 5e-3, 0.8e-3, 30e-3], [100e3, 6e3, 1e6, 15e3]


def four_layers(factor: object = 1.0) -> StackOperator:
    modulus = np.atleast_2d(MODULUS) * np.asarray(factor)
    return operator_of(LayerStack.of(THICKNESS, modulus, [0.495] * 4))


def pressed(line_load: float, radius: float = 2e-3) -> LineContact:
    return line_contact(four_layers(), line_load, parabola(radius))


@pytest.mark.parametrize("radius", [1e-3, 2e-3, 5e-3])
@pytest.mark.parametrize("line_load", [5.0, 50.0, 250.0])
def test_pressure_carries_the_line_load(line_load: float, radius: float) -> None:
    found = pressed(line_load, radius)
    carried = 2 * np.sum(found.pressure, axis=1) * found.cell
    assert carried == pytest.approx([line_load], rel=1e-9)


@pytest.mark.parametrize("radius", [1e-3, 2e-3, 5e-3])
@pytest.mark.parametrize("line_load", [5.0, 50.0, 250.0])
def test_nothing_pulls_nothing_overlaps_and_only_touching_cells_press(
    line_load: float, radius: float
) -> None:
    found = pressed(line_load, radius)
    depth = found.indentation[0]
    assert np.all(found.pressure >= 0)
    assert np.all(found.gap >= -1e-6 * depth)
    product = found.pressure * found.gap
    assert np.max(np.abs(product)) < 1e-6 * found.peak_pressure[0] * depth


def test_on_one_endless_tissue_four_times_the_load_doubles_the_width() -> None:
    operator = operator_of(LayerStack.of([0.02], [1e4], [0.49], base="half_space"))
    one = line_contact(operator, 5.0, parabola(2e-3))
    four = line_contact(operator, 20.0, parabola(2e-3))
    assert four.half_width / one.half_width == pytest.approx([2.0], rel=5e-3)
    assert four.peak_pressure / one.peak_pressure == pytest.approx([2.0], rel=5e-3)


def test_more_load_goes_deeper_and_wider_on_layers() -> None:
    loads = [5.0, 10.0, 20.0, 40.0, 80.0, 160.0]
    found = [pressed(load) for load in loads]
    assert np.all(np.diff([one.indentation[0] for one in found]) > 0)
    assert np.all(np.diff([one.half_width[0] for one in found]) > 0)


@pytest.mark.parametrize("layer", range(4))
def test_stiffening_any_layer_lets_the_edge_in_less(layer: int) -> None:
    factor = np.ones(4)
    factor[layer] = 2.0
    stiffer = line_contact(four_layers(factor), 100.0, parabola(2e-3))
    assert stiffer.indentation[0] < pressed(100.0).indentation[0]


def test_load_and_stiffness_doubled_together_change_nothing_but_pressure() -> None:
    once, twice = pressed(60.0), line_contact(four_layers(2.0), 120.0, parabola(2e-3))
    assert twice.indentation == pytest.approx(once.indentation, rel=1e-9)
    assert twice.half_width == pytest.approx(once.half_width, rel=1e-9)
    assert twice.peak_pressure == pytest.approx(2 * once.peak_pressure, rel=1e-9)


def test_many_samples_give_what_each_gives_alone() -> None:
    factor = np.array([[0.4], [1.0], [3.0]])
    loads, radii = np.array([40.0, 150.0, 90.0]), np.array([1e-3, 3e-3, 2e-3])
    together = line_contact(four_layers(factor), loads, parabola(radii))
    for i in range(3):
        alone = line_contact(four_layers(factor[i]), loads[i], parabola(radii[i]))
        assert together.indentation[i] == pytest.approx(alone.indentation[0], rel=1e-4)
        assert together.half_width[i] == pytest.approx(alone.half_width[0], rel=5e-3)


def test_a_finer_window_moves_the_answer_by_less_than_half_a_percent() -> None:
    coarse = line_contact(four_layers(), 150.0, parabola(2e-3), cells=48)
    fine = line_contact(four_layers(), 150.0, parabola(2e-3), cells=192)
    assert coarse.indentation == pytest.approx(fine.indentation, rel=5e-4)
    assert coarse.half_width == pytest.approx(fine.half_width, rel=5e-3)


@pytest.mark.parametrize("skin", [1e5, 5e5, 3e6])
def test_more_load_is_expected_to_be_wider_under_a_stiff_skin_too(skin: float) -> None:
    """Where a stiff skin lies on soft fat a wider contact can need less load."""
    modulus = [skin, 4e3, 2.5e5, 1e4]
    operator = operator_of(
        LayerStack.of(THICKNESS, np.tile(modulus, (99, 1)), [0.49] * 4)
    )
    loads = np.geomspace(1.0, 2000.0, 99)
    expected = expected_half_width((operator,), loads, parabola(1e-3))
    assert np.all(np.diff(expected) > 0)
    assert expected[-1] < sum(THICKNESS)


def test_flanks_that_touch_widen_the_contact() -> None:
    sharp = line_contact(four_layers(), 100.0, rounded_wedge(1e-3, np.radians(60)))
    blunt = line_contact(four_layers(), 100.0, rounded_wedge(1e-3, np.radians(20)))
    assert blunt.half_width[0] > sharp.half_width[0]


def test_a_soft_indenter_spreads_the_same_load_over_a_wider_contact() -> None:
    pad = operator_of(LayerStack.of([6e-3], [30e3], [0.49]))
    hard = line_contact(four_layers(), 100.0, parabola(5e-3))
    soft = line_contact(four_layers(), 100.0, parabola(5e-3), indenter=pad)
    assert soft.half_width[0] > hard.half_width[0]
    assert soft.peak_pressure[0] < hard.peak_pressure[0]
    assert soft.indentation[0] < hard.indentation[0]


def test_several_loads_press_one_stack_one_after_the_other() -> None:
    loads = [20.0, 100.0, 300.0]
    together = line_contact(four_layers(), loads, parabola(2e-3))
    alone = [line_contact(four_layers(), load, parabola(2e-3)) for load in loads]
    wanted = [one.half_width[0] for one in alone]
    assert together.half_width == pytest.approx(wanted, rel=1e-6)
    balls = round_contact(four_layers().stack, [0.1, 0.2], parabola(5e-3))
    ball = round_contact(four_layers().stack, 0.2, parabola(5e-3))
    assert balls.contact_radius[1] == pytest.approx(ball.contact_radius[0], rel=1e-2)


def test_loads_that_fit_neither_one_stack_nor_each_are_refused() -> None:
    two = LayerStack.of([[1e-3], [2e-3]], [[1e4], [1e4]], [0.45])
    with pytest.raises(InvalidValueError, match="once for each of 2 stacks"):
        line_contact(two, [1.0, 2.0, 3.0], parabola(2e-3))
    with pytest.raises(InvalidValueError, match="once for each of 2 stacks"):
        round_contact(two, [[0.1, 0.2]], parabola(2e-3))


def test_a_line_load_and_a_radius_that_can_not_be_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="line load must be positive"):
        line_contact(four_layers(), 0.0, parabola(2e-3))
    with pytest.raises(InvalidValueError, match="radius must be positive"):
        parabola(0.0)
    with pytest.raises(InvalidValueError, match="clearance"):
        rounded_wedge(1e-3, 2.0)
