"""What an edge does at depth: pressure, indentation, strain, with what is not known.

`contact_of_edge` and `contact_by_hand` answer a clinician: linear layered elasticity
with a learnt finite-strain correction, the spread of thickness, modulus, shape and
material law carried through to every answer. `stroke_of_edge` and `hold_of_edge` say
how it changes with the speed of a stroke and the time of a hold.

The rest is for research and verification, and linear: any number of layers, any
profile, long or round, at rest, relaxing or sliding. At clinical force these numbers
alone are wrong by 16 to 130 %, so none of them is shown to a clinician.
"""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.mechanics.comparison import (
        ContactComparison,
        Pressing,
        compare_with_hand,
    )
    from strigil.mechanics.contact import LineContact, line_contact
    from strigil.mechanics.contact_result import (
        DepthProfile,
        EdgeContact,
        LayerStrain,
        LayerStress,
        Rubbing,
        SiteStress,
        TargetStrain,
    )
    from strigil.mechanics.dose_map import (
        BodyPatch,
        DoseMap,
        SampleCount,
        StrokeSamples,
    )
    from strigil.mechanics.dose_one_by_one import direct_dose_map, direct_peak_map
    from strigil.mechanics.dose_peak import peak_dose_map, snapped
    from strigil.mechanics.dose_scatter import (
        BankSpectrum,
        additive_dose_map,
        bank_spectrum,
    )
    from strigil.mechanics.edge_contact import Hand, contact_by_hand, contact_of_edge
    from strigil.mechanics.edge_profile import (
        Profile,
        circle,
        parabola,
        rounded_wedge,
        straight_flanks,
    )
    from strigil.mechanics.edge_ranking import RankedEdge, best_first, press_edges
    from strigil.mechanics.held_contact import hold_of_edge, press_of_edge
    from strigil.mechanics.hertz import HertzContact, hertz_line, hertz_sphere
    from strigil.mechanics.hyperelastic_contact import (
        HyperelasticContact,
        hyperelastic_contact,
    )
    from strigil.mechanics.kernel_bank import KernelBank
    from strigil.mechanics.layer_stack import Interface, LayerStack
    from strigil.mechanics.layered import solve_layers, surface_compliance
    from strigil.mechanics.layered_solution import LayeredSolution
    from strigil.mechanics.line_field import BelowLine, stress_below_line
    from strigil.mechanics.line_footprint import LineLoad, strain_kernel
    from strigil.mechanics.press_by_force import press_by_force
    from strigil.mechanics.rated_result import (
        HeldContact,
        RateCourse,
        RateState,
        StrokedContact,
    )
    from strigil.mechanics.reached_target import (
        ReachedTarget,
        compared_force,
        press_on_target,
        reached_target,
    )
    from strigil.mechanics.relaxation import PronySeries, RelaxedPress, press_over_time
    from strigil.mechanics.round_contact import (
        BelowCentre,
        RoundContact,
        round_contact,
        stress_below_centre,
    )
    from strigil.mechanics.simulated_scan import SimulatedScan, simulate_scan
    from strigil.mechanics.sliding_contact import SlidingContact, sliding_contact
    from strigil.mechanics.stiffness_scan import (
        StiffnessScan,
        expected_stiffness,
        stiffness_scan,
    )
    from strigil.mechanics.stroked_contact import stroke_of_edge
    from strigil.mechanics.surface_contact import SurfaceContact, surface_contact
    from strigil.mechanics.surface_depth import BelowSurface, below_surface
    from strigil.mechanics.surface_edge import edge_height_map
    from strigil.mechanics.surface_kernel import SurfaceOperator, surface_operator


__all__ = [
    "BankSpectrum",
    "BelowCentre",
    "BelowLine",
    "BelowSurface",
    "BodyPatch",
    "ContactComparison",
    "DepthProfile",
    "DoseMap",
    "EdgeContact",
    "Hand",
    "HeldContact",
    "HertzContact",
    "HyperelasticContact",
    "Interface",
    "KernelBank",
    "LayerStack",
    "LayerStrain",
    "LayerStress",
    "LayeredSolution",
    "LineContact",
    "LineLoad",
    "Pressing",
    "Profile",
    "PronySeries",
    "RankedEdge",
    "RateCourse",
    "RateState",
    "ReachedTarget",
    "RelaxedPress",
    "RoundContact",
    "Rubbing",
    "SampleCount",
    "SimulatedScan",
    "SiteStress",
    "SlidingContact",
    "StiffnessScan",
    "StrokeSamples",
    "StrokedContact",
    "SurfaceContact",
    "SurfaceOperator",
    "TargetStrain",
    "additive_dose_map",
    "bank_spectrum",
    "below_surface",
    "best_first",
    "circle",
    "compare_with_hand",
    "compared_force",
    "contact_by_hand",
    "contact_of_edge",
    "direct_dose_map",
    "direct_peak_map",
    "edge_height_map",
    "expected_stiffness",
    "hertz_line",
    "hertz_sphere",
    "hold_of_edge",
    "hyperelastic_contact",
    "line_contact",
    "parabola",
    "peak_dose_map",
    "press_by_force",
    "press_edges",
    "press_of_edge",
    "press_on_target",
    "press_over_time",
    "reached_target",
    "round_contact",
    "rounded_wedge",
    "simulate_scan",
    "sliding_contact",
    "snapped",
    "solve_layers",
    "stiffness_scan",
    "straight_flanks",
    "strain_kernel",
    "stress_below_centre",
    "stress_below_line",
    "stroke_of_edge",
    "surface_compliance",
    "surface_contact",
    "surface_operator",
]

lazy_door(__name__)
