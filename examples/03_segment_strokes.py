"""Simulate a recording with known strokes, find them again, compare with the truth."""

from pathlib import Path

from strigil.reporting import recording_chart, stand_alone
from strigil.signals import analyse_recording, simulate_recording

STROKES = 20


def main(chart: Path | None = None) -> dict[str, float]:
    simulated = simulate_recording(strokes=STROKES, seed=1, difficulty=0.0)
    found = analyse_recording(simulated.recording)
    true = simulated.truth.strokes

    print(f"{len(found.strokes)} strokes found, {len(true)} made")
    errors = []
    for was, is_ in zip(true, found.strokes, strict=False):
        errors.append(abs(is_.peak_force - was.peak_force))
        print(
            f"  {was.start:6.2f} s  made {was.peak_force:4.1f} N"
            f"  found {is_.peak_force:4.1f} N"
        )
    for note in found.quality:
        print(f"Quality: {note.message}")
    for gap in found.not_computable:
        print(f"Not known: {gap.what}, because {gap.because}")
    if chart:
        svg = recording_chart(simulated.recording, found)
        chart.write_text(stand_alone(svg), "utf-8")
    return {"found": len(found.strokes), "worst_error": max(errors)}


if __name__ == "__main__":
    main(Path("recording.svg"))
