"""Where mechanics, biology and signals meet: case, session, dose, stop rule, course."""

from typing import TYPE_CHECKING

from strigil.doors import lazy_door

if TYPE_CHECKING:
    from strigil.treatment.anomaly import (
        AnomalySearch,
        StiffnessAnomaly,
        search_anomalies,
    )
    from strigil.treatment.because import Reason
    from strigil.treatment.calibration import (
        ForceCalibration,
        WordCalibration,
        WordReadings,
        calibrate,
        readings_of_strokes,
    )
    from strigil.treatment.case import (
        Case,
        age_of,
        case_from_mapping,
        check_case,
        days_ago,
        read_case,
    )
    from strigil.treatment.case_check import RULES_OF_STATE, known_allergens
    from strigil.treatment.case_parts import (
        Answer,
        CaseFinding,
        CaseOutcome,
        CaseSession,
        GivenDose,
        History,
        InstrumentsAtHand,
        Patient,
        Practitioner,
        Problem,
        Reaction,
        ReactionKind,
        Side,
        SignedOverride,
        YesNo,
    )
    from strigil.treatment.case_toml import case_to_mapping, case_to_toml
    from strigil.treatment.consent import Consent, RefusedRegion
    from strigil.treatment.delivered import DeliveredExposure, delivered_exposure
    from strigil.treatment.dose import (
        dose_of_recording,
        dose_of_steps,
        reference_session,
        stimulus_of,
    )
    from strigil.treatment.dose_ceiling import (
        RecordedStrokes,
        StrokesAbove,
        recorded_strokes,
        strokes_above,
    )
    from strigil.treatment.dose_map import dose_map_of_recording
    from strigil.treatment.dose_parts import SessionDose
    from strigil.treatment.dose_steps import DoseStep, dose_steps
    from strigil.treatment.drawn_case import DrawnCase, draw_case, follow_case
    from strigil.treatment.meaningful import meaningful
    from strigil.treatment.outcomes_told import OutcomesTold, outcomes_told
    from strigil.treatment.practitioner_load import (
        LoadOverTime,
        PractitionerLoad,
        SessionLoad,
        load_over_time,
        practitioner_load,
    )
    from strigil.treatment.predict import predict_course, session_stimuli
    from strigil.treatment.recorded_scan import (
        RecordedScan,
        scan_recording,
        search_recording,
    )
    from strigil.treatment.scenario import (
        Scenario,
        read_scenario,
        scenario_from_mapping,
    )
    from strigil.treatment.scenario_outcome import (
        Outcome,
        Verdict,
        outcome_from_mapping,
    )
    from strigil.treatment.scenario_parts import (
        Injury,
        ScenarioGroup,
        ScenarioReadout,
        ScenarioTreatment,
    )
    from strigil.treatment.scenario_predict import predict_scenario
    from strigil.treatment.scenario_summary import Agreement, agreement_of
    from strigil.treatment.session import (
        FORCE_WORDS,
        TREATMENT_PHASES,
        WORDS_ONLY,
        Direction,
        ForceBand,
        ForceWord,
        Phase,
        PlanStep,
    )
    from strigil.treatment.session_text import print_steps, read_steps
    from strigil.treatment.simulated_scan_recording import simulate_scan_recording
    from strigil.treatment.site_dose_map import LayerCourse, LayerDose, SiteDoseMap
    from strigil.treatment.site_kernels import LayerPoint
    from strigil.treatment.stop_rule import STOP_WORDS, StopDecision, stop_decision
    from strigil.treatment.trial import TrialDesign, read_trial, trial_from_mapping
    from strigil.treatment.trial_compare import Share
    from strigil.treatment.trial_parts import (
        TrialArm,
        TrialOutcome,
        TrialPatients,
        TrialSimulation,
        TrialStep,
    )
    from strigil.treatment.trial_result import (
        ArmResult,
        ContrastResult,
        DoseVerdict,
        SampleSize,
        TrialResult,
    )
    from strigil.treatment.trial_run import SimulatedTrials, simulate_trial

__all__ = [
    "FORCE_WORDS",
    "RULES_OF_STATE",
    "STOP_WORDS",
    "TREATMENT_PHASES",
    "WORDS_ONLY",
    "Agreement",
    "AnomalySearch",
    "Answer",
    "ArmResult",
    "Case",
    "CaseFinding",
    "CaseOutcome",
    "CaseSession",
    "Consent",
    "ContrastResult",
    "DeliveredExposure",
    "Direction",
    "DoseStep",
    "DoseVerdict",
    "DrawnCase",
    "ForceBand",
    "ForceCalibration",
    "ForceWord",
    "GivenDose",
    "History",
    "Injury",
    "InstrumentsAtHand",
    "LayerCourse",
    "LayerDose",
    "LayerPoint",
    "LoadOverTime",
    "Outcome",
    "OutcomesTold",
    "Patient",
    "Phase",
    "PlanStep",
    "Practitioner",
    "PractitionerLoad",
    "Problem",
    "Reaction",
    "ReactionKind",
    "Reason",
    "RecordedScan",
    "RecordedStrokes",
    "RefusedRegion",
    "SampleSize",
    "Scenario",
    "ScenarioGroup",
    "ScenarioReadout",
    "ScenarioTreatment",
    "SessionDose",
    "SessionLoad",
    "Share",
    "Side",
    "SignedOverride",
    "SimulatedTrials",
    "SiteDoseMap",
    "StiffnessAnomaly",
    "StopDecision",
    "StrokesAbove",
    "TrialArm",
    "TrialDesign",
    "TrialOutcome",
    "TrialPatients",
    "TrialResult",
    "TrialSimulation",
    "TrialStep",
    "Verdict",
    "WordCalibration",
    "WordReadings",
    "YesNo",
    "age_of",
    "agreement_of",
    "calibrate",
    "case_from_mapping",
    "case_to_mapping",
    "case_to_toml",
    "check_case",
    "days_ago",
    "delivered_exposure",
    "dose_map_of_recording",
    "dose_of_recording",
    "dose_of_steps",
    "dose_steps",
    "draw_case",
    "follow_case",
    "known_allergens",
    "load_over_time",
    "meaningful",
    "outcome_from_mapping",
    "outcomes_told",
    "practitioner_load",
    "predict_course",
    "predict_scenario",
    "print_steps",
    "read_case",
    "read_scenario",
    "read_steps",
    "read_trial",
    "readings_of_strokes",
    "recorded_strokes",
    "reference_session",
    "scan_recording",
    "scenario_from_mapping",
    "search_anomalies",
    "search_recording",
    "session_stimuli",
    "simulate_scan_recording",
    "simulate_trial",
    "stimulus_of",
    "stop_decision",
    "strokes_above",
    "trial_from_mapping",
]

lazy_door(__name__)
