"""The case: one TOML file, checked against the catalogue, with errors that help."""

import re
import tomllib
from pathlib import Path

import pytest

from strigil.catalogue import BodySite, Condition, all_of
from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.treatment import (
    Answer,
    age_of,
    case_from_mapping,
    case_to_toml,
    check_case,
    days_ago,
    read_case,
)

EXAMPLES = sorted(Path("examples/cases").glob("*.toml"))
SHORTEST = """
schema = 1
[problem]
condition = "calf_strain"
site = "calf"
side = "left"
"""


def read(text):
    return case_from_mapping(tomllib.loads(SHORTEST + text))


def test_the_shortest_case_is_schema_and_problem():
    case = read("")
    assert case.problem.condition == "calf_strain"
    assert case.history.others == "not asked"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_written_again_reads_the_same(path):
    case = read_case(path)
    assert case_from_mapping(tomllib.loads(case_to_toml(case))) == case


@pytest.mark.parametrize(
    "text", ['"', "\\", "a\nb", "tab\t", "\x7f", "é 痛", "#", "'''"]
)
def test_any_text_survives_writing_and_reading(text):
    case = case_from_mapping({**tomllib.loads(SHORTEST), "title": text})
    assert case_from_mapping(tomllib.loads(case_to_toml(case))).title == text


def test_an_answer_is_a_word_or_a_table():
    history = read('[history]\ndvt = "no"\nanticoagulant = {answer = "yes"}').history
    assert history.answers == {"dvt": Answer("no"), "anticoagulant": Answer("yes")}


WRONG = [
    ('[patiant]\nsex = "male"', UnknownNameError, "patient"),
    ("[patient]\nage = 40", UnknownNameError, "age_years"),
    ("[patient]\nage_years = 140", InvalidValueError, "0 to 120 years; 140"),
    ("[patient]\nage_years = nan", InvalidValueError, "0 to 120"),
    ('[patient]\nage_years = "old"', InvalidValueError, "a number"),
    ("[patient]\nskin_tone = 11", InvalidValueError, "1 to 10 on the Monk scale"),
    ("[patient]\nbirth_year = 1990", InvalidValueError, "needs the case's date"),
    ('[history]\nanticoagulent = "yes"', UnknownNameError, "anticoagulant"),
    ('[history]\nanticoagulant = "maybe"', UnknownNameError, "unsure"),
    ('[history]\ndvt = {answer = "yes", days = 3}', UnknownNameError, "days_ago"),
    ('[history]\ndvt = {answer = "yes", days_ago = -3}', InvalidValueError, "0 to"),
    ('[instruments]\nedges = ["scanner.convx"]', UnknownNameError, "scanner.convex"),
    ('[instruments]\nlubricant = "oils"', UnknownNameError, "oil"),
    ('[red_flag_tests]\ncalf_squeze = "negative"', UnknownNameError, "calf_squeeze"),
    ('[red_flag_tests]\ncalf_squeeze = "fine"', UnknownNameError, "negative"),
    (
        '[[outcomes]]\nmeasure = "nprs"\nvalue = 12\ndays_ago = 0',
        InvalidValueError,
        "10",
    ),
    ('[[outcomes]]\nmeasure = "nprs"\nvalue = 2', InvalidValueError, "days_ago"),
    ("[[sessions]]\npain_during = 2", InvalidValueError, "days_ago"),
    ("[[sessions]]\nday = 2026-01-01", InvalidValueError, "needs the case's date"),
    ("[[sessions]]\ndays_ago = 2\npain_during = 11", InvalidValueError, "0 to 10"),
    (
        '[[findings]]\nsite = "calf"\nside = "left"\ngrade = 4',
        InvalidValueError,
        "0 to 3",
    ),
    ('[[findings]]\nsite = "calv"\nside = "left"', UnknownNameError, "calf"),
    (
        '[[findings]]\nsite = "calf"\nside = "midline"',
        InvalidValueError,
        "left or right",
    ),
    (
        '[[overrides]]\nitem = "dvtt"\nreason = "x"\nsigned_by = "y"',
        UnknownNameError,
        "dvt",
    ),
    (
        '[[practitioner.readings]]\nword = "light"\ngrams = [200, 0, 210]',
        InvalidValueError,
        "above zero",
    ),
    (
        '[[practitioner.readings]]\nword = "lihgt"\ngrams = [200]',
        UnknownNameError,
        "light",
    ),
    ("[problem2]", UnknownNameError, "problem"),
]


