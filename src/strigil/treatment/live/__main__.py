"""One stream as a process of its own: `python -m strigil.treatment.live`.

It is told its settings by one line of JSON on its input, and says where it serves, or
what is wrong, by one line on its output. When its input ends, whoever began it is gone:
it keeps what it has and ends.
"""

import json
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from strigil.errors import StrigilError
from strigil.treatment.live.frames import FrameRing
from strigil.treatment.live.loop import Loop
from strigil.treatment.live.parts import next_part
from strigil.treatment.live.service import Service
from strigil.treatment.live.settings import StreamSettings

_SWITCH = 5e-4  # s a thread may run while another waits: the rule must not wait long


def main() -> int:
    """Run the stream; 0 when it ended as it should."""
    sys.setswitchinterval(_SWITCH)
    settings = StreamSettings(**json.loads(sys.stdin.readline()))
    base = Path(settings.path)
    source = None
    try:
        source = settings.new_source()
        source.open()
        part = replace(settings, path=str(next_part(base)))
        ring = FrameRing()
        loop = Loop(part, source, base, ring)
    except (StrigilError, OSError) as error:
        if source is not None:
            source.close()
        _say(problem=str(error))
        return 2
    hello = {
        "part": Path(part.path).stem,
        "source": source.name,
        "kind": settings.source,
        "channels": list(source.channels),
    }
    service = Service(ring, settings.token, said=loop.said, hello=hello)
    _say(port=service.port, part=part.path, source=source.name)
    threading.Thread(target=_owner_gone, args=(loop,), daemon=True).start()
    loop.run()
    service.close()
    return 0


def _say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _owner_gone(loop: Loop) -> None:
    sys.stdin.read()
    loop.said.put({"do": "end", "because": "The clinic's server ended."})


if __name__ == "__main__":
    raise SystemExit(main())
