"""Taking a file in: to its own name, read at once when small, else in the pool."""

import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

import strigil
from strigil.treatment import WordReadings
from strigil_clinic.episodes.models import Episode
from strigil_clinic.inventory.science import own_in
from strigil_clinic.people.models import Practitioner
from strigil_clinic.recordings.models import Recording
from strigil_clinic.recordings.science import (
    About,
    Taken,
    hash_of,
    looked_at,
    take_in,
)
from strigil_clinic.sessions.models import Session
from strigil_clinic.workers import begun, finished, key_of

__all__ = ["BadRecordingError", "Incoming", "clean_name", "is_whole", "settle", "store"]

# What is more is read in the pool: bytes of the file, or samples it unpacks to.
AT_ONCE, SAMPLES_AT_ONCE = 4 * 1024 * 1024, 2**18
MOST_SAMPLES = 8_000_000  # of an upload: more than two hours at 1000 a second
READING, FAILED = "reading", "failed"


class BadRecordingError(Exception):
    """An upload that cannot be read; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in, and what was said about it.

    Attributes
    ----------
    sidecar
        The JSON file that lies beside it, where there is one.
    most
        Samples at most; without it as many as there are, for what was recorded here.
    """

    file: BinaryIO
    name: str
    size: int
    episode: Episode | None
    uploaded_by: Practitioner
    profile: str = ""
    edge: str = ""
    site: str = ""
    session: Session | None = None
    readings: tuple[WordReadings, ...] = ()
    is_demo: bool = False
    sidecar: Path | None = None
    most: int | None = None
    pk: uuid.UUID = field(default_factory=uuid.uuid4)


def store(incoming: Incoming) -> Recording:
    """Keep a file and return its row; a long one is still `reading`.

    Raises
    ------
    BadRecordingError
        When the file is no recording; nothing of it is kept.
    """
    pk = incoming.pk
    upload = _upload_of(pk)
    upload.parent.mkdir(parents=True, exist_ok=True)
    with upload.open("wb") as kept:
        shutil.copyfileobj(incoming.file, kept)
    if incoming.sidecar is not None:
        shutil.copyfile(incoming.sidecar, upload.with_suffix(".json"))
    row = Recording(
        id=pk,
        episode=incoming.episode,
        session=incoming.session,
        file_name=f"{pk}.parquet",
        original_name=clean_name(incoming.name),
        size=incoming.size,
        profile=incoming.profile,
        edge_id=incoming.edge,
        site_id=incoming.site,
        uploaded_by=incoming.uploaded_by,
        is_demo=incoming.is_demo,
        analysis={"state": READING, "readings": [_plain(r) for r in incoming.readings]},
    )
    samples = _samples_of(row, incoming.most)
    if incoming.size > AT_ONCE or samples > SAMPLES_AT_ONCE:
        row.save()
        settle(row)
        return row
    taken = take_in(**_given(row))
    _forget_upload(pk)
    if taken.said:
        raise BadRecordingError(taken.said)
    _fill(row, taken)
    row.save()
    return row


def _samples_of(row: Recording, most: int | None) -> int:
    """Return how many samples an upload holds; refuse what is none, or too long."""
    samples, said = looked_at(_upload_of(row.pk), about=_given(row)["about"])
    if most is not None and samples > most:
        said = _(
            "The file holds about %(have).3g million samples; the most here is "
            "%(most).3g million. Cut it into sessions."
        ) % {"have": samples / 1e6, "most": most / 1e6}
    if said:
        _forget_upload(row.pk)
        raise BadRecordingError(said)
    return samples


def settle(row: Recording) -> None:
    """Bring a long recording home once the pool has read it; begin when it has not."""
    if row.analysis.get("state") != READING:
        return
    key = key_of("recording", row.pk)
    begun(key, take_in, **_given(row))
    taken: Taken | None = finished(key)
    if taken is None:
        return
    if taken.said:
        row.analysis = {"state": FAILED, "said": taken.said}
    else:
        _fill(row, taken)
    row.save()
    _forget_upload(row.pk)


def is_whole(row: Recording) -> bool:
    """Whether the file lies there as it was stored."""
    return row.path.exists() and hash_of(row.path) == row.sha256


def clean_name(name: str) -> str:
    r"""Return a file's own name without folders and unprintable signs.

    Examples
    --------
    >>> clean_name("../../etc/strokes\n.csv")
    'strokes.csv'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    return shown[:200] or _("recording")


def _given(row: Recording) -> dict[str, Any]:
    about = About(
        name=row.original_name,
        profile=row.profile,
        edge=row.edge_id,
        site=row.site_id,
        own=own_in(row.edge_id),
        readings=tuple(
            WordReadings(**{**reading, "force": tuple(reading["force"])})
            for reading in row.analysis.get("readings", [])
        ),
    )
    return {"source": _upload_of(row.pk), "target": row.path, "about": about}


def _fill(row: Recording, taken: Taken) -> None:
    row.sha256, row.size, row.profile = taken.sha256, taken.size, taken.profile
    row.analysis = {"state": "read", **(taken.analysis or {})}
    row.library_version = strigil.__version__


def _plain(reading: WordReadings) -> dict[str, Any]:
    names = reading.__slots__
    return {name: getattr(reading, name) for name in names}


def _forget_upload(pk: uuid.UUID) -> None:
    for path in (_upload_of(pk), _upload_of(pk).with_suffix(".json")):
        path.unlink(missing_ok=True)


def _upload_of(pk: uuid.UUID) -> Path:
    return Path(settings.RECORDINGS) / "incoming" / f"{pk}.upload"
