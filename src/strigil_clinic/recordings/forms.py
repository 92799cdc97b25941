"""Forms for a recording: the upload, and the session it belongs to."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import BodySite, SensorProfile, all_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.inventory.science import edge_choices
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.sessions.models import Session
from strigil_clinic.words import episode_name

__all__ = ["LARGEST_MB", "AttachForm", "UploadForm", "who_and_where"]

LARGEST_MB = 100
MB = 1024 * 1024


def who_and_where(episode: Episode) -> str:
    """Return the patient and the side in words, to be confirmed by a person."""
    said = _("%(name)s, born %(born)s: %(problem)s")
    return said % {
        "name": episode.patient.name,
        "born": date_format(episode.patient.birth_date, "j F Y"),
        "problem": episode_name(episode),
    }


class _OfAnEpisode(InOwnWords, forms.Form):
    """Asks for a session of one episode, and for a look at whose it is."""

    session = forms.ModelChoiceField(
        label=gettext_lazy("session"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )
    right_patient = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Read name and side, and tick that they are right: a recording in the "
                "wrong record is hard to find again."
            )
        }
    )

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_it = Session.objects.current().filter(visit__episode=episode)
        choice: Any = self.fields["session"]
        choice.queryset = of_it.select_related("visit").order_by("-created_at")
        choice.label_from_instance = _session_name
        self.fields["right_patient"].label = who_and_where(episode)


class UploadForm(_OfAnEpisode):
    """A recording, the sensor that wrote it, the edge and site it was made with."""

    file = forms.FileField(
        label=gettext_lazy("recording"),
        allow_empty_file=True,  # the reader says it in words of its own
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.parquet"}),
        help_text=gettext_lazy("CSV or Parquet, up to 100 MB"),
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("written by"),
        required=False,
        help_text=gettext_lazy("found from the headings when left as it is"),
    )
    edge = forms.ChoiceField(label=gettext_lazy("treatment edge"), required=False)
    site = forms.ChoiceField(label=gettext_lazy("body site"), required=False)
    field_order = ("file", "profile", "edge", "site", "session", "right_patient")

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        super().__init__(*args, episode=episode, **kwargs)
        known = [(one.id, one.name) for one in all_of(SensorProfile).values()]
        fields: dict[str, Any] = self.fields
        fields["profile"].choices = [("", _("find out")), *known]
        fields["edge"].choices = [
            ("", _("not known: no dose")),
            *edge_choices(episode.patient.clinic, [self.initial.get("edge", "")]),
        ]
        sites = [(site.id, site.name) for site in all_of(BodySite).values()]
        fields["site"].choices = [("", _("not known: no dose")), *sorted(sites)]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large to be one session."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MB * MB:
            said = _(
                "The file has %(size).0f MB; the most is %(most)d MB. Cut it into "
                "sessions, or save it as Parquet, which is smaller."
            )
            words = {"size": (file.size or 0) / MB, "most": LARGEST_MB}
            raise forms.ValidationError(said % words)
        return file


class AttachForm(_OfAnEpisode):
    """To which session of its own episode a recording belongs."""


def _session_name(session: Session) -> str:
    when = session.started_at or session.created_at
    said = _("visit %(number)d, %(when)s, %(state)s")
    return said % {
        "number": session.visit.number,
        "when": date_format(when, "j M Y H:i"),
        "state": session.get_state_display(),
    }
