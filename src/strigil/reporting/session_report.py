"""A session as one page that stands alone: charts, tables, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from strigil.reporting.flag_words import REMARK_WORDS, flags_table
from strigil.reporting.named import edge_named, site_named
from strigil.reporting.recording_chart import recording_chart, recording_table
from strigil.reporting.strokes_chart import strokes_chart
from strigil.reporting.table import Table, table_html
from strigil.reporting.tokens import theme_css
from strigil.reporting.words import clock, number

if TYPE_CHECKING:
    from strigil.signals import Recording, RecordingAnalysis, RecordingInfo
    from strigil.treatment import ForceBand

__all__ = [
    "anomaly_table",
    "long_session_report",
    "quality_table",
    "session_report",
    "summary_table",
    "unknown_table",
]

_MOST_ROWS = 1000  # strokes on a page without charts; more are in the JSON
# Summary key: (what people call it, factor from SI, unit).
_SUMMARY: dict[str, tuple[str, float, str]] = {
    "strokes": ("Strokes", 1, ""),
    "bursts": ("Bursts of strokes", 1, ""),
    "mean_force": ("Mean force in contact", 1, "N"),
    "median_peak_force": ("Middle peak force", 1, "N"),
    "peak_force": ("Highest peak force", 1, "N"),
    "impulse": ("Impulse", 1, "N·s"),
    "length": ("Way of the edge", 1, "m"),
    "rate": ("Stroke rate, middle", 60, "a minute"),
    "force_slope": ("Peak force, stroke after stroke", 60, "N a minute"),
    "sample_rate": ("Sample rate", 1, "Hz"),
}
_STYLE = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:980px;padding:32px 24px;background:var(--paper);
color:var(--ink);font:15px/1.5 'Inter Variable',Inter,system-ui,sans-serif;
font-variant-numeric:tabular-nums}
h1,h2{font-family:'Source Serif 4 Variable','Source Serif 4',Georgia,serif;
line-height:1.2}
h1{font-size:30px;margin:0 0 4px}h2{font-size:18px;margin:0 0 12px}
p{margin:4px 0}.muted{color:var(--muted)}
section{background:var(--surface);border:1px solid var(--line);border-radius:14px;
padding:20px;margin:16px 0}
svg{width:100%;height:auto;display:block}
.figures{display:flex;flex-wrap:wrap;gap:24px}
.figures div{min-width:110px}.figures b{display:block;font-size:22px;font-weight:600}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;font:600 18px/1.2 'Source Serif 4 Variable',Georgia,serif;
padding-bottom:10px}
th,td{text-align:left;padding:5px 10px 5px 0;border-top:1px solid var(--line);
vertical-align:top;font-weight:400}thead th{color:var(--muted);border:0}
.warn{background:var(--warn-soft);color:var(--warn);border-radius:8px;padding:10px 14px}
@page{size:A4;margin:14mm 14mm 16mm;@bottom-left{content:string(title)}
@bottom-right{content:counter(page) " / " counter(pages)}}
@media print{body{padding:0;max-width:none;background:#fff;font-size:12px}
h1{font-size:22px;string-set:title content()}.figures{gap:14px 20px}
.figures b{font-size:17px}table{font-size:11px}caption,h2{font-size:14px}
th,td{padding:3px 8px 3px 0}thead{display:table-header-group}tr{break-inside:avoid}
section{break-inside:avoid;border-radius:0;padding:12px;margin:8px 0}
section.long{break-inside:auto}}
"""


def session_report(
    recording: "Recording",
    analysis: "RecordingAnalysis",
    *,
    title: str,
    dose: Sequence[Table | str] = (),
    bands: Sequence["ForceBand"] = (),
    warnings: Sequence[str] = (),
) -> str:
    """Return a session as one HTML page that needs no other file.

    Parameters
    ----------
    recording : Recording
        What was sampled.
    analysis : RecordingAnalysis
        What was found in it.
    title : str
        Heading of the page.
    dose : sequence of Table or str
        What the tissue received, where edge and site are known: tables, and drawings
        such as a dose map.
    bands : sequence of ForceBand
        The practitioner's own words in newtons.
    warnings : sequence of str
        What a reader must not miss.

    Returns
    -------
    str
        HTML with its charts and tables inside.
    """
    tables = [quality_table(analysis), unknown_table(analysis), anomaly_table(analysis)]
    parts = [
        *_opening(recording.info, analysis, title, warnings),
        _section(recording_chart(recording, analysis)),
        _section(strokes_chart(analysis.strokes, bands=bands)),
        *(_section(_wide(o) if isinstance(o, Table) else o) for o in dose),
        *(_section(_wide(table)) for table in tables),
        _section(_wide(recording_table(analysis)), "long"),
        *_flags(analysis),
    ]
    return _page(title, parts)


