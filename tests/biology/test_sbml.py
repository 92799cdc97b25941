"""The model in other programs: valid SBML, and the same numbers from two of them."""

import ast

import numpy as np
import pytest

from strigil.biology.definition import response_definition
from strigil.biology.mathml import mathml, with_names
from strigil.biology.model import STATES, Parameters, Tissue, observe
from strigil.biology.parameters import draw_parameters, start_of
from strigil.biology.sbml import sbml_of, sed_ml_of
from strigil.biology.solve import solve
from strigil.errors import InvalidValueError

SESSIONS = [(0.0, 1.0), (3.5, 1.5), (5.0, 0.0), (7.0, 0.7)]
LOOKS = 0.25 + 0.5 * np.arange(28)
OBSERVABLES = tuple(response_definition().observables)


def patient() -> tuple[np.ndarray, Parameters]:
    y, _ = start_of("ligament_sprain", "acute")
    drawn = draw_parameters("ligament_sprain", samples=1, seed=4)
    return y, Parameters(**{name: value[0] for name, value in vars(drawn).items()})


def ours() -> np.ndarray:
    """States and observables at each look, by the engine on arrays."""
    y, p = patient()
    seen = solve(y[:, None], p, sessions=SESSIONS, time_days=LOOKS, tolerance=1e-8)[
        ..., 0
    ]
    observed = observe(Tissue(*seen.T), p)
    return np.column_stack([seen, *(observed[name] for name in OBSERVABLES)])


def worst(found: np.ndarray) -> float:
    truth = ours()
    return float(np.max(np.abs(found - truth) / (np.abs(truth) + 0.01)))


def document() -> str:
    y, p = patient()
    return sbml_of(y, p, sessions=SESSIONS)


@pytest.mark.slow
def test_the_document_is_consistent_sbml() -> None:
    libsbml = pytest.importorskip("libsbml")
    read = libsbml.readSBMLFromString(document())
    read.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
    read.checkConsistency()
    told = [read.getError(i).getMessage() for i in range(read.getNumErrors())]
    assert told == []
    model = read.getModel()
    assert model.getNumEvents() == 3  # one of the four brings nothing
    assert model.getNumRules() == (
        len(STATES) + len(response_definition().rules) + len(OBSERVABLES)
    )


@pytest.mark.slow
def test_libroadrunner_finds_the_same_to_1e_5() -> None:
    roadrunner = pytest.importorskip("roadrunner")
    runner = roadrunner.RoadRunner(document())
    runner.integrator.relative_tolerance = 1e-10
    runner.integrator.absolute_tolerance = 1e-12
    runner.timeCourseSelections = ["time", *STATES, *OBSERVABLES]
    seen = np.array(runner.simulate(0.0, float(LOOKS[-1]), 2 * len(LOOKS)))
    assert seen[1::2, 0] == pytest.approx(LOOKS)
    assert worst(seen[1::2, 1:]) < 1e-5


@pytest.mark.slow
def test_copasi_finds_the_same_to_1e_5() -> None:
    basico = pytest.importorskip("basico")
    basico.load_model_from_string(document())
    method = {"Relative Tolerance": 1e-10, "Absolute Tolerance": 1e-12}
    basico.set_task_settings("Time-Course", settings={"method": method})
    seen = basico.run_time_course(
        duration=float(LOOKS[-1]), intervals=2 * len(LOOKS) - 1, use_sbml_id=True
    )
    assert np.asarray(seen.index)[1::2] == pytest.approx(LOOKS)
    assert worst(seen[[*STATES, *OBSERVABLES]].to_numpy()[1::2]) < 1e-5


def test_sed_ml_names_the_model_the_course_and_what_is_seen() -> None:
    libsbml = pytest.importorskip("libsbml")
    text = sed_ml_of("patient.xml", duration_days=84.0, steps=84, seen=["pain", "X"])
    read = libsbml.XMLNode.convertStringToXMLNode(text[text.index("<sedML") :])
    assert read is not None
    for piece in ('source="patient.xml"', 'outputEndTime="84.0"', "@id='pain'"):
        assert piece in text


def test_sbml_holds_one_patient() -> None:
    y, p = patient()
    with pytest.raises(InvalidValueError, match="one patient"):
        sbml_of(np.stack([y, y], axis=1), p)


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("max(a, 0)", "<piece><ci>a</ci><apply><geq/><ci>a</ci><cn>0.0</cn></apply>"),
        ("min(a, b)", "<leq/>"),
        ("exp(a)", "<exp/>"),
        ("log(a)", "<ln/>"),
        ("a**2", "<power/><ci>a</ci><cn>2.0</cn>"),
        ("1e-9*a", '<cn type="e-notation">1<sep/>-9</cn>'),
    ],
)
def test_a_formula_becomes_mathml(formula: str, part: str) -> None:
    assert part in mathml(ast.parse(formula, mode="eval").body)


def test_names_are_replaced_by_formulas_and_the_rest_stays() -> None:
    tree = ast.parse("a*b", mode="eval").body
    named = {"a": ast.parse("c + 1", mode="eval").body}
    assert ast.unparse(with_names(tree, named)) == "(c + 1) * b"
    assert ast.unparse(tree) == "a * b"
