"""From parts of a session to its dose: contact of each part, then sums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.intervals import Interval
from strigil.mechanics import EdgeContact, contact_of_edge
from strigil.treatment.dose_steps import Basis, exactly, times

__all__ = ["DosePart", "SessionDose", "dose_of_parts", "dose_without_contact"]

# Draws for one contact: the ratio of two strains with the same draws needs few.
_SAMPLES = 40


@dataclass(frozen=True, slots=True)
class SessionDose:
    """What one site received in one session.

    Attributes
    ----------
    site, edge : str
        Body site; the edge that was longest in contact.
    angle : float
        Treatment angle of that edge [rad].
    contact_time : Interval
        Time in which an edge touched [s].
    time_basis : str
        ``measured``, ``estimated`` or ``reported``.
    force_mean : Interval or None
        Mean normal force over the contact [N]; None without contact.
    force_basis : str
        ``measured``, ``estimated`` or ``reported``.
    strokes : int or None
        Number of strokes; None where nobody counted.
    impulse : Interval or None
        Force summed over time [N.s].
    mean_pressure : Interval or None
        Mean contact pressure, computed [Pa].
    pressure_time : Interval or None
        Mean contact pressure times contact time [Pa.s].
    target_strain : Interval or None
        Compression of the target structure at the mean force, computed; positive [1].
    target : str
        Name of that structure.
    work : Interval
        Effective strain energy, as a proxy: target strain squared times contact time
        [s]. Its spread is that of force and time; how stiff the tissue is cancels when
        doses at one site are compared.
    warnings : tuple of str
        What makes the dose less sure.
    sources : tuple of str
        Keys in ``data/references.bib``.
    """

    site: str
    edge: str
    angle: float
    contact_time: Interval
    time_basis: Basis
    force_mean: Interval | None = None
    force_basis: Basis = "estimated"
    strokes: int | None = None
    impulse: Interval | None = None
    mean_pressure: Interval | None = None
    pressure_time: Interval | None = None
    target_strain: Interval | None = None
    target: str = ""
    work: Interval = exactly(0.0)  # noqa: RUF009  # a frozen value
    warnings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """Return the dose for machines, in SI: N, s, N.s, Pa, Pa.s; angle [rad]."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: value.as_json() if isinstance(value, Interval) else value
            for name, value in values.items()
        }


@dataclass(frozen=True, slots=True)
class DosePart:
    """One edge on one site for a while, with what is known of force and time.

    Attributes
    ----------
    angle : float
        Treatment angle [rad].
    force : Interval
        Mean normal force [N].
    contact_time : Interval
        Time in contact [s].
    unevenness : float
        Mean of the squared force over the square of its mean [1].
    """

    site: str
    edge: TreatmentEdge
    angle: float
    force: Interval
    force_basis: Basis
    contact_time: Interval
    time_basis: Basis
    strokes: int | None = None
    unevenness: float = 1.0
    warning: str = ""


def dose_of_parts(parts: Sequence[DosePart], *, diseased: bool) -> SessionDose:
    """Sum up parts at one site; their errors go together, as one person made them."""
    main = max(parts, key=lambda part: part.contact_time.value)
    contacts = [_contact_of(part, diseased=diseased) for part in parts]
    contact_time = _sum([part.contact_time for part in parts])

    def mean(of: Callable[[DosePart, EdgeContact], Interval]) -> Interval:
        """Mean over the parts, weighted with their times."""
        pairs = zip(parts, contacts, strict=True)
        weighted = [of(p, c).scaled(p.contact_time.value) for p, c in pairs]
        return _sum(weighted).scaled(1.0 / contact_time.value)

    counted = [part.strokes for part in parts if part.strokes is not None]
    told = [part.warning for part in parts]
    told += [warning for contact in contacts for warning in contact.warnings]
    pressure_times = [
        times(_pressure(p, c), p.contact_time)
        for p, c in zip(parts, contacts, strict=True)
    ]
    return SessionDose(
        site=main.site,
        edge=main.edge.id,
        angle=main.angle,
        contact_time=contact_time,
        time_basis=main.time_basis,
        force_mean=mean(lambda part, _: part.force),
        force_basis=_least_sure(parts),
        strokes=sum(counted) if len(counted) == len(parts) else None,
        impulse=_sum([times(part.force, part.contact_time) for part in parts]),
        mean_pressure=mean(_pressure),
        pressure_time=_sum(pressure_times),
        target_strain=mean(_strain),
        target=contacts[parts.index(main)].target.structure,
        work=_sum([_work(p, c) for p, c in zip(parts, contacts, strict=True)]),
        warnings=tuple(dict.fromkeys(word for word in told if word)),
        sources=tuple(dict.fromkeys(key for c in contacts for key in c.sources)),
    )


def dose_without_contact(
    site: str, edge: str, *, angle: float, basis: Basis, warning: str
) -> SessionDose:
    """Return the dose of a session in which nothing touched: none."""
    return SessionDose(
        site=site,
        edge=edge,
        angle=angle,
        contact_time=exactly(0.0),
        time_basis=basis,
        strokes=0,
        warnings=(warning,),
    )


def _least_sure(parts: Sequence[DosePart]) -> Basis:
    known = {part.force_basis for part in parts}
    order: tuple[Basis, ...] = ("estimated", "reported", "measured")
    return next(basis for basis in order if basis in known)


def _contact_of(part: DosePart, *, diseased: bool) -> EdgeContact:
    return _contact(part.edge, part.site, part.force.value, part.angle, diseased)


@lru_cache(maxsize=256)
def _contact(
    edge: TreatmentEdge,
    site: str,
    force: float,
    angle: float,
    diseased: bool,
) -> EdgeContact:
    return contact_of_edge(
        edge,
        one_of(BodySite, site),
        force=force,
        angle=angle,
        diseased=diseased,
        samples=_SAMPLES,
    )


def _pressure(part: DosePart, contact: EdgeContact) -> Interval:
    """Return the mean pressure [Pa]; its spread grows with force at most in step."""
    return times(contact.mean_pressure, _relative(part.force))


def _strain(part: DosePart, contact: EdgeContact) -> Interval:
    """Return the compression of the target [1], its spread as of the pressure."""
    strain = contact.target.strain.scaled(-1.0)
    if strain.low <= 0.0:
        return Interval(abs(strain.value), 0.0, abs(strain.high))
    return times(strain, _relative(part.force))


def _work(part: DosePart, contact: EdgeContact) -> Interval:
    """Return target strain squared times time [s]; its spread: force and time."""
    force = _relative(part.force)
    squared = Interval(1.0, force.low**2, force.high**2)
    strain = contact.target.strain.value
    return times(squared, part.contact_time).scaled(part.unevenness * strain * strain)


def _relative(force: Interval) -> Interval:
    return force.scaled(1.0 / force.value)


def _sum(intervals: Sequence[Interval]) -> Interval:
    return Interval(
        sum(one.value for one in intervals),
        sum(one.low for one in intervals),
        sum(one.high for one in intervals),
    )
