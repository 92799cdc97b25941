"""Contact at finite strain against exact states, other codes and the linear limit."""

import json

import numpy as np
import polars as pl
import pytest
from tests.verification.reference_runs import RUNS, edge_of, layers_of

from strigil.errors import InvalidValueError
from strigil.mechanics import (
    Interface,
    LayerStack,
    circle,
    hyperelastic_contact,
    hyperelastic_path,
    line_contact,
    parabola,
    round_contact,
)
from strigil.mechanics.hyperelastic_solid import Layered, SolidMesh

# Skin, fat, fascia, muscle of the reference table.
THICKNESS, MODULUS = [1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 15e3]


def four_layers() -> LayerStack:
    return LayerStack.of(THICKNESS, MODULUS, 0.495)


def small_solid(*, is_round: bool, b: float, nu: float = 0.45) -> Layered:
    mesh = SolidMesh.of(
        np.array([1e-3, 3e-3]), (0.4e-3, 1.2, 8e-3), is_round=is_round, fineness=1.0
    )
    shear = np.array([4e4, 3e3])
    bulk = shear * 2 * (1 + nu) / (3 * (1 - 2 * nu))
    return Layered(mesh, shear, bulk, np.array([b, b / 2]), slides=False)


def whole_tangent(solid: Layered, band: np.ndarray) -> np.ndarray:
    K = np.zeros((solid.mesh.size, solid.mesh.size))
    for below in range(band.shape[0]):
        column = np.arange(solid.mesh.size - below)
        K[column + below, column] = K[column, column + below] = band[below, column]
    return K


@pytest.mark.parametrize("is_round", [False, True])
@pytest.mark.parametrize("b", [0.0, 2.0])
def test_the_tangent_is_the_derivative_of_the_forces(is_round: bool, b: float) -> None:
    solid = small_solid(is_round=is_round, b=b)
    random = np.random.default_rng(3)
    u = random.normal(0.0, 4e-5, solid.mesh.size) * ~solid.held
    way = random.normal(0.0, 1.0, solid.mesh.size) * ~solid.held
    step = 1e-9
    ahead, behind = (solid.forces(u + s * step * way)[0] for s in (1, -1))
    K = whole_tangent(solid, solid.forces(u)[1])
    expected = (ahead - behind) / (2 * step)
    found = np.where(solid.held, 0.0, K @ way)
    assert np.abs(found - expected).max() < 1e-5 * np.abs(expected).max()


@pytest.mark.parametrize("stretch", [0.7, 0.9, 1.3])
def test_a_homogeneous_block_carries_the_exact_stress(stretch: float) -> None:
    """Plane strain, volume kept: x' = l x, z' = z / l on a neo-Hookean block.

    P_zz = mu (1 / l - I1 l / 3), I1 = l^2 + 1 / l^2 + 1, when no pressure is added,
    exact; the surface is pushed by -P_zz times its width.
    """
    mesh = SolidMesh.of(
        np.array([5e-3]), (1e-3, 1.0, 6e-3), is_round=False, fineness=1.0
    )
    solid = Layered(mesh, np.array([1e4]), np.array([1e6]), np.zeros(1), slides=True)
    x, z = np.repeat(mesh.x, mesh.rows), np.tile(mesh.z, mesh.x.size)
    u = np.stack([(stretch - 1) * x, (1 / stretch - 1) * z], axis=1).ravel()
    force = solid.forces(u)[0]
    I1 = stretch**2 + stretch**-2 + 1
    stress = 1e4 * (1 / stretch - I1 * stretch / 3)
    pushed = force[2 * mesh.surface + 1].sum()
    assert pushed == pytest.approx(-stress * mesh.x[-1], rel=1e-9)
    inside = force.reshape(mesh.x.size, mesh.rows, 2)[1:-1, 1:-1]
    assert np.abs(inside).max() < 1e-9 * abs(pushed)


@pytest.mark.parametrize("radius", [2e-3, 10e-3])
def test_a_light_load_is_linear(radius: float) -> None:
    """Strains of about 1 %: indentation 1.5 %, width 5 %."""
    found = hyperelastic_contact(four_layers(), 0.6, parabola(radius))
    linear = line_contact(four_layers(), 0.6, parabola(radius))
    assert found.indentation[0] == pytest.approx(linear.indentation[0], rel=0.015)
    assert found.half_width[0] == pytest.approx(linear.half_width[0], rel=0.05)
    assert found.peak_pressure[0] == pytest.approx(linear.peak_pressure[0], rel=0.05)


