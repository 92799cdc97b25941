"""Errors of forms are told in the words of the clinic, not of the framework."""

import importlib
import pkgutil

import pytest
from django import forms

import strigil_clinic
from strigil_clinic.own_words import InOwnWords


class Asked(InOwnWords, forms.Form):
    name = forms.CharField(max_length=5)
    tick = forms.BooleanField()
    day = forms.DateField()
    mail = forms.EmailField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])
    number = forms.FloatField(min_value=1.0)
    named = forms.CharField(error_messages={"required": "Say who."})


def every_form(kind=forms.BaseForm):
    for one in kind.__subclasses__():
        yield one
        yield from every_form(one)


def test_every_form_of_the_clinic_speaks_in_own_words():
    for module in pkgutil.walk_packages(strigil_clinic.__path__, "strigil_clinic."):
        if "forms" in module.name or "in_error" in module.name:
            importlib.import_module(module.name)
    ours = [f for f in every_form() if f.__module__.startswith("strigil_clinic.")]
    assert len(ours) > 20
    assert [f for f in ours if not issubclass(f, InOwnWords)] == []


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("name", "", "Not filled in yet."),
        ("name", "longest", "Too long: at most 5 characters."),
        ("tick", "", "Tick it once it is so."),
        ("day", "", "Not filled in yet."),
        ("day", "yesterday", "Write the day like this: 2026-11-23."),
        ("mail", "mara", "This is no address for mail"),
        ("one", "", "Not answered yet."),
        ("one", "b", "Choose one of those that are offered."),
        ("some", ["b"], "Choose one of those that are offered."),
        ("number", "much", "Write a number, such as 2.5."),
        ("number", "0", "Too small: at least 1.0."),
        ("named", "", "Say who."),
    ],
)
def test_an_error_says_what_to_do(field, given, said):
    (error,) = Asked({field: given}).errors[field]
    assert error.startswith(said)
