"""Read a case, screen it, plan it: every advice with its because."""

from pathlib import Path

from strigil.planning import PlanOfCare, plan_of_care
from strigil.treatment import read_case

CASES = Path(__file__).parent / "cases"


def plan_for(name: str) -> PlanOfCare:
    return plan_of_care(read_case(CASES / f"{name}.toml"))


def main() -> dict[str, object]:
    plan = plan_for("achilles_tendinopathy")
    print(f"Screen: {plan.screening.decision}")
    print(f"{plan.schedule.visits} visits in {plan.schedule.weeks:g} weeks")
    for step in plan.steps:
        print(f"{step.order:3} {step.phase:11} {step.instruction}")
        for reason in step.because[:1]:
            print(f"    because {reason}")
    for rule in plan.stop_rules:
        print(f"Stop: {rule}")

    held = plan_for("hard_dvt_signs")
    print(f"\nAnother patient: {held.held}")
    for instead in held.instead:
        print(f"  {instead}")
    words: dict[str, list[str]] = {}
    for step in plan.steps:
        if step.force_band:
            words.setdefault(step.site, []).append(step.force_band.word)
    return {
        "first_phase": plan.steps[0].phase,
        "words": words,
        "held_steps": len(held.steps),
        "held_decision": held.screening.decision,
    }


if __name__ == "__main__":
    main()
