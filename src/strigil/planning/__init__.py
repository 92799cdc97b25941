"""Decisions with reasons: screen, choice of edge, plan of care, revision, forecast."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.planning.accepted import why_plan_again
    from strigil.planning.beside_plan import (
        BandCount,
        PlannedBesideDone,
        planned_beside_done,
    )
    from strigil.planning.change_reasons import reasons_kept
    from strigil.planning.choose import (
        EdgeChoice,
        Purpose,
        choose_edges,
        planned_order,
    )
    from strigil.planning.edge_depth import target_depth
    from strigil.planning.exercise import programmes_for
    from strigil.planning.finding import (
        LEVELS,
        LIGHT_ONLY,
        Level,
        ScreenFinding,
        Screening,
    )
    from strigil.planning.force_words import band_of, words_allowed
    from strigil.planning.forecast import (
        course_doses,
        done_doses,
        forecast_plan,
        said_of_held,
    )
    from strigil.planning.held import instead_of_treating
    from strigil.planning.patient_sheet import PatientSheet, SheetPart, patient_sheet
    from strigil.planning.places import Place, places_of
    from strigil.planning.plan import plan_of_care
    from strigil.planning.plan_change import (
        PlanChange,
        changed_plan,
        contact_time,
        plan_change_of,
    )
    from strigil.planning.plan_parts import (
        Alternative,
        Goal,
        GoalChange,
        PlanOfCare,
        Schedule,
    )
    from strigil.planning.plan_uncertainty import (
        UncertaintyShare,
        uncertainty_of_plan,
    )
    from strigil.planning.reach import EdgeReach, reach_of_edges
    from strigil.planning.revise import Decision, Revision, edges_set_back, revise
    from strigil.planning.screen import screen
    from strigil.planning.screen_consent import is_refused
    from strigil.planning.screen_history import asked_items
    from strigil.planning.screen_sessions import Rest, reaction_name, rest_of
    from strigil.planning.search_plans import (
        PlanSearch,
        allowed_changes,
        search_plans,
        single_changes,
    )
    from strigil.planning.stage import stage_of, stage_rule, stages_after
    from strigil.planning.step_change import (
        longest_at_places,
        purpose_of,
        resaid,
        step_of,
        with_another_edge,
        with_word,
    )
    from strigil.planning.trend import Trend, trend_of
    from strigil.planning.tried_plans import PlanTried, TriedPlans
    from strigil.planning.watch import hides_redness, skin_watch_of, stop_rules
    from strigil.planning.what_if import WhatIf, what_if

__all__ = [
    "LEVELS",
    "LIGHT_ONLY",
    "Alternative",
    "BandCount",
    "Decision",
    "EdgeChoice",
    "EdgeReach",
    "Goal",
    "GoalChange",
    "Level",
    "PatientSheet",
    "Place",
    "PlanChange",
    "PlanOfCare",
    "PlanSearch",
    "PlanTried",
    "PlannedBesideDone",
    "Purpose",
    "Rest",
    "Revision",
    "Schedule",
    "ScreenFinding",
    "Screening",
    "SheetPart",
    "Trend",
    "TriedPlans",
    "UncertaintyShare",
    "WhatIf",
    "allowed_changes",
    "asked_items",
    "band_of",
    "changed_plan",
    "choose_edges",
    "contact_time",
    "course_doses",
    "done_doses",
    "edges_set_back",
    "forecast_plan",
    "hides_redness",
    "instead_of_treating",
    "is_refused",
    "longest_at_places",
    "patient_sheet",
    "places_of",
    "plan_change_of",
    "plan_of_care",
    "planned_beside_done",
    "planned_order",
    "programmes_for",
    "purpose_of",
    "reach_of_edges",
    "reaction_name",
    "reasons_kept",
    "resaid",
    "rest_of",
    "revise",
    "said_of_held",
    "screen",
    "search_plans",
    "single_changes",
    "skin_watch_of",
    "stage_of",
    "stage_rule",
    "stages_after",
    "step_of",
    "stop_rules",
    "target_depth",
    "trend_of",
    "uncertainty_of_plan",
    "what_if",
    "why_plan_again",
    "with_another_edge",
    "with_word",
    "words_allowed",
]

lazy_door(__name__)
