"""Rate dependence against its exact limits."""

import numpy as np
import pytest
from scipy.integrate import quad

from strigil.errors import InvalidValueError
from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.relaxation import PronySeries
from strigil.mechanics.sliding_contact import moving_kernel, sliding_contact
from strigil.mechanics.wave_grid import operator_of

SERIES = PronySeries.of([0.3, 0.2], [0.05, 0.5])
LOAD, RADIUS = 100.0, 3e-3
MODULI = np.array([1e5, 6e3, 1e6, 1.5e4])


def site(share: float = 1.0, base: str = "rigid") -> LayerStack:
    layers = [1.5e-3, 5e-3, 0.8e-3, 30e-3]
    return LayerStack.of(layers, share * MODULI, [0.495] * 4, base=base)


def slide(speed: float, base: str = "rigid", series: PronySeries = SERIES):
    return sliding_contact(
        site(base=base), [series] * 4, parabola(RADIUS), line_load=LOAD, speed=speed
    )


@pytest.mark.parametrize(("speed", "share"), [(1e-7, 0.5), (1e6, 1.0)])
@pytest.mark.parametrize("base", ["rigid", "half_space"])
def test_very_slow_and_very_fast_sliding_are_the_static_contacts(
    speed: float, share: float, base: str
) -> None:
    """v to 0 and to infinity: static with the long-term moduli and those at once.

    Exact (V-LR, 0.1 %).
    """
    found = slide(speed, base)
    stack = operator_of(site(share, base))
    still = line_contact(stack, np.array([LOAD]), parabola(RADIUS))
    if base == "rigid":
        assert found.indentation == pytest.approx(still.indentation[0], rel=1e-3)
    assert found.peak_pressure == pytest.approx(still.peak_pressure[0], rel=1e-3)
    assert found.front == pytest.approx(still.half_width[0], rel=2e-2)
    assert found.front == pytest.approx(-found.back, rel=1e-2)
    assert found.friction == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize("speed", [2e-3, 0.05, 1.0])
def test_the_moving_kernel_is_what_is_remembered_of_the_past(speed: float) -> None:
    """On a half-space K(x) = J(0) Ke(x) + integral of J'(s) Ke(x + v s) ds, exact,

    with J the creep function of one term, J = 1 / g_inf - (1 / g_inf - 1)
    exp(-g_inf t / tau), and Ke the elastic kernel, ln(x^2) over a cell.
    """
    g, tau, cell, nu, E = 0.4, 0.1, 0.5e-3, 0.4, 1e4
    stack = LayerStack.of([0.01], [E], [nu], base="half_space")
    even, odd = moving_kernel(
        stack, [PronySeries.of([1 - g], [tau])], speed, cell=cell, count=60
    )
    alpha = 2 * (1 - nu**2) / E

    def elastic(x: float) -> float:
        def whole(y: float) -> float:
            return 0.0 if y == 0 else y * (np.log(y * y) - 2)

        return -alpha / (2 * np.pi) * (whole(x + cell / 2) - whole(x - cell / 2))

    def exact(x: float) -> float:
        fade = g / tau
        past = quad(
            lambda s: (1 / g - 1) * fade * np.exp(-fade * s) * elastic(x + speed * s),
            0,
            60 / fade,
            limit=400,
            epsabs=0.0,
            epsrel=1e-8,
            points=[max(0.0, -x / speed)] if x < 0 and -x / speed < 60 / fade else None,
        )[0]
        return elastic(x) + past

    scale = abs(even[0] - even[50])
    for i, j in ((1, 10), (5, 40), (20, 50)):
        for side in (1.0, -1.0):
            found = even[i] + side * odd[i] - even[j] - side * odd[j]
            wanted = exact(side * i * cell) - exact(side * j * cell)
            assert found / scale == pytest.approx(wanted / scale, abs=2e-5)


def test_what_does_not_relax_slides_without_loss() -> None:
    found = slide(0.05, series=PronySeries.of([0.0], [1.0]))
    assert found.friction == pytest.approx(0.0, abs=1e-9)
    assert found.front == pytest.approx(-found.back, rel=1e-9)


def test_sliding_faster_never_sinks_deeper_and_always_costs_work() -> None:
    found = [slide(speed) for speed in (1e-3, 1e-2, 0.1, 1.0, 10.0)]
    depths = [each.indentation for each in found]
    assert np.all(np.diff(depths) < 0)
    assert all(each.friction > 0 for each in found)
    assert all(each.front >= -each.back for each in found)
    assert found[2].friction > max(found[0].friction, found[-1].friction)


def test_pressure_holds_the_load() -> None:
    found = slide(0.05)
    total = np.sum(found.pressure) * (found.x[1] - found.x[0])
    assert total == pytest.approx(LOAD, rel=1e-9)
    assert np.all(found.pressure >= -1e-6 * found.peak_pressure)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"speed": 0.0}, "speed"), ({"line_load": -1.0}, "line load")],
)
def test_sliding_that_can_not_be_is_refused(
    change: dict[str, float], said: str
) -> None:
    given = {"line_load": LOAD, "speed": 0.1} | change
    with pytest.raises(InvalidValueError, match=said):
        sliding_contact(site(), [SERIES] * 4, parabola(RADIUS), **given)


def test_a_layer_without_a_series_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="4 layers need as many series"):
        sliding_contact(site(), [SERIES], parabola(RADIUS), line_load=LOAD, speed=0.1)