@pytest.mark.parametrize("radius", [0.8e-3, 2e-3])
def test_a_sharp_edge_on_stiff_skin_hardly_sinks_into_it(radius: float) -> None:
    """Linear at 5 N/m: half width 5 %, peak pressure 2 %."""
    skin = LayerStack.of([3e-3, 10e-3], [9e5, 2e5], 0.49)
    found = hyperelastic_contact(skin, 5.0, parabola(radius))
    linear = line_contact(skin, 5.0, parabola(radius))
    assert found.half_width[0] == pytest.approx(linear.half_width[0], rel=0.05)
    assert found.peak_pressure[0] == pytest.approx(linear.peak_pressure[0], rel=0.02)


def test_a_ball_at_a_light_load_is_linear() -> None:
    stack = LayerStack.of([20e-3], [3e4], [0.49])
    found = hyperelastic_contact(stack, 0.02, parabola(10e-3), is_round=True)
    linear = round_contact(stack, 0.02, parabola(10e-3))
    assert found.indentation[0] == pytest.approx(linear.indentation[0], rel=0.015)
    assert found.half_width[0] == pytest.approx(linear.contact_radius[0], rel=0.03)
    assert found.peak_pressure[0] == pytest.approx(linear.peak_pressure[0], rel=0.05)


def test_a_true_circle_sinks_in_as_two_other_codes_say() -> None:
    """R 2 mm, neo-Hookean: 61.25 N/m at 4.4 mm, strain -0.119 at 12 mm, -0.395 and
    -0.402 at 4 mm (two finite-element codes, StrigilReference).
    """
    found = hyperelastic_contact(four_layers(), [20.0, 61.25], circle(2e-3))
    assert found.is_complete
    assert found.indentation[1] == pytest.approx(4.4e-3, rel=0.01)
    deep, fat = found.strain([(3, 4.7 / 30), (1, 2.5 / 5)])[1]
    assert deep == pytest.approx(-0.119, rel=0.015)
    assert fat == pytest.approx(-0.3985, rel=0.02)


@pytest.mark.parametrize("number", [2, 12, 14, 16, 22])
def test_runs_of_another_code_come_back(number: int) -> None:
    """FElupe on another mesh, both laws: indentation within 1 %, layers within 2 %.

    Of the first 24 runs two are off by 1.2 %, and three in a layer by 2 to 4 %.
    """
    row = pl.read_parquet(RUNS).row(
        by_predicate=(pl.col("part") == "judged") & (pl.col("number") == number),
        named=True,
    )
    run, loads = json.loads(row["run"]), np.array(row["load"])[[8, 12]]
    stack = layers_of(run, 1)
    found = hyperelastic_contact(stack, loads * 1e3, edge_of(run), stiffening=run["b"])
    wanted = np.array(row["indentation"])[[8, 12]] * 1e-3
    assert found.indentation == pytest.approx(wanted, rel=0.01)
    ends = np.concatenate([[0.0], np.cumsum(run["thickness"])]) * 1e-3
    for i, load in enumerate((8, 12)):
        theirs = np.interp(ends * 1e3, row["axis"], row["moved"][load]) * 1e-3
        mine = np.interp(ends, found.depth, found.moved[i])
        assert np.diff(mine) == pytest.approx(np.diff(theirs), rel=0.02)


def test_a_finer_mesh_says_the_same() -> None:
    """Columns and rows 1.6 times finer: indentation 0.5 %, strain 1 %."""
    loads = [50.0, 150.0]
    b = [2.0, 0.4, 5.0, 1.0]
    first, second = (
        hyperelastic_contact(
            four_layers(), loads, parabola(2e-3), stiffening=b, fineness=fineness
        )
        for fineness in (1.0, 1.6)
    )
    assert first.indentation == pytest.approx(second.indentation, rel=5e-3)
    points = [(1, 0.5), (3, 0.16)]
    assert first.strain(points) == pytest.approx(second.strain(points), rel=0.01)


def test_a_stiffening_law_gives_way_less_and_no_layer_is_pressed_to_nothing() -> None:
    loads = [50.0, 150.0, 250.0]
    plain = hyperelastic_contact(four_layers(), loads, parabola(3e-3))
    stiff = hyperelastic_contact(
        four_layers(), loads, parabola(3e-3), stiffening=[2.0, 0.4, 5.0, 1.0]
    )
    linear = line_contact(four_layers(), 50.0, parabola(3e-3))
    assert np.all(stiff.indentation < plain.indentation)
    assert plain.indentation[0] < linear.indentation[0]
    assert np.all(plain.strain([(i, 0.5) for i in range(4)]) > -1)


