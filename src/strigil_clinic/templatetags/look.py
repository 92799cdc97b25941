"""The few template tags of the design system."""

import re
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from strigil.references import all_references, short_cite
from strigil_clinic import words
from strigil_clinic.body import drawing_of

register = template.Library()

register.filter("condition_name", words.condition_name)
register.filter("site_name", words.site_name)
register.filter("episode_name", words.episode_name)


@register.filter
def cited(keys: str | list[str] | None) -> SafeString:
    """Return author and year for keys of the bibliography, the whole on hover."""
    found = ((whole, short) for short, whole in short_cite(keys or []))
    return format_html_join("; ", '<cite title="{}">{}</cite>', found)


@register.filter
def citing(text: str) -> SafeString:
    """Return a sentence in which author and year stand for each key it names.

    "Recalled" is also a word: it is a key only where a colon follows.
    """
    parts = re.split(r"\b(Recalled(?=:)|(?!Recalled\b)\w+)\b", text)
    said = ((cited(part) if part in all_references() else part,) for part in parts)
    return format_html_join("", "{}", said)


@register.filter
def css_text(text: object) -> SafeString:
    r"""Return a text for a string in a style sheet: all but letters and digits escaped.

    >>> css_text('A "b"')
    'A\20 \22 b\22 '
    """
    said = [c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in str(text)]
    return mark_safe("".join(said))  # noqa: S308  # only letters, digits, escapes


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it is decoration, so words go beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.inclusion_tag("partials/field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """Draw a form field: label, help and error tied to it for a screen reader."""
    group = bound.use_fieldset
    described = [f"{bound.id_for_label or bound.auto_id}_error"] if bound.errors else []
    if bound.help_text:
        described.append(f"{bound.auto_id}_help")
    attributes: dict[str, Any] = {}
    if described and not group:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors and not group:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "group": group,
        "described": " ".join(described),
        "widget": bound.as_widget(attrs=attributes),
        "optional": not bound.field.required,
    }


@register.inclusion_tag("partials/body.html")
def body(figure: str, view: str, marks: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw one view of the body figure with marks on it."""
    drawing = drawing_of(figure, view)
    return {
        "view": view,
        "view_box": mark_safe(drawing["view_box"]),  # noqa: S308  # our own data
        "regions": drawing["regions"],
        "marks": [mark for mark in marks if mark["view"] == view],
    }
