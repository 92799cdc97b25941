"""What a form says of an answer that is missing or cannot be read, in our words."""

from collections.abc import Iterator

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["InOwnWords"]

Said = str | Promise

# By kind of field, the most particular one first: the code of an error, our words.
WORDS: tuple[tuple[type[forms.Field], dict[str, Said]], ...] = (
    (forms.BooleanField, {"required": _("Tick it once it is so.")}),
    (forms.FileField, {"required": _("Choose the file first.")}),
    (
        forms.ChoiceField,
        {
            "required": _("Not answered yet."),
            "invalid_choice": _("Choose one of those that are offered."),
        },
    ),
    (forms.DateField, {"invalid": _("Write the day like this: 2026-11-23.")}),
    (
        forms.EmailField,
        {"invalid": _("This is no address for mail: write it like name@clinic.org.")},
    ),
    (forms.FloatField, {"invalid": _("Write a number, such as 2.5.")}),
    (forms.IntegerField, {"invalid": _("Write a whole number.")}),
    (
        forms.Field,
        {
            "required": _("Not filled in yet."),
            "max_length": _("Too long: at most %(limit_value)d characters."),
            "min_value": _("Too small: at least %(limit_value)s."),
            "max_value": _("Too large: at most %(limit_value)s."),
        },
    ),
)


class InOwnWords(forms.BaseForm):
    """The first base of a form: where a field has no words of its own, ours.

    The framework's texts are told to whoever fills in any form on earth; ours are
    short, and say what to do.
    """

    def full_clean(self) -> None:
        """Set the words, then clean."""
        for field in self.fields.values():
            for code, said in _words_of(field):
                if field.error_messages.get(code) in (None, _framework(field, code)):
                    field.error_messages[code] = said  # type: ignore[assignment]  # translated when shown
        super().full_clean()


def _words_of(field: forms.Field) -> Iterator[tuple[str, Said]]:
    said: dict[str, Said] = {}
    for kind, words in WORDS:
        if isinstance(field, kind):
            said = {**words, **said}
    yield from said.items()


def _framework(field: forms.Field, code: str) -> Said | None:
    """Return what the framework would say; None where the field's class is ours."""
    for kind in type(field).__mro__:
        said: Said | None = vars(kind).get("default_error_messages", {}).get(code)
        if said is not None:
            return said if kind.__module__.startswith("django.") else None
    return None
