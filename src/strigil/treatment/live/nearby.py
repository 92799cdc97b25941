"""Looks for sensors, in a process of its own.

What searches the network has threads that never end; a server should not have them.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from strigil.errors import StreamError
from strigil.signals import Nearby, SensorNearby, sensors_nearby

__all__ = ["look_nearby"]

_SAY = "from strigil.treatment.live.nearby import say_nearby; say_nearby()"
_LONGEST = 30.0  # s; two are usual


def look_nearby() -> Nearby:
    """Return the sensors that can be chosen now; takes some seconds.

    Raises
    ------
    StreamError
        When the search did not end as it should.
    """
    try:
        found = subprocess.run(  # noqa: S603  # our own command, no word of a user in it
            [sys.executable, "-c", _SAY],
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=True,
        )
        said = json.loads(found.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        message = (
            f"Sensors could not be looked for ({type(error).__name__}). Try again."
        )
        raise StreamError(message) from None
    lsl, serial = (
        tuple(SensorNearby(**one) for one in said[kind]) for kind in ("lsl", "serial")
    )
    return Nearby(lsl, serial, dict(said["why_not"]))


def say_nearby() -> None:
    """Write as one line what is found; what the other end of `look_nearby` does."""
    sys.stdout.write(json.dumps(asdict(sensors_nearby())))
