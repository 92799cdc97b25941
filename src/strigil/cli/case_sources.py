"""What a case rests on: the sources of its screen, its plan and its site."""

from strigil.catalogue import BodySite, Condition, Tissue, edge_among, one_of
from strigil.cli.items import sources_in
from strigil.references import all_references
from strigil.treatment import read_case

__all__ = ["sources_of_case"]


def sources_of_case(path: str) -> tuple[str, ...]:
    """Return the bibliography keys behind a case file's screen and plan, once each."""
    from strigil.planning import plan_of_care

    case = read_case(path)
    plan = plan_of_care(case)
    keys = [key.strip() for f in plan.screening.findings for key in f.source.split(",")]
    reasons = [
        *plan.reasons,
        *plan.stop_rules,
        *(r for s in plan.steps for r in s.because),
    ]
    keys += [reason.reference for reason in reasons]
    site = one_of(BodySite, case.problem.site)
    items = [one_of(Condition, case.problem.condition), site]
    items += [one_of(Tissue, layer.tissue) for layer in site.layers]
    own = case.instruments.own
    items += [edge_among(step.edge, own) for step in plan.steps if step.edge]
    for item in items:
        keys += sources_in(item)
    known = all_references()
    return tuple(dict.fromkeys(key for key in keys if key in known))