@pytest.mark.parametrize(
    ("text", "error", "says"), WRONG, ids=[w[0][:40] for w in WRONG]
)
def test_what_is_wrong_is_named_with_what_is_allowed(text, error, says):
    with pytest.raises(error) as caught:
        read(text)
    message = str(caught.value)
    assert says in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("force", [-3, 4000, float("nan")])
def test_a_force_that_can_not_be_is_refused(force):
    with pytest.raises(InvalidValueError, match="0 to 200 N"):
        read(_dose(force))


def test_a_force_above_twenty_newtons_asks_whether_grams_were_meant():
    (warning,) = check_case(read(_dose(150)))
    assert "150 N is above 20 N; were grams meant?" in warning


def test_a_scale_reading_above_twenty_newtons_asks_too():
    text = '[[practitioner.readings]]\nword = "light"\nforce = [210]'
    with pytest.raises(InvalidValueError, match="200 N"):
        read(text)
    (warning,) = check_case(read(text.replace("210", "190")))
    assert "grams" in warning


def test_an_ordinary_force_asks_nothing():
    assert check_case(read(_dose(6.0))) == ()


def _dose(force):
    return (
        '[[sessions]]\ndays_ago = 3\n[[sessions.doses]]\nsite = "calf"\n'
        f'side = "left"\nedge = "scanner.convex"\nforce = {force}'
    )


def test_an_unusual_site_is_a_warning_not_an_error():
    odd = SHORTEST.replace('site = "calf"', 'site = "hamstring"')
    (warning,) = check_case(case_from_mapping(tomllib.loads(odd)))
    assert "calf_strain usually lies at calf" in warning


def test_a_site_without_the_structure_is_refused_with_what_it_has():
    odd = SHORTEST.replace('site = "calf"', 'site = "lateral_elbow"')
    said = (
        "case.problem.site: calf_strain is of muscle; lateral_elbow has skin, fat, "
        "fascia, tendon. It usually lies at calf. See: strigil list sites"
    )
    with pytest.raises(InvalidValueError, match=re.escape(said)):
        case_from_mapping(tomllib.loads(odd))


@pytest.mark.parametrize("condition", list(all_of(Condition)))
def test_no_usual_site_of_a_condition_is_asked_about(condition):
    for site in all_of(Condition)[condition].sites:
        side = "left" if all_of(BodySite)[site].sided else "midline"
        about = {"condition": condition, "site": site, "side": side}
        case = case_from_mapping({"schema": 1, "problem": about | {"onset_days": 100}})
        assert check_case(case) == ()


@pytest.mark.parametrize("version", ["", "schema = 2", 'schema = "1"', "schema = true"])
def test_another_version_of_the_schema_is_refused(version):
    text = SHORTEST.replace("schema = 1", version)
    with pytest.raises(InvalidValueError, match="schema = 1"):
        case_from_mapping(tomllib.loads(text))


def test_age_comes_from_the_year_of_birth_and_the_date():
    case = case_from_mapping(
        tomllib.loads(
            "date = 2026-11-20\n" + SHORTEST + "[patient]\nbirth_year = 2001\n"
        )
    )
    assert age_of(case) == 25.0
    assert age_of(read("")) is None


def test_days_ago_come_from_the_date():
    text = "date = 2026-11-20\n" + SHORTEST + "[[sessions]]\nday = 2026-11-18\n"
    case = case_from_mapping(tomllib.loads(text))
    assert days_ago(case, case.sessions[0]) == 2.0


def test_a_session_after_the_date_is_refused():
    text = "date = 2026-11-20\n" + SHORTEST + "[[sessions]]\nday = 2026-11-21\n"
    with pytest.raises(InvalidValueError, match="not after"):
        case_from_mapping(tomllib.loads(text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileFormatError, match="nowhere"):
        read_case(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"schema = ", b"[[[", b"\x00"]
)
def test_a_file_that_is_no_case_is_refused(tmp_path, content):
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises((FileFormatError, InvalidValueError), match="bad"):
        read_case(path)
