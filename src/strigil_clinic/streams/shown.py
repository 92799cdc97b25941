"""What the live page shows of a sensor: the sources to choose from, and the words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strigil_clinic.sessions.models import Session
from strigil_clinic.streams import running
from strigil_clinic.streams.science import lift_proposed, sensor_profiles

__all__ = ["sensors", "stream_for_script"]

KINDS = (
    ("lsl", _("Sensor on this network (LSL)")),
    ("serial", _("Sensor at a cable")),
    ("bluetooth", _("Wireless sensor (Bluetooth)")),
    ("replay", _("Replay a recording")),
    ("simulator", _("Simulator: not this patient")),
)
WORDS = {
    "none": _("no sensor"),
    "connecting": _("Connecting…"),
    "lifts_above": _("LIFT above %s N from now on."),
    "lifts_never": _("LIFT only at a force that can not be from now on."),
    "looking": _("Looking for sensors…"),
    "nothing": _("None answered. Switch it on and look again, or type its name."),
    "other": _("another one: type its name"),
    "in": _("in band"),
    "above": _("above the band"),
    "rate": _("%s strokes a minute"),
    "counted": _("%s strokes"),
    "counted_one": _("1 stroke"),
    "banded": _("%s % of contact in band"),
    "silent": _("No signal from the sensor. The number is not live."),
    "missing": _("The sensor sends no numbers."),
    "stuck": _("The sensor is stuck: its number never changes."),
    "saturated": _("The sensor is at the end of its range."),
    "away": _("No line to the sensor. The number is not live."),
    "behind": _("The numbers come late: the clinic's server is busy."),
    "gone": _("The sensor's process ended. It is begun again; the gap is marked."),
    "over": _("The source ended."),
    "learning": _("learning the sensor's rest: lift the edge once"),
    "late": _("sensor to decision %s ms, to screen %s ms (19 of 20 within)"),
    "lost": _("%s numbers were not kept for this page; the file has them."),
    "simulated": _("simulated: not this patient"),
    "replayed": _("a recording, played again"),
}


def sensors(session: Session, *, capped: bool) -> dict[str, Any]:
    """Return the sources to choose from, the recordings to replay, when to lift."""
    lift = lift_proposed(session.plan_snapshot.get("steps", []), capped=capped)
    rows = session.visit.episode.recordings.order_by("-uploaded_at")[:10]
    return {
        "kinds": KINDS,
        "profiles": sensor_profiles(),
        "lift": f"{lift.force:.1f}",
        "lift_is_own": lift.own,
        "lift_because": [(one.rule, one.number) for one in lift.because],
        "recordings": [
            (row.pk, f"{row.original_name}, {row.uploaded_at:%Y-%m-%d %H:%M}")
            for row in rows
            if row.path.exists()
        ],
    }


def stream_for_script(session: Session) -> dict[str, Any]:
    """Return what the page's script needs of the session's sensor."""
    asked, stream = running.wanted(session.pk), running.stream_of(session.pk)
    begin = reverse("streams:begin", args=[session.pk])
    return {
        "kind": asked.source if asked is not None else "",
        "source": stream.source if stream is not None else "",
        "ceiling": asked.ceiling if asked is not None else None,
        "begin": begin,
        "end": reverse("streams:end", args=[session.pk]),
        "ceiling_url": reverse("streams:ceiling", args=[session.pk]),
        "nearby": reverse("streams:nearby", args=[session.pk]),
        "line": begin.replace("begin/", "line/"),
        "words": {key: str(said) for key, said in WORDS.items()},
    }
