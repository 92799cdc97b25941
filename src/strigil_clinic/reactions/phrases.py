"""An answer in phrases that stand without the name of what was asked."""

from django.utils.translation import gettext_lazy

from strigil_clinic.reactions.models import Bruise, Function, Redness

__all__ = ["bruise_said", "everyday_said", "redness_said"]

SEEN = {
    Redness.NONE: gettext_lazy("no redness"),
    Redness.MILD: gettext_lazy("mild redness"),
    Redness.MARKED: gettext_lazy("marked redness"),
    Redness.NOT_VISIBLE: gettext_lazy("redness cannot be seen on this skin"),
}
BRUISED = {
    Bruise.NONE: gettext_lazy("no bruise"),
    Bruise.PETECHIAE: gettext_lazy("small red dots"),
    Bruise.BRUISE: gettext_lazy("small bruise"),
    Bruise.LARGE: gettext_lazy("bruise larger than the treated area"),
}
EVERYDAY = {
    Function.BETTER: gettext_lazy("everyday things go better"),
    Function.SAME: gettext_lazy("everyday things go as before"),
    Function.WORSE: gettext_lazy("everyday things go worse"),
}


def redness_said(stored: str) -> str:
    """Return how red the skin was."""
    return str(SEEN[Redness(stored)])


def bruise_said(stored: str) -> str:
    """Return what bled under the skin."""
    return str(BRUISED[Bruise(stored)])


def everyday_said(stored: str) -> str:
    """Return how everyday things go."""
    return str(EVERYDAY[Function(stored)])
