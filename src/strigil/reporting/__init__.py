"""Charts as SVG text, the same data as tables, and reports: pure functions of results.

A chart is one image with a title and a description; its colours are the page's own,
with the light theme behind them. ``stand_alone`` turns it into a file with both themes.
"""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.reporting.contact_chart import contact_chart
    from strigil.reporting.contact_words import (
        all_warnings,
        contact_table,
        notes_of,
    )
    from strigil.reporting.dose_map_chart import dose_map_chart, dose_map_panels
    from strigil.reporting.dose_map_words import dose_map_said, dose_map_tables
    from strigil.reporting.drawing import stand_alone
    from strigil.reporting.edge_drawing import edge_drawing
    from strigil.reporting.force_calibration_chart import (
        force_calibration_chart,
        force_calibration_table,
    )
    from strigil.reporting.forecast_chart import forecast_chart, forecast_table
    from strigil.reporting.hold_chart import hold_chart
    from strigil.reporting.marks import (
        ImportantChangeField,
        MeasuredPoint,
        ReactionMark,
        SessionMark,
        TodayMark,
    )
    from strigil.reporting.named import edge_named, site_named
    from strigil.reporting.outcome_change import important_change_of, outcome_table
    from strigil.reporting.outcome_chart import outcome_card, outcome_chart
    from strigil.reporting.pdf import write_pdf
    from strigil.reporting.plan_beside import plan_beside_table
    from strigil.reporting.practitioner_load_chart import practitioner_load_chart
    from strigil.reporting.practitioner_load_table import (
        load_over_time_table,
        practitioner_load_table,
    )
    from strigil.reporting.recording_chart import recording_chart, recording_table
    from strigil.reporting.scan_chart import scan_chart, scan_table
    from strigil.reporting.session_report import (
        anomaly_table,
        long_session_report,
        quality_table,
        session_report,
        summary_table,
        unknown_table,
    )
    from strigil.reporting.strokes_chart import strokes_chart, strokes_table
    from strigil.reporting.table import Table, table_html
    from strigil.reporting.tokens import DARK, LIGHT, contrast, theme_css
    from strigil.reporting.trial_chart import trial_chart
    from strigil.reporting.validation_chart import validation_chart
    from strigil.reporting.what_if_chart import (
        plan_name,
        what_if_chart,
        what_if_table,
    )
    from strigil.reporting.words import clock, number, plain, spread

__all__ = [
    "DARK",
    "LIGHT",
    "ImportantChangeField",
    "MeasuredPoint",
    "ReactionMark",
    "SessionMark",
    "Table",
    "TodayMark",
    "all_warnings",
    "anomaly_table",
    "clock",
    "contact_chart",
    "contact_table",
    "contrast",
    "dose_map_chart",
    "dose_map_panels",
    "dose_map_said",
    "dose_map_tables",
    "edge_drawing",
    "edge_named",
    "force_calibration_chart",
    "force_calibration_table",
    "forecast_chart",
    "forecast_table",
    "hold_chart",
    "important_change_of",
    "load_over_time_table",
    "long_session_report",
    "notes_of",
    "number",
    "outcome_card",
    "outcome_chart",
    "outcome_table",
    "plain",
    "plan_beside_table",
    "plan_name",
    "practitioner_load_chart",
    "practitioner_load_table",
    "quality_table",
    "recording_chart",
    "recording_table",
    "scan_chart",
    "scan_table",
    "session_report",
    "site_named",
    "spread",
    "stand_alone",
    "strokes_chart",
    "strokes_table",
    "summary_table",
    "table_html",
    "theme_css",
    "trial_chart",
    "unknown_table",
    "validation_chart",
    "what_if_chart",
    "what_if_table",
    "write_pdf",
]

lazy_door(__name__)
