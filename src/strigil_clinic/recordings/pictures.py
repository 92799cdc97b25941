"""Where the dose went and how stiff the way was: what of each is kept with a file."""

from typing import Any

from strigil.reporting import (
    dose_map_panels,
    dose_map_said,
    dose_map_tables,
    scan_chart,
    scan_table,
)
from strigil.treatment import RecordedScan, SiteDoseMap
from strigil_clinic.recordings.plain import rows_of

__all__ = ["kept_map", "kept_scan"]


def kept_map(found: SiteDoseMap) -> dict[str, Any]:
    """Return a dose map as the page shows it: pictures, sentences, tables."""
    skin, layers = dose_map_tables(found)
    return {
        "placing": found.placing,
        "said": list(dose_map_said(found)),
        "untouched_share": found.untouched_share,
        "charts": dose_map_panels(found),
        "tables": {"skin": rows_of(skin), "layers": rows_of(layers)},
        "cannot_say": list(found.cannot_say),
        "warnings": list(found.warnings),
    }


def kept_scan(found: RecordedScan) -> dict[str, Any]:
    """Return a scan as the page shows it, whatever it found."""
    search = found.search
    curve = found.scan is not None and found.scan.stiffness is not None
    return {
        "verdict": search.verdict,
        "said": search.said,
        "alarm_said": search.alarm_said,
        "because": search.because,
        "chart": scan_chart(found) if curve else "",
        "table": rows_of(scan_table(found)),
        "cannot_say": list(search.cannot_say),
        "warnings": list(found.warnings) if curve else [],
    }
