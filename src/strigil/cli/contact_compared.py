"""Parts of ``strigil contact``: edges ranked for a target, a tool beside a hand."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from strigil.catalogue import BodySite, Instrument, TreatmentEdge, edges, one_of
from strigil.cli.output import plain, print_json, progress_bar, show_table, warn

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.mechanics import ContactComparison, RankedEdge

__all__ = ["comparison_json", "rank", "show_comparison"]

# What a table says below itself: rank is reach, and nothing more.
_REACH = (
    "Most strain in the target first, edges that may hurt last. Behind: share of the "
    "draws in which the first strains the target more; 50 is no difference. Force per "
    "length sets how deep an edge reaches, its radius how it presses skin and fat. "
    "More strain is deeper reach; that it heals better is not known. 90 % intervals. "
    "Of pain: mean pressure over the pressure-pain threshold of a flat tip on healthy "
    "muscle (recalled)."
)
_BASES = {
    "equal_force": "same force",
    "equal_strain": "same strain in the target",
    "working_pressure": "hand at its working pressure",
}
_SAID = {
    "equal_force": "With the same force",
    "equal_strain": "For the same strain in the target",
    "working_pressure": "With the hand at its working pressure",
}
# So many edges are told why they stand where they stand; the table holds all.
_TOLD = 5
# From this share of the draws on, one of two is clearly the milder.
_CLEAR = 0.95
_LIMITS = (
    "90 % intervals. Of pain: mean pressure over the pressure-pain threshold of a flat "
    "tip at rest (recalled). A model of one finger, not a trial."
)


def rank(  # noqa: PLR0913  # as the options say
    *,
    site: str,
    instrument: str | None,
    force: float,
    angle: float,
    diseased: bool,
    samples: int,
    seed: int,
    as_json: bool,
) -> None:
    """Rank all edges, or those of one instrument, for a site's target."""
    place, chosen = one_of(BodySite, site), _edges_of(instrument)
    from strigil.mechanics import best_first, press_edges

    found = []
    with progress_bar("Pressing edges") as done:
        pressed = press_edges(
            chosen,
            place,
            force=force,
            angle=angle,
            diseased=diseased,
            samples=samples,
            seed=seed,
        )
        for each in pressed:
            found.append(each)
            done(len(found) / len(chosen))
    ranked = best_first(found)
    if as_json:
        print_json(
            {
                "site": site,
                "target": place.target,
                "force": force,
                "edges": [_ranked_json(each, ranked[0]) for each in ranked],
            }
        )
    else:
        _show_ranked(ranked, place, force)
    warn(_noted(ranked))


def _edges_of(instrument: str | None) -> Sequence[TreatmentEdge]:
    if instrument is None:
        return list(edges().values())
    return one_of(Instrument, instrument).edges


def _show_ranked(ranked: Sequence["RankedEdge"], place: BodySite, force: float) -> None:
    rows = [
        (
            each.contact.indenter,
            _short(each.contact.target.strain, 100.0),
            _short(each.contact.peak_pressure, 1e-3),
            _short(each.contact.discomfort, 100.0),
            f"{100 * each.behind(ranked[0]):.0f}",
        )
        for each in ranked
    ]
    show_table(
        f"Edges for the {place.target} of {place.name}, pressed with {force:g} N",
        (
            "Edge",
            "Target strain [%]",
            "Peak pressure [kPa]",
            "Of pain [%]",
            "Behind [%]",
        ),
        rows,
    )
    told = [e for i, e in enumerate(ranked) if i < _TOLD or not e.is_bearable]
    for each in told:
        click.echo(f"{each.contact.indenter}: {'; '.join(each.because)}.")
    if len(told) < len(ranked):
        click.echo("Why the others stand where they stand: --instrument I, or --json.")
    click.echo(f"\n{_alike(ranked)}{_REACH}")


def _alike(ranked: Sequence["RankedEdge"]) -> str:
    """Say how many edges can not be told from the first."""
    first, *others = ranked
    alike = sum(1 for e in others if 1.0 - _CLEAR < e.behind(first) < _CLEAR)
    if not alike:
        return ""
    whom = "1 edge" if alike == 1 else f"{alike} edges"
    return f"No clear difference between the first and {whom}. "


def _noted(ranked: Sequence["RankedEdge"]) -> list[str]:
    """Return notes once each, with how many edges they are of and no numbers."""
    counted = Counter(
        kind for each in ranked for kind in {_kind(n) for n in each.contact.warnings}
    )
    return [
        kind if count == len(ranked) else f"{count} of {len(ranked)} edges: {kind}"
        for kind, count in counted.items()
    ]


def _kind(note: str) -> str:
    said = re.sub(r"\d+(\.\d+)?", "so many", note.partition(": ")[0])
    return said if said == note else f"{said.rstrip('.')}; one edge alone says more."


def _ranked_json(each: "RankedEdge", first: "RankedEdge") -> dict[str, object]:
    contact = each.contact
    return {
        "edge": contact.indenter,
        "target_strain": contact.target.strain,
        "peak_pressure": contact.peak_pressure,
        "mean_pressure": contact.mean_pressure,
        "discomfort": contact.discomfort,
        "behind_first": each.behind(first),
        "is_bearable": each.is_bearable,
        "because": list(each.because),
        "warnings": list(contact.warnings),
    }


def comparison_json(found: Sequence["ContactComparison"]) -> object:
    """Return a comparison with a hand in plain parts."""
    return plain(list(found))


def show_comparison(found: Sequence["ContactComparison"], hand: str) -> None:
    """Write the three ways to compare an edge with a hand as a table."""
    rows = []
    for one in found:
        for name, side in (("edge", one.edge), (hand, one.hand)):
            is_edge = side is one.edge
            rows.append(
                (
                    _BASES[one.basis] if is_edge else "",
                    name,
                    _short(side.force, 1.0),
                    _short(side.mean_pressure, 1e-3),
                    _short(side.target_strain, 100.0),
                    _short(side.discomfort, 100.0),
                )
            )
    columns = ("Force [N]", "Pressure [kPa]", "Strain [%]", "Of pain [%]")
    show_table(f"Edge against {hand}", ("At", "By", *columns), rows)
    for one in found:
        click.echo(f"{_SAID[one.basis]} {_milder(one, hand)}")
    click.echo(f"\n{_LIMITS}")


def _milder(one: "ContactComparison", hand: str) -> str:
    """Say which of the two presses the skin less, and whether the hand could do it."""
    share = one.edge_milder
    if share >= _CLEAR:
        said = f"the edge presses the skin less than the {hand}"
    elif share <= 1.0 - _CLEAR:
        said = f"the {hand} presses the skin less than the edge"
    else:
        said = "it is not clear which presses the skin less"
    said += f" (the edge in {100 * share:.0f} % of the draws)"
    if one.reached < 1.0:
        said += (
            f"; the {hand} comes to what is asked in {100 * one.reached:.0f} % of "
            "them, in the others it is at the end of what a hand can press"
        )
    return f"{said}."


def _short(interval: "Interval", factor: float) -> str:
    shown = interval.scaled(factor)
    ends = (shown.value, shown.low, shown.high)
    value, low, high = (f"{float(f'{end:.2g}'):g}" for end in ends)
    return value if low == high else f"{value} ({low} to {high})"
