"""What a stream writes down besides its samples: notes of the file, rows of the record.

A note says something to whoever reads the recording; a row is fetched by whoever keeps
the record of the session, also when nobody listened.
"""

import time as clock
import uuid

from strigil.treatment.live.bedside import Lift
from strigil.treatment.live.keeper import Keeper
from strigil.treatment.live.sensor_watch import ALARMS

__all__ = ["Diary"]


class Diary:
    """Write down what a stream decided and noticed.

    Parameters
    ----------
    keeper : Keeper
        Writes it on its own thread.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._told: dict[str, int] = {}

    def note(self, words: str) -> None:
        """Keep a sentence with the recording."""
        self._keeper.note(words)

    def note_few(self, kind: str, words: str) -> bool:
        """Note what may come often at its 1st, 2nd, 4th, 8th ... time only."""
        count = self._told[kind] = self._told.get(kind, 0) + 1
        if count & (count - 1):
            return False
        self.note(f"{words}." if count == 1 else f"{words} ({count} times).")
        return True

    def lifted(self, lift: Lift, step: int | None) -> None:
        """Keep that the rule said LIFT, and why.

        Parameters
        ----------
        lift : Lift
            The stop.
        step : int or None
            The step that ran.
        """
        self.note(f"LIFT at {lift.at:.2f} s: {lift.because}.")
        row = {"id": lift.id, "why_id": lift.why_id, "what": "lift", "kind": lift.kind}
        self._happened({**row, "said": lift.because, "step": step})

    def alarmed(self, alarm: str, at: float, step: int | None) -> None:
        """Keep that the sensor cannot be believed, or can be again.

        Parameters
        ----------
        alarm : str
            A key of ``ALARMS``; empty when nothing is wrong any more.
        at : float
            Time of the newest sample [s].
        step : int or None
            The step that runs.
        """
        kind = alarm or "back"
        said = f"Sensor {alarm}: {ALARMS[alarm]}" if alarm else "The sensor is back"
        if not self.note_few(kind, f"{said}, at {at:.2f} s"):
            return
        times = self._told[kind]
        often = f" ({times} times so far)" if times > 1 else ""
        row = {"id": str(uuid.uuid4()), "what": "alarm", "kind": kind, "step": step}
        self._happened({**row, "said": f"{said}{often}."})

    def _happened(self, row: dict[str, object]) -> None:
        self._keeper.happened({**row, "at": clock.time()})
