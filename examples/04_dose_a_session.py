"""From a recording to what the tissue received: newtons, seconds, strokes, strain."""

from strigil.reporting import spread
from strigil.signals import analyse_recording, simulate_recording
from strigil.treatment import SessionDose, dose_of_recording, stimulus_of

EDGE, SITE = "scanner.convex", "calf"


def dose_of(strokes: int) -> SessionDose:
    recording = simulate_recording(strokes=strokes, seed=4, difficulty=0.0).recording
    return dose_of_recording(analyse_recording(recording), EDGE, SITE)


def main() -> dict[str, float]:
    short, long = dose_of(15), dose_of(30)
    for dose in (short, long):
        print(f"{dose.strokes} strokes with {dose.edge} on the {dose.site}")
        print(f"  force ({dose.force_basis})  {spread(dose.force_mean, 1, 'N')}")
        print(f"  in contact        {spread(dose.contact_time, 1, 's')}")
        print(f"  impulse           {spread(dose.impulse, 1, 'N·s')}")
        print(f"  {dose.target} pressed   {spread(dose.target_strain, 100, '%')}")
        relative = spread(stimulus_of(dose))
        print(f"  against a usual session: {relative} times")
    return {
        "strokes": float(long.strokes or 0),
        "time_ratio": long.contact_time.value / short.contact_time.value,
        "dose_ratio": stimulus_of(long).value / stimulus_of(short).value,
    }


if __name__ == "__main__":
    main()
