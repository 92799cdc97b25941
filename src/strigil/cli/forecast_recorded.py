"""A forecast from a recording: what was delivered, beside what was planned."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from strigil.cli.output import progress_bar, show_table
from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from strigil.biology import Band, QuantityCourse, Response
    from strigil.planning import PlanOfCare
    from strigil.treatment import Case, DeliveredExposure, SessionDose

__all__ = ["RecordedAsked", "RecordedSession", "recorded_session", "show_recorded"]

_NONE_PLANNED = "not planned"


@dataclass(frozen=True, slots=True)
class RecordedAsked:
    """What was asked of a recording, as the options say."""

    recording: str | None
    profile: str | None
    edge: str | None
    site: str | None
    length_mm: float | None
    session: int | None


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """A session of a course with what a recording says was delivered in it."""

    number: int
    time_days: float
    basis: str
    written: "SessionDose | None"
    delivered: "DeliveredExposure"
    said: tuple[str, ...]

    @property
    def at(self) -> "tuple[float, DeliveredExposure]":
        """When [d], and what."""
        return self.time_days, self.delivered

    def as_json(self, planned: "Response") -> dict[str, object]:
        """Return both for machines; ``planned`` is the forecast without the recording.

        Times [d]; strain [1] and time [s] as the delivered exposure has them.
        """
        return {
            "session": self.number,
            "time_days": self.time_days,
            "instead_of": self.basis,
            "planned": self.written,
            "delivered": self.delivered,
            "planned_quantities": {
                name: {
                    "median": course.median,
                    "low": course.low,
                    "high": course.high,
                    "difference": course.difference,
                }
                for name, course in planned.quantities.items()
            },
            "said": list(self.said),
        }


def recorded_session(
    asked: RecordedAsked, case: "Case", plan: "PlanOfCare", *, days: float
) -> RecordedSession | None:
    """Read a recording and lay it on the session of the course that it stands for.

    None where no recording was given.

    Raises
    ------
    InvalidValueError
        Without force, stroke, edge, or such a session, or at another site.
    """
    if asked.recording is None:
        _refuse_what_needs_a_recording(asked)
        return None
    from strigil.cli.session import session_of
    from strigil.signals import analyse_recording, read_recording
    from strigil.treatment import delivered_exposure

    number, time_days, written, basis = _session_meant(asked, case, plan, days)
    recording = read_recording(asked.recording, profile=asked.profile)
    info = recording.info
    site = asked.site or info.site or case.problem.site
    if site != case.problem.site:
        message = (
            f"The recording is of {site}; the case is forecast at {case.problem.site}. "
            "Only a recording of that site can stand for a session (--site)."
        )
        raise InvalidValueError(message)
    edge = asked.edge or info.edge or (written.edge if written else None)
    said = [_stands_for(number, time_days, basis)]
    if not (asked.edge or info.edge) and edge:
        said.append(f"The recording names no edge: that of the session, {edge}.")
    with progress_bar("Reading the recording") as tell:
        session = session_of(
            replace(recording, info=replace(info, site=site)),
            None,
            edge=edge,
            site=site,
            analyse=partial(analyse_recording, progress=tell),
        )
    length = None if asked.length_mm is None else asked.length_mm * 1e-3
    found = session.dose_map(assumed_length=length)
    if session.dose is None:  # a map has one
        raise InvalidValueError(" ".join(session.warnings))
    delivered = delivered_exposure(
        found,
        session.dose,
        lubricant=case.instruments.lubricant,
        length_known=length is not None,
    )
    said += [*delivered.said, *session.warnings]
    return RecordedSession(
        number, time_days, basis, written, delivered, tuple(dict.fromkeys(said))
    )


def _refuse_what_needs_a_recording(asked: RecordedAsked) -> None:
    given = [name for name in RecordedAsked.__slots__ if getattr(asked, name)]
    if given:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        message = f"{options} is of a recording, and none was given (--recording FILE)."
        raise InvalidValueError(message)


def show_recorded(
    one: RecordedSession, planned: "Response", response: "Response"
) -> None:
    """Show what was planned beside what was delivered, and what comes of each."""
    from strigil.reporting import spread

    written, found = one.written, one.delivered
    rows = [
        (
            "Compression of the target",
            "–" if written is None else spread(written.target_strain, 100.0, "%"),
            f"{spread(found.strain, 100.0, '%')} over its places",
        ),
        (
            "Time in contact",
            "–" if written is None else spread(written.contact_time, 1.0, "s"),
            spread(found.dose.contact_time, 1.0, "s"),
        ),
        (
            "Time that a place was given",
            "as the session",
            f"{spread(found.time, 1.0, 's')} over its places",
        ),
        (
            "Mean force",
            "–" if written is None else spread(written.force_mean, 1.0, "N"),
            spread(found.dose.force_mean, 1.0, "N"),
        ),
        ("Skin that the edge went over", "not said", f"{found.area * 1e4:.0f} cm²"),
    ]
    heading = one.basis[0].upper() + one.basis[1:]
    note = (
        f"{heading}: 90 % of what may be. Delivered: over 90 % of the area. A place's "
        "time is that of a session that goes on evenly there."
    )
    show_table(
        f"Session {one.number}, {one.basis} and delivered",
        ("What", heading, "Delivered"),
        rows,
        note=note,
    )
    _show_courses(heading, planned, response)


def _show_courses(heading: str, planned: "Response", response: "Response") -> None:
    shown = ("pain", "strength", "restriction", "bruise")
    rows = [
        (
            response.quantities[name].label,
            _effect(planned.quantities[name]),
            _effect(response.quantities[name]),
        )
        for name in shown
    ]
    day = response.time_days[-1]
    show_table(
        f"What IASTM changes until day {day:.0f}",
        ("Quantity", f"As {heading.lower()}", "As delivered"),
        rows,
        note="Median and 90 % interval of with minus without IASTM.",
    )


def _effect(course: "QuantityCourse") -> str:
    from strigil.reporting import number

    apart: Band = course.difference
    middle, low, high = (
        number(float(ends[-1]), 2) for ends in (apart.median, apart.low, apart.high)
    )
    return f"{middle} ({low} to {high})"


def _session_meant(
    asked: RecordedAsked, case: "Case", plan: "PlanOfCare", days: float
) -> "tuple[int, float, SessionDose | None, str]":
    """Return number, time [d] and dose of the session meant, and how it is known."""
    from strigil.planning import course_doses, done_doses

    done = len(done_doses(case))
    course = course_doses(case, plan, duration_days=days)
    last = max(len(course), 1)
    number = asked.session or max(done, 1)
    if number > last:
        message = (
            f"The course has {last} sessions until day {days:g}, {done} of them so "
            f"far; --session {number} was given."
        )
        raise InvalidValueError(message)
    if not course:
        return 1, 0.0, None, _NONE_PLANNED
    time_days, dose = course[number - 1]
    return number, time_days, dose, "reported" if number <= done else "planned"


def _stands_for(number: int, time_days: float, basis: str) -> str:
    if basis == _NONE_PLANNED:
        return (
            "The recording stands for a session today, which is not planned: care "
            "without IASTM is the plan."
        )
    return (
        f"The recording stands for session {number} (day {time_days:.3g}), in place of "
        f"what was {basis}."
    )
