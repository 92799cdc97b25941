"""Discovery of streams stays on this machine, in the streams' own processes too."""

from tests.one_machine import stay_on_this_machine

stay_on_this_machine()
