"""``strigil calibrate-sensor``: zero, weight and axes of a force sensor."""

import dataclasses
import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from strigil.cli.output import json_option, notes, print_json, show_table, warn
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from strigil.signals import SensorCalibration

__all__ = ["command"]


@click.command(
    "calibrate-sensor",
    cls=Worked,
    example=(
        "strigil calibrate-sensor examples/recordings/waved.csv --out sensor.json"
    ),
)
@click.argument("file", metavar="FILE")
@click.option(
    "--profile", metavar="P", help="Columns of the file: an id or a TOML file."
)
@click.option("--sensor", metavar="S", default="", help="Serial number or name.")
@click.option("--date", "day", metavar="D", help="Day of the recording; else today.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.json",
    help="Where to keep it, for: strigil analyse --calibration F.json",
)
@json_option
def command(
    file: str,
    profile: str | None,
    *,
    sensor: str,
    day: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find zero, weight and axes of a force sensor waved in the air.

    FILE is a recording of the tool touching nothing, held in six or more poses for
    some seconds each: each axis of the sensor up once and down once.
    """
    from strigil.signals import calibrate_sensor, read_recording, write_calibration

    recording = read_recording(file, profile=profile)
    today = day or date.today().isoformat()
    found = calibrate_sensor(recording, sensor=sensor, date=today)
    if out:
        write_calibration(found, out)
        notes().print(f"Calibration written to {out}", markup=False)
    if as_json:
        print_json(_as_json(found, out))
    else:
        _show(found)
    warn(found.warnings)


def _as_json(found: "SensorCalibration", out: Path | None) -> dict[str, object]:
    names = [field.name for field in dataclasses.fields(found)]
    told: dict[str, object] = {name: getattr(found, name) for name in names}
    return {"out": str(out) if out else None, "sufficient": found.sufficient, **told}


def _show(found: "SensorCalibration") -> None:
    from strigil.reporting import spread

    rows = []
    for name, bias in zip(found.channels, found.bias, strict=True):
        unit = "N·m" if name.startswith("torque") else "N"
        rows.append((f"Zero of {name.replace('_', ' ')}", spread(bias, 1.0, unit)))
    if found.mass:
        rows.append(("Mass", spread(found.mass, 1e3, "g")))
    for axis, place in zip("xyz", found.centre or (), strict=False):
        rows.append((f"Centre of mass along {axis}", spread(place, 1e3, "mm")))
    if found.misalignment:
        apart = spread(found.misalignment, math.degrees(1.0), "°")
        rows.append(("Force and acceleration axes apart", apart))
    rows.append(("Residual", f"{found.noise:.2g} N"))
    rows.append(("Poses", str(found.poses)))
    show_table(f"Sensor {found.sensor or 'without a name'}", ("", "Value"), rows)