def test_what_it_can_not_solve_is_refused_with_its_reason() -> None:
    nose = parabola(2e-3)
    half = LayerStack.of([1e-2], [1e4], [0.45], base="half_space")
    loose = LayerStack.of(
        [1e-3, 1e-2], [1e5, 1e4], [0.45], interfaces=[Interface.free_slip()]
    )
    many = LayerStack.of([[1e-2], [2e-2]], [[1e4]], [[0.45]])
    for stack, words in ((half, "on bone"), (loose, "bonded"), (many, "One stack")):
        with pytest.raises(InvalidValueError, match=words):
            hyperelastic_contact(stack, 10.0, nose)
    for loads in ([0.0], [-3.0], [20.0, 10.0]):
        with pytest.raises(InvalidValueError, match="rise from above zero"):
            hyperelastic_contact(four_layers(), loads, nose)
    for stiffening in (-1.0, [1.0, 2.0], np.nan):
        with pytest.raises(InvalidValueError, match="each of 4 layers"):
            hyperelastic_contact(four_layers(), 10.0, nose, stiffening=stiffening)
    found = hyperelastic_contact(four_layers(), 10.0, nose)
    with pytest.raises(InvalidValueError, match="no layer 7"):
        found.strain([(7, 0.5)])


def test_a_load_that_can_not_be_reached_ends_the_list_and_says_so() -> None:
    """A sharp nose on soft neo-Hookean fat: the mesh gives out before 5 N/mm."""
    stack = LayerStack.of([1e-3, 20e-3], [3e4, 2e3], [0.495])
    found = hyperelastic_contact(stack, [10.0, 5000.0], parabola(0.8e-3))
    assert not found.is_complete
    assert found.load.tolist() == [10.0]
    assert found.moved.shape == (1, found.depth.size)


@pytest.mark.parametrize(
    ("radius", "load", "plain", "stiff", "deep", "fat"),
    [
        (2.0, 50.0, 3.81, 3.62, -0.102, -0.36),
        (2.0, 150.0, 8.13, 7.12, -0.221, -0.63),
        (3.0, 150.0, 7.56, 6.81, -0.212, -0.56),
        (5.0, 150.0, 6.80, 6.31, -0.199, -0.46),
        (5.0, 250.0, 9.43, 8.34, -0.273, -0.57),
    ],
)
def test_the_published_table_comes_back(
    radius: float, load: float, plain: float, stiff: float, deep: float, fat: float
) -> None:
    """Circles on four layers, both laws (StrigilReference): indentation [mm] within
    3 %, strain 12 mm deep within 4 % and in the middle of the fat within 10 %.
    """
    nose = circle(radius * 1e-3)
    soft = hyperelastic_contact(four_layers(), load, nose)
    hard = hyperelastic_contact(
        four_layers(), load, nose, stiffening=[2.0, 0.4, 5.0, 1.0]
    )
    assert soft.indentation[0] == pytest.approx(plain * 1e-3, rel=0.03)
    assert hard.indentation[0] == pytest.approx(stiff * 1e-3, rel=0.03)
    found = soft.strain([(3, 4.7 / 30), (1, 0.5)])[0]
    assert found[0] == pytest.approx(deep, rel=0.04)
    assert found[1] == pytest.approx(fat, rel=0.10)


def test_an_edge_that_is_kept_out_twice_as_firmly_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Penalty twice as stiff: indentation 0.1 %, peak pressure 0.5 %, width 2 %."""
    loads = [10.0, 50.0, 150.0]
    first = hyperelastic_contact(four_layers(), loads, parabola(2e-3))
    monkeypatch.setattr(hyperelastic_path, "_SINKS", hyperelastic_path._SINKS / 2)
    monkeypatch.setattr(hyperelastic_path, "_SOFT", hyperelastic_path._SOFT / 2)
    firmer = hyperelastic_contact(four_layers(), loads, parabola(2e-3))
    assert firmer.indentation == pytest.approx(first.indentation, rel=1e-3)
    assert firmer.peak_pressure == pytest.approx(first.peak_pressure, rel=5e-3)
    assert firmer.half_width == pytest.approx(first.half_width, rel=0.02)
    assert np.any(firmer.peak_pressure != first.peak_pressure)
