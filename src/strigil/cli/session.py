"""One recorded session with what a case adds to it: site, edge, words, dose."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from strigil.catalogue import BodySite, TreatmentEdge, limit, one_of
from strigil.cli.session_tables import (
    dose_table,
    inclination_table,
    stiffness_table,
    with_doubts,
)
from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from strigil.planning import PlannedBesideDone
    from strigil.reporting import Table
    from strigil.signals import Recording, RecordingAnalysis
    from strigil.treatment import (
        AnomalySearch,
        Case,
        ForceBand,
        PractitionerLoad,
        RecordedScan,
        SessionDose,
        SiteDoseMap,
    )

__all__ = ["Session", "session_of"]


@dataclass(frozen=True, slots=True)
class Session:
    """A recording, what was found in it, and what the tissue received."""

    recording: "Recording"
    analysis: "RecordingAnalysis"
    scan: "RecordedScan"
    dose: "SessionDose | None"
    bands: "tuple[ForceBand, ...]"
    warnings: tuple[str, ...]
    beside: "PlannedBesideDone | None" = None
    inclinations: "tuple[float | None, ...]" = ()
    load: "PractitionerLoad | None" = None

    @property
    def stiffness(self) -> "AnomalySearch":
        """What the scan says of softer and stiffer places."""
        return self.scan.search

    def dose_map(self, *, assumed_length: float | None = None) -> "SiteDoseMap":
        """Lay the strokes on skin and layers.

        Parameters
        ----------
        assumed_length : float, optional
            Length of a stroke where no position was recorded [m].

        Raises
        ------
        InvalidValueError
            Without an edge, a site, or a stroke with a force.
        """
        from strigil.treatment import dose_map_of_recording

        if self.dose is None:
            message = " ".join(self.warnings) or (
                "A dose map needs strokes with a force; none was found."
            )
            raise InvalidValueError(message)
        return dose_map_of_recording(
            self.recording,
            self.analysis,
            self.dose.edge,
            self.dose.site,
            assumed_length=assumed_length,
        )

    def tables(self) -> "list[Table]":
        """Return dose, quality, anomalies and what is not known, as rows."""
        from strigil.reporting import anomaly_table, quality_table, unknown_table

        found = self.analysis
        made = [quality_table(found), anomaly_table(found), *self._stiffness()]
        made = [*self._load(), *self._inclination(), *made]
        made.append(unknown_table(found))
        made = [*self._beside(), *made]
        return [dose_table(self.dose), *made] if self.dose else made

    def _beside(self) -> "list[Table]":
        from strigil.reporting import plan_beside_table

        return [plan_beside_table(self.beside)] if self.beside else []

    def _load(self) -> "list[Table]":
        from strigil.reporting import practitioner_load_table

        return [practitioner_load_table(self.load)] if self.load else []

    def _inclination(self) -> "list[Table]":
        known = [lean for lean in self.inclinations if lean is not None]
        return [inclination_table(known, len(self.inclinations))] if known else []

    def _stiffness(self) -> "list[Table]":
        return [] if self.stiffness.because else [stiffness_table(self.stiffness)]

    def as_html(self, title: str) -> str:
        """Return the session as one page that needs no other file."""
        from strigil.reporting import (
            Table,
            dose_map_chart,
            dose_map_tables,
            scan_chart,
            session_report,
        )

        parts, recording = list[Table | str](), self.recording
        doubts: tuple[str, ...] = ()
        if self.dose and self.dose.strokes:
            found, doubts = self.dose_map(), self.dose.warnings
            parts = [with_doubts(dose_table(self.dose), doubts), dose_map_chart(found)]
            parts += dose_map_tables(found)
            known = replace(recording.info, edge=self.dose.edge, site=self.dose.site)
            recording = replace(recording, info=known)
        return session_report(
            recording,
            self.analysis,
            title=title,
            dose=[
                *self._beside(),
                *parts,
                *self._load(),
                *self._inclination(),
                scan_chart(self.scan),
                *self._stiffness(),
            ],
            bands=self.bands,
            warnings=[said for said in self.warnings if said not in doubts],
        )


def session_of(
    recording: "Recording",
    case_file: str | None,
    *,
    edge: str | None,
    site: str | None,
    analyse: "Callable[[Recording], RecordingAnalysis]",
) -> Session:
    """Analyse a recording; a case adds site, edge and force words."""
    from strigil.signals import NotComputable, inclinations
    from strigil.treatment import read_case, scan_recording

    case = read_case(case_file) if case_file else None
    analysis = analyse(recording)
    named = replace(
        recording.info,
        edge=edge or recording.info.edge,
        site=site or recording.info.site,
    )
    recording = replace(recording, info=named)
    tool, place, said = _edge_and_site(recording, case)
    dose: SessionDose | None = None
    if analysis.strokes:
        dose, doubts = _dose(analysis, tool, place)
        said = (*said, *_grams(analysis), *doubts)
    else:
        said = ()
    scan = scan_recording(recording, analysis)
    if scan.search.because:
        gap = NotComputable("stiffness", scan.search.because)
        missing = (*analysis.not_computable, gap)
        analysis = replace(analysis, not_computable=missing)
    said = (*said, *scan.warnings) if not scan.search.because else said
    held, beside = _beside_plan(case, recording, analysis)
    said = (*held, *said)
    return Session(
        recording,
        analysis,
        scan,
        dose,
        bands=_bands(case),
        warnings=said,
        beside=beside,
        inclinations=inclinations(recording, analysis.strokes),
        load=_load_of(case, analysis),
    )


def _load_of(
    case: "Case | None", analysis: "RecordingAnalysis"
) -> "PractitionerLoad | None":
    """Return what the strokes cost the hand; None without a stroke."""
    from strigil.treatment import calibrate, practitioner_load

    if not analysis.strokes:
        return None
    own = calibrate(case.practitioner.readings) if case else None
    return practitioner_load(analysis.strokes, own)


def _beside_plan(
    case: "Case | None", recording: "Recording", analysis: "RecordingAnalysis"
) -> "tuple[tuple[str, ...], PlannedBesideDone | None]":
    """Return the plan of the case beside the recording, or why it has no steps."""
    if case is None:
        return (), None
    from strigil.planning import plan_of_care, planned_beside_done

    plan = plan_of_care(case)
    if plan.held:
        return (f"The plan of this case is held: {plan.held}",), None
    info = recording.info
    return (), planned_beside_done(
        plan.steps, analysis.strokes, edge=info.edge, site=info.site
    )


def _grams(analysis: "RecordingAnalysis") -> tuple[str, ...]:
    """Ask whether grams were meant, where strokes are firmer than any measured."""
    question = limit("grams_question_force")
    peak = max(stroke.peak_force for stroke in analysis.strokes)
    if peak <= question:
        return ()
    return (
        f"The firmest stroke reaches {peak:.3g} N (asked above {question:g} N). Were "
        "grams meant? Give the unit in a profile.",
    )


def _dose(
    analysis: "RecordingAnalysis", tool: TreatmentEdge | None, place: BodySite | None
) -> "tuple[SessionDose | None, tuple[str, ...]]":
    """Return the dose, or why a force that can not be has none."""
    from strigil.treatment import dose_of_recording

    if not (tool and place):
        return None, ()
    try:
        dose = dose_of_recording(analysis, tool.id, place.id)
    except InvalidValueError as error:
        return None, (f"No dose: {error}",)
    return dose, dose.warnings


def _edge_and_site(
    recording: "Recording", case: "Case | None"
) -> tuple[TreatmentEdge | None, BodySite | None, tuple[str, ...]]:
    info, warnings = recording.info, []
    site = info.site or (case.problem.site if case else None)
    at_hand = case.instruments.edges if case else ()
    edge = info.edge or (at_hand[0] if len(at_hand) == 1 else None)
    if case and info.site and info.site != case.problem.site:
        warnings.append(
            f"The recording names the site {info.site}, the case {case.problem.site}; "
            "the recording's was taken."
        )
    lacks = [name for name, value in (("edge", edge), ("site", site)) if not value]
    if lacks:
        options = " and ".join(f"--{name}" for name in lacks)
        warnings.append(
            f"No dose: the {' and '.join(lacks)} must be named ({options})."
        )
    return (
        one_of(TreatmentEdge, edge) if edge else None,
        one_of(BodySite, site) if site else None,
        tuple(warnings),
    )


def _bands(case: "Case | None") -> "tuple[ForceBand, ...]":
    if case is None or not case.practitioner.readings:
        return ()
    from strigil.planning import band_of
    from strigil.treatment import FORCE_WORDS, calibrate

    calibration = calibrate(case.practitioner.readings)
    return tuple(band_of(word, calibration) for word in FORCE_WORDS)
