"""Keeps the search for streams of the lab streaming layer on this machine."""

import os
import tempfile
from pathlib import Path

CONFIG = """[multicast]
ResolveScope = machine
[lab]
KnownPeers = {127.0.0.1}
[log]
level = -3
"""


def stay_on_this_machine() -> None:
    """Set it up for this process and those it begins, before the layer is loaded.

    The layer reads its settings once, when it is loaded.
    """
    if "LSLAPICFG" in os.environ:
        return
    place = Path(tempfile.mkdtemp()) / "lsl_api.cfg"
    place.write_text(CONFIG)
    os.environ["LSLAPICFG"] = str(place)
