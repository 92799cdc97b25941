"""Write what the response model foretells of patients into its page.

python docs/response_table.py
"""

from pathlib import Path

from strigil.biology import QuantityCourse, Response, SessionStimulus, predict_response
from strigil.catalogue import ConditionClass, Stage

PAGE = Path(__file__).parent / "models" / "tissue-response.md"
BEGIN, END = "| condition | stage |", "\n\n"
WEEK_4, WEEK_12 = 28, 84
SHOWN: tuple[tuple[ConditionClass, Stage], ...] = (
    ("tendinopathy", "acute"),
    ("tendinopathy", "subacute"),
    ("tendinopathy", "chronic"),
    ("scar", "chronic"),
    ("fascial", "chronic"),
    ("muscle_strain", "acute"),
    ("muscle_strain", "subacute"),
    ("muscle_strain", "chronic"),
    ("ligament_sprain", "acute"),
    ("ligament_sprain", "subacute"),
    ("ligament_sprain", "chronic"),
)


def course_of(kind: ConditionClass, stage: Stage) -> Response:
    """Foretell two sessions a week for four weeks, resting pain 5 of 10."""
    plan = tuple(SessionStimulus(3.5 * i, 1.0) for i in range(8))
    return predict_response(kind, stage, sessions=plan, resting_pain=5.0, seed=0)


def row(kind: ConditionClass, stage: Stage) -> str:
    """Return a line of the table."""
    pain: QuantityCourse = course_of(kind, stage).quantities["pain"]
    without, apart = pain.without, pain.difference
    levels = [
        f"{band.median[WEEK_12]:.1f} ({band.low[WEEK_12]:.1f} to "
        f"{band.high[WEEK_12]:.1f})"
        for band in (pain, without)
    ]
    differences = [
        f"{apart.median[day]:+.2f} ({apart.low[day]:+.1f} to {apart.high[day]:+.1f})"
        for day in (WEEK_4, WEEK_12)
    ]
    return f"| {kind} | {stage} | {' | '.join((*levels, *differences))} |"


def write() -> None:
    """Replace the table in the page."""
    text = PAGE.read_text("utf-8")
    above, _, rest = text.partition(BEGIN)
    table, _, below = rest.partition(END)
    head = "\n".join(table.splitlines()[:2])
    lines = "\n".join(row(kind, stage) for kind, stage in SHOWN)
    PAGE.write_text(f"{above}{BEGIN}{head}\n{lines}{END}{below}", "utf-8")


if __name__ == "__main__":
    write()
