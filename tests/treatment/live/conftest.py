"""Discovery of streams stays on this machine, in the streams' own processes too."""

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

# The library reads its settings once, when it is loaded.
if "LSLAPICFG" not in os.environ:
    place = Path(tempfile.mkdtemp(prefix="strigil-lsl-")) / "lsl_api.cfg"
    place.write_text(CONFIG)
    os.environ["LSLAPICFG"] = str(place)
