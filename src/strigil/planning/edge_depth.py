"""How edges at hand reach a target: contact is computed, what is taught beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from strigil.catalogue import BodySite, TreatmentEdge, limit, sourced_table
from strigil.mechanics import ReachedTarget, compared_force, reached_target
from strigil.treatment import Case, Reason, calibrate

__all__ = ["Weighed", "light_force", "target_depth", "weigh_reach", "weigh_taught"]

Weighed = tuple[float, Reason]
_TAUGHT = "CourseLowerQuarter"  # a course text: what is taught, not what was tested
_COMPUTED = "StrigilEstimate"


def target_depth(site: BodySite) -> float:
    """Return the depth of the middle of the target below the skin [m]."""
    depth = 0.0
    for layer in site.layers:
        if layer.name == site.target:
            return depth + 0.5 * layer.thickness.value
        depth += layer.thickness.value
    return depth


def light_force(case: Case) -> float:
    """Return the practitioner's own light, else what one-handed people used [N]."""
    own = calibrate(case.practitioner.readings)
    light = own.of("light") if own else None
    return light.mean if light else limit("reference_one_hand_mean")


def weigh_reach(
    case: Case, site: BodySite, edges: Sequence[TreatmentEdge], purpose: str
) -> Mapping[str, tuple[Weighed, ...]]:
    """Weigh what each edge does at the target, at the same force, on the same tissue.

    Parameters
    ----------
    case : Case
        The case; the practitioner's own light is the force that edges are compared at.
    site : BodySite
        Where.
    edges : sequence of TreatmentEdge
        Those that may be used here today.
    purpose : str
        ``broad`` or ``focal``; edges made for it set the measure.

    Returns
    -------
    mapping of str to tuple
        Weight [1] and reason for each edge. Deeper reach is no proof of more benefit.
    """
    if not edges:
        return {}
    force = compared_force(light_force(case))
    found = {edge.id: reached_target(edge, site, force=force) for edge in edges}
    meant = [edge for edge in edges if purpose in edge.suits] or edges
    best = min(meant, key=lambda edge: found[edge.id].strain.value)
    question = _Question(site.target, best.name.lower(), found[best.id])
    return {name: tuple(question.weigh(each)) for name, each in found.items()}


def weigh_taught(
    edge: TreatmentEdge, site: BodySite, purpose: str
) -> Iterator[Weighed]:
    """Weigh an edge by the taught rule: thin for what is shallow, thick for the deep.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where.
    purpose : str
        ``scan``, ``broad`` or ``focal``. Where contact is computed the rule counts
        half.
    """
    rules = sourced_table("planning_rules.toml")
    depth, thick = target_depth(site), rules["thick_edge_radius"]
    deep = depth >= rules["deep_target_depth"].value and purpose != "scan"
    is_thick = edge.radius.value >= thick.value
    radius = f"{edge.radius.value * 1e3:.3g} mm"
    number = f"edge radius {radius}, target {depth * 1e3:.0f} mm deep"
    weight = 1.0 if purpose == "scan" else 0.5
    if deep == is_thick:
        rule = (
            "thick edge for a deep target" if deep else "thin edge for what is shallow"
        )
        yield weight, Reason(rule, number, _TAUGHT)
    else:
        rule = (
            "thin edge, deep target" if deep else "thick edge feels less of the surface"
        )
        yield -weight, Reason(rule, number, _TAUGHT)


@dataclass(frozen=True, slots=True)
class _Question:
    """The target, and the edge that reaches it best among those made for the work."""

    target: str
    best_name: str
    best: ReachedTarget

    def weigh(self, this: ReachedTarget) -> Iterator[Weighed]:
        rules = sourced_table("planning_rules.toml")
        number = self._number(this)
        if -self.best.strain.value < rules["reach_least"].value:
            rule = f"computed: at this force no edge at hand reaches the {self.target}"
            yield 0.0, Reason(rule, number, _COMPUTED)
        elif (short := self._short(this)) >= rules["reach_clear"].value:
            less = 100.0 * (1.0 - rules["reach_alike"].value)
            rule = f"computed: reaches the {self.target} less than the {self.best_name}"
            number += f"; {less:.0f} % less or worse in {100 * short:.0f} % of draws"
            yield -1.0, Reason(rule, number, _COMPUTED)
        else:
            rule = f"computed: reaches the {self.target} as well as any made for this"
            yield 1.0, Reason(rule, number, _COMPUTED)
        if not this.is_bearable:
            high = f"up to {100 * this.discomfort.high:.0f} % of where pain begins"
            rule = "computed: it may hurt, its pressure may pass the pain threshold"
            yield -2.0, Reason(rule, f"at {this.force:g} N {high}", _COMPUTED)

    def _short(self, this: ReachedTarget) -> float:
        """Return the share of draws in which an edge falls short of the best [1]."""
        alike = sourced_table("planning_rules.toml")["reach_alike"].value
        return float(np.mean(this.strain_draws > alike * self.best.strain_draws))

    def _number(self, this: ReachedTarget) -> str:
        strain = this.strain
        low, high = (f"{-100.0 * each:.2g}" for each in (strain.high, strain.low))
        return f"shortened by {low} to {high} % at {this.force:g} N"
