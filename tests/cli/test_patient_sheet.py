"""``strigil plan --for-patient``: the plan in plain words."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "examples" / "cases" / "achilles_tendinopathy.toml")


def test_the_plan_for_the_patient_is_in_plain_words_and_for_machines_too(
    strigil,
) -> None:
    said = strigil("plan", CASE, "--for-patient").stdout
    assert said.startswith("Your plan: Achilles tendinopathy")
    assert "What is normal" in said
    found = json.loads(strigil("plan", CASE, "--for-patient", "--json").stdout)
    assert found["parts"][0]["head"] == "What we plan"
