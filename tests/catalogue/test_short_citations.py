"""A source is named as people name it: author and year, never a key."""

from strigil.references import all_references, cite, short_cite


def _short(key: str) -> str:
    return all_references()[key].as_short()


def test_three_authors_become_the_first_and_et_al() -> None:
    assert _short("Stevenson2023") == "Stevenson et al., 2023"


def test_two_authors_are_both_named() -> None:
    assert _short("Sevier2015") == "Sevier and Stegink-Jansen, 2015"


def test_a_family_name_of_two_words_stays_whole() -> None:
    assert _short("VanLoocke2009") == "Van Loocke et al., 2009"


def test_a_register_is_named_with_its_number() -> None:
    assert _short("NCT06612983") == "ClinicalTrials.gov NCT06612983"


def test_the_title_stands_where_the_authors_are_not_known() -> None:
    assert _short("LumbarFascia2010").startswith("Thickness of the layers")


def test_what_was_recalled_says_so() -> None:
    assert _short("Recalled") == "recalled by the authors, not yet checked"


def test_no_short_citation_is_a_key_or_says_that_authors_are_not_noted() -> None:
    for key, entry in all_references().items():
        assert entry.as_short() != key
        assert "not noted" not in entry.as_short()


def test_several_keys_in_one_text_are_cited_once_each_in_their_order() -> None:
    found = [short for short, _whole in short_cite("Otsu1979, Sen1968, Otsu1979")]
    assert found == ["Otsu, 1979", "Sen, 1968"]


def test_no_line_of_a_source_says_that_its_authors_are_not_noted() -> None:
    for entry in all_references().values():
        assert "not noted" not in entry.as_text()
        assert entry.title.rstrip(".") in entry.as_text()


def test_a_reason_with_two_sources_has_two_lines() -> None:
    lines = cite(["Otsu1979, Sen1968", "Otsu1979"])
    assert [line.split()[0] for line in lines] == ["Otsu", "Sen"]
