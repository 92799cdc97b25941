"""``strigil record``: take down a live sensor, or a recording played again."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.output import SEED, json_option, notes, print_json
from strigil.cli.worked import Worked
from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from strigil.signals import Chunk, Recorded, Source

__all__ = ["command"]

_FILE = click.Path(dir_okay=False, path_type=Path)
_KINDS = ("lsl", "serial", "ble", "replay", "simulate")


@click.command(
    "record",
    cls=Worked,
    example="strigil record --replay strokes.csv --speed 50 --out again.parquet",
)
@click.option("--lsl", metavar="NAME", help="Stream by name, or source_id=ID.")
@click.option("--serial", metavar="DEV", help="Serial port, such as /dev/ttyUSB0.")
@click.option("--ble", metavar="ADDRESS", help="Bluetooth sensor: address or name.")
@click.option("--replay", metavar="FILE", help="A recording, played again.")
@click.option("--simulate", metavar="SEED", type=SEED, help="Simulated strokes.")
@click.option("--out", type=_FILE, metavar="F.parquet", required=True)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), metavar="T")
@click.option("--speed", default=1.0, show_default=True, help="Of a replay [1].")
@click.option("--baud", default=115200, show_default=True, help="Of a serial port.")
@click.option("--profile", metavar="P", help="Columns: an id or a TOML file.")
@click.option("--edge", metavar="E", help="Edge in use, instrument.edge.")
@click.option("--site", metavar="S", help="Body site.")
@click.option("--send-lsl", metavar="NAME", help="Pass the samples on as a stream.")
@json_option
def command(**given: Any) -> None:
    """Record a live sensor into a Parquet file until Ctrl-C.

    What was recorded opens whatever ends the process: half a second may be missing.
    """
    _record(_Asked(**given))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked, as its options say."""

    lsl: str | None
    serial: str | None
    ble: str | None
    replay: str | None
    simulate: int | None
    out: Path
    seconds: float | None
    speed: float
    baud: int
    profile: str | None
    edge: str | None
    site: str | None
    send_lsl: str | None
    as_json: bool


def _record(asked: _Asked) -> None:
    from strigil.signals import RecordingInfo, record_source

    info = RecordingInfo(edge=asked.edge, site=asked.site)
    source = _source(asked)
    with _asked_to_stop() as stopped, _told(asked, source) as tell:
        done = record_source(
            source,
            asked.out,
            info=info,
            seconds=asked.seconds,
            stop=lambda: bool(stopped),
            tell=tell,
        )
    if asked.as_json:
        print_json(
            {
                "out": str(done.path) if done.samples else None,
                "channels": done.channels,
                "duration": done.duration,
                "samples": done.samples,
                "lost": done.lost,
                "ended": done.ended,
            }
        )
    said = (
        f"{done.samples} samples, {done.duration:.1f} s, {done.lost} lost: {done.path}"
        if done.samples
        else "No sample came, so nothing was written"
    )
    notes().print(f"{said}. {done.ended}", markup=False, soft_wrap=True)


def _source(asked: _Asked) -> "Source":
    from strigil import signals

    given = [kind for kind in _KINDS if getattr(asked, kind) is not None]
    if len(given) != 1:
        listed = ", ".join(f"--{kind}" for kind in _KINDS)
        said = " and ".join(f"--{kind}" for kind in given) or "none of them"
        message = f"Say one source: {listed}; {said} was given."
        raise InvalidValueError(message)
    if asked.replay is not None:
        recording = signals.read_recording(asked.replay, profile=asked.profile)
        name = f"replay of {Path(asked.replay).name}"
        return signals.ReplaySource(recording, speed=asked.speed, name=name)
    if asked.simulate is not None:
        return signals.SimulatorSource(seed=asked.simulate, speed=asked.speed)
    if asked.lsl is not None:
        return signals.LslSource(asked.lsl, profile=asked.profile)
    if asked.serial is not None:
        return signals.SerialSource(
            asked.serial, baud=asked.baud, profile=asked.profile
        )
    return signals.BleSource(str(asked.ble), profile=asked.profile)


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """Collect what asks to stop, instead of breaking off; a second time breaks off."""
    came: list[int] = []
    before: dict[int, Any] = {}

    def remember(number: int, frame: FrameType | None) -> None:
        came.append(number)
        signal.signal(number, before[number])

    wanted = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
    for number in dict.fromkeys(wanted):
        before[number] = signal.signal(number, remember)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _told(asked: _Asked, source: "Source") -> Iterator[Any]:
    """Yield what is told of each look: a line on a terminal, a stream to others."""
    from contextlib import ExitStack

    from rich.status import Status

    with ExitStack() as stack:
        line = None
        if sys.stderr.isatty():
            line = stack.enter_context(Status("Waiting", console=notes()))
        outlet = None

        def tell(state: "Recorded", chunk: "Chunk") -> None:
            nonlocal outlet
            if line is not None:
                line.update(_words(state))
            if asked.send_lsl:
                if outlet is None:
                    outlet = _outlet(asked.send_lsl, source)
                outlet.push(chunk.samples, chunk.time)

        yield tell


def _outlet(name: str, source: "Source") -> Any:
    from strigil.signals import LslOutlet

    return LslOutlet(name, source.channels, rate=source.rate)


def _words(state: "Recorded") -> str:
    lost = f", {state.lost} lost" if state.lost else ""
    forces = [
        f"{name.removeprefix('force_')} {value:.1f} N"
        for name, value in zip(state.channels, state.last, strict=False)
        if name.startswith("force")
    ]
    said = "; ".join(["", *forces])
    return f"{state.duration:7.1f} s, {state.samples} samples{lost}{said} (Ctrl-C ends)"
