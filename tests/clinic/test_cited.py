"""Citations on pages: author and year, the whole reference on hover."""

from strigil_clinic.templatetags.look import cited


def test_a_key_becomes_author_and_year_with_the_whole_on_hover() -> None:
    said = cited("Davidson1997")
    assert ">Davidson et al., 1997</cite>" in said
    assert 'title="Davidson CJ' in said


def test_no_key_gives_nothing() -> None:
    assert cited(None) == ""


def test_a_word_that_is_no_key_is_shown_and_escaped() -> None:
    assert cited("<b>") == '<cite title="&lt;b&gt;">&lt;b&gt;</cite>'
