"""Charts of the library on a page: the one place where their SVG is trusted."""

from django.utils.safestring import SafeString, mark_safe

__all__ = ["drawn"]


def drawn(svg: str) -> SafeString:
    """Return a chart as the page's own; the library has escaped every word in it."""
    return mark_safe(svg)  # noqa: S308  # made by strigil.reporting, never by a user
