"""A page of HTML as a PDF that screen readers can read."""

import logging
import re
from pathlib import Path

from strigil.errors import MissingExtraError, StrigilError
from strigil.reporting.tokens import LIGHT

__all__ = ["write_pdf"]

_COLOUR = re.compile(r"var\(--([a-z0-9-]+)(?:,[^()]*)?\)")


def write_pdf(html: str, path: Path) -> None:
    """Write a page as tagged PDF (PDF/UA-1), on A4 and in the light colours.

    Parameters
    ----------
    html : str
        A page that needs no other file.
    path : Path
        Where to write it.

    Raises
    ------
    MissingExtraError
        Without the extra ``strigil[report]``.
    StrigilError
        Where the system's libraries for text are missing, with their names.
    """
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]  # ships no types
    except ModuleNotFoundError as error:
        message = (
            "A PDF needs the extra for reports: pip install 'strigil[report]'. An "
            ".html report needs nothing."
        )
        raise MissingExtraError(message) from error
    except OSError as error:
        message = (
            "A PDF needs the system's Pango libraries, which were not found. On "
            "Debian: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. An "
            ".html report needs nothing."
        )
        raise StrigilError(message) from error
    # It tells of each style for screens that paper has no use for.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    # Charts take their colours from the page, which a drawing can not do on paper.
    coloured = _COLOUR.sub(_light, html)
    HTML(string=coloured, base_url=".").write_pdf(path, pdf_variant="pdf/ua-1")


def _light(found: re.Match[str]) -> str:
    return LIGHT.get(found[1], found[0])
