"""Citations on pages: author and year, the whole reference on hover."""

from strigil_clinic.templatetags.look import cited, citing


def test_a_key_becomes_author_and_year_with_the_whole_on_hover() -> None:
    said = cited("Davidson1997")
    assert ">Davidson et al., 1997</cite>" in said
    assert 'title="Davidson CJ' in said


def test_no_key_gives_nothing() -> None:
    assert cited(None) == ""


def test_a_word_that_is_no_key_is_shown_and_escaped() -> None:
    assert cited("<b>") == '<cite title="&lt;b&gt;">&lt;b&gt;</cite>'


def test_a_sentence_names_author_and_year_for_each_key_in_it() -> None:
    said = citing("About 64 (Robinson2001); 1 < 2")
    assert ">Robinson et al., 2001</cite>); 1 &lt; 2" in said
    assert said.startswith("About 64 (<cite")


def test_recalled_is_a_key_only_before_a_colon() -> None:
    assert citing("Recalled by someone") == "Recalled by someone"
    assert ">recalled by the authors, not yet checked</cite>: x" in citing(
        "Recalled: x"
    )