def long_session_report(
    info: "RecordingInfo",
    analysis: "RecordingAnalysis",
    *,
    title: str,
    warnings: Sequence[str] = (),
) -> str:
    """Return a session whose samples are not at hand as one HTML page.

    Parameters
    ----------
    info : RecordingInfo
        What is known besides the samples.
    analysis : RecordingAnalysis
        What was found in it; ``not_computable`` names what was left out.
    title : str
        Heading of the page.
    warnings : sequence of str
        What a reader must not miss.

    Returns
    -------
    str
        HTML without charts: those need all samples. The last table has the first
        thousand strokes.
    """
    first = replace(analysis, strokes=analysis.strokes[:_MOST_ROWS])
    table = recording_table(first)
    if len(analysis.strokes) > _MOST_ROWS:
        said = f"The first {_MOST_ROWS} of {len(analysis.strokes)} strokes"
        table = Table(said, table.columns, table.rows)
    tables = [quality_table(analysis), unknown_table(analysis)]
    parts = [
        *_opening(info, analysis, title, warnings),
        *(_section(_wide(one)) for one in tables),
        _section(_wide(table), "long"),
        *_flags(first),
    ]
    return _page(title, parts)


def _flags(analysis: "RecordingAnalysis") -> list[str]:
    table = flags_table(analysis)
    return [_section(_wide(table))] if table.rows else []


def _opening(
    info: "RecordingInfo",
    analysis: "RecordingAnalysis",
    title: str,
    warnings: Sequence[str],
) -> list[str]:
    return [
        _head(info, title),
        '<p class="muted">Made by Strigil. For research and demonstration; not a '
        "medical device. An anomaly is a place that differs, not a diagnosis.</p>",
        *(f'<p class="warn">{escape(w)}</p>' for w in warnings),
        _section(f"<h2>In short</h2>{_figures(analysis.summary)}"),
    ]


def _page(title: str, parts: Sequence[str]) -> str:
    style = f"{theme_css(':root')}{_STYLE}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def summary_table(analysis: "RecordingAnalysis") -> Table:
    """Return the session in a few numbers, as rows."""
    rows = []
    for key, value in analysis.summary.items():
        if key in _SUMMARY and not isinstance(value, str):
            rows.append((_SUMMARY[key][0], _figure(key, value)))
    times = [
        ("Length of the recording", "duration"),
        ("Time in contact", "contact_time"),
    ]
    for name, key in times:
        value = analysis.summary.get(key)
        known = isinstance(value, int | float)
        rows.append((name, clock(float(value)) if known else "not known"))  # type: ignore[arg-type]  # a number here
    return Table("In short", ("Quantity", "Value"), tuple(rows))


def quality_table(analysis: "RecordingAnalysis") -> Table:
    """Return the remarks on quality as rows."""
    rows = tuple(
        (REMARK_WORDS.get(note.code, _in_words(note.code)), note.message)
        for note in analysis.quality
    )
    return Table("Quality of the recording", ("Remark", "What it says"), rows)


def unknown_table(analysis: "RecordingAnalysis") -> Table:
    """Return what could not be known, and why, as rows."""
    rows = tuple((_in_words(gap.what), gap.because) for gap in analysis.not_computable)
    return Table("What could not be known", ("What", "Because"), rows)


def anomaly_table(analysis: "RecordingAnalysis") -> Table:
    """Return places that differ, stroke after stroke, or that none does, as rows."""
    rows: list[tuple[str, ...]] = [
        (
            a.quantity,
            f"{a.from_ * 1e3:.0f} to {a.to * 1e3:.0f} mm",
            a.side,
            f"in {a.seen_in} of {a.of} strokes",
            number(a.score, 2),
        )
        for a in analysis.anomalies
    ]
    rows += [
        (one.quantity, "nothing found", "–", f"in {one.strokes} strokes", "–")
        for one in analysis.searches
        if not (one.because or one.anomalies)
    ]
    columns = ("Quantity", "Where", "Side", "Seen", "Score")
    return Table("Places that differ along the strokes", columns, tuple(rows))


def _head(info: "RecordingInfo", title: str) -> str:
    known = [
        f"edge: {edge_named(info.edge)}" if info.edge else "",
        f"site: {site_named(info.site)}" if info.site else "",
        f"sensor: {info.sensor}" if info.sensor else "",
        info.provenance,
    ]
    said = " · ".join(part for part in known if part) or "no edge, site or sensor named"
    return f'<h1>{escape(title)}</h1><p class="muted">{escape(said)}</p>'


def _figures(summary: Mapping[str, object]) -> str:
    cells = []
    for key, (name, _factor, _unit) in _SUMMARY.items():
        value = summary.get(key)
        if isinstance(value, int | float):
            shown = _figure(key, value)
            cells.append(f"<div><b>{escape(shown)}</b>{escape(name)}</div>")
    for key, name in (("duration", "Recording"), ("contact_time", "In contact")):
        value = summary.get(key)
        if isinstance(value, int | float):
            cells.append(f"<div><b>{clock(value)}</b>{name}</div>")
    return f'<div class="figures">{"".join(cells)}</div>'


def _figure(key: str, value: float | None) -> str:
    _name, factor, unit = _SUMMARY[key]
    if value is None:
        return "not known"
    if not unit:
        return f"{value:.0f}"
    if key == "force_slope":
        moves = "rises" if value > 0 else "falls"
        return f"{moves} by {number(abs(value) * factor, 2, unit)}"
    return number(value * factor, 3, unit)


def _in_words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _section(inside: str, kind: str = "") -> str:
    return f'<section class="{kind}">{inside}</section>'


def _wide(table: Table) -> str:
    return f'<div class="wide">{table_html(table)}</div>'
