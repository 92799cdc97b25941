"""Forms for an instrument: its label, a look along its edges, its measurement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import Instrument, Material, all_of
from strigil.errors import StrigilError
from strigil.units import to_si
from strigil_clinic.inventory.models import (
    Bevel,
    EdgeShape,
    FoundState,
    Grip,
    Inspection,
    OwnedEdge,
    OwnedInstrument,
)
from strigil_clinic.inventory.numbers import ArcField, ReadingField
from strigil_clinic.inventory.science import instrument_of
from strigil_clinic.own_words import InOwnWords

__all__ = ["EDGES", "EdgeFields", "LabelForm", "LookForm", "MeasureForm", "start_of"]

EDGES = (1, 2, 3, 4)  # no instrument of the catalogue has more
OLDEST_LOOK = timedelta(days=3660)
SUITS = (
    ("scan", gettext_lazy("finding")),
    ("broad", gettext_lazy("a larger area")),
    ("focal", gettext_lazy("one spot")),
)
CURVED = (EdgeShape.CONVEX, EdgeShape.CONCAVE)


class LabelForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What is written on an instrument."""

    class Meta:
        model = OwnedInstrument
        fields = ("label",)


class LookForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What a look along the edges found."""

    class Meta:
        model = Inspection
        fields = ("day", "found", "note")
        widgets: ClassVar[dict[str, Any]] = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "found": forms.RadioSelect(choices=FoundState.choices),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["found"].choices = FoundState.choices  # no blank one to begin with

    def clean_day(self) -> date:
        """Refuse a day that cannot be."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < timezone.localdate() - OLDEST_LOOK:
            raise forms.ValidationError(_("More than ten years ago: check the year."))
        return day


class MeasureForm(InOwnWords, forms.Form):
    """An instrument as it was measured, with up to four edges.

    The fields of each edge are `edge1_name`, `edge1_form` and so on.
    """

    name = forms.CharField(
        label=gettext_lazy("what you call it"),
        max_length=60,
        help_text=gettext_lazy("your own word, such as Bronze strigil"),
    )
    label = forms.CharField(
        label=gettext_lazy("label"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("what is written or engraved on it, such as A-03"),
    )
    material = forms.ChoiceField(label=gettext_lazy("material"))
    mass_g = ReadingField(
        "mass", label=gettext_lazy("mass in g"), help_text=gettext_lazy("kitchen scale")
    )
    grip = forms.ChoiceField(
        label=gettext_lazy("held with"),
        choices=Grip.choices,
        widget=forms.RadioSelect,
        initial=Grip.ONE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.id, one.name) for one in all_of(Material).values()]
        fields: dict[str, Any] = self.fields
        fields["material"].choices = [("", _("choose the material")), *known]
        for k in EDGES:
            asked = k == 1 or not self.is_bound or self._is_used(k)
            for n in NEEDED:
                fields[f"edge{k}_{n}"].required = asked

    def parts(self) -> Iterator["EdgeFields"]:
        """Yield the fields of each edge, for the template."""
        for k in EDGES:
            yield EdgeFields(k, {n: self[f"edge{k}_{n}"] for n in EDGE_FIELDS})

    def clean(self) -> dict[str, Any]:
        """Ask for what an edge needs; refuse what does not go together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        used = [k for k in EDGES if k == 1 or self._is_used(k)]
        for k in used:
            self._check(k, cleaned)
        if not self.errors:
            self._check_together(used)
        return cleaned

    def edges(self) -> list[OwnedEdge]:
        """Return the measured edges as rows that are not stored yet."""
        found: list[OwnedEdge] = []
        for k in EDGES:
            if k == 1 or self._is_used(k):
                given = {n: self.cleaned_data[f"edge{k}_{n}"] for n in EDGE_FIELDS}
                ground = given["bevel"] != Bevel.NONE
                given["bevel_angle_deg"] = given["bevel_angle_deg"] if ground else None
                if given["form"] not in CURVED:
                    given["plan_radius_mm"] = None
                found.append(OwnedEdge(order=k, key=f"edge{k}", **given))
        return found

    def _is_used(self, k: int) -> bool:
        asked = ("name", "radius_mm", "length_mm", "plan_radius_mm")
        return any(str(self[f"edge{k}_{n}"].value() or "").strip() for n in asked)

    def _check(self, k: int, cleaned: Mapping[str, Any]) -> None:
        needed = []
        if cleaned.get(f"edge{k}_form") in CURVED:
            needed.append("plan_radius_mm")
        if cleaned.get(f"edge{k}_bevel") not in (Bevel.NONE, None, ""):
            needed.append("bevel_angle_deg")
        for n in needed:
            field = f"edge{k}_{n}"
            if field not in self.errors and cleaned.get(field) in (None, ""):
                self.add_error(field, MISSING[n])

    def _check_together(self, used: list[int]) -> None:
        """Let the library judge each whole edge, such as a curve beyond its circle."""
        cleaned = self.cleaned_data
        row = OwnedInstrument(
            key="own_new",
            name=cleaned["name"],
            material_id=cleaned["material"],
            mass_g=cleaned["mass_g"],
            grip=cleaned["grip"],
        )
        for edge in self.edges():
            try:
                instrument_of(row, [edge])
            except StrigilError as error:
                self.add_error(f"edge{edge.order}_length_mm", str(error))


@dataclass(frozen=True, slots=True)
class EdgeFields:
    """The bound fields of one edge."""

    number: int
    fields: Mapping[str, forms.BoundField]

    @property
    def is_open(self) -> bool:
        """Whether something is typed there, or wrong."""
        asked = ("name", "radius_mm", "length_mm", "plan_radius_mm")
        typed = any(str(self.fields[n].value() or "").strip() for n in asked)
        return self.number == 1 or typed or any(f.errors for f in self.fields.values())


NEEDED = ("name", "form", "radius_mm", "length_mm", "bevel")
MISSING = {
    "name": gettext_lazy("Name the edge, such as Hollow edge."),
    "form": gettext_lazy("Say how it runs."),
    "radius_mm": gettext_lazy("Measure its nose with the radius gauge."),
    "length_mm": gettext_lazy("Measure its length with a ruler."),
    "plan_radius_mm": gettext_lazy(
        "A curved edge needs its curve: the radius, or chord / height."
    ),
    "bevel": gettext_lazy("Say whether it is ground."),
    "bevel_angle_deg": gettext_lazy("A ground edge needs the angle of its wedge."),
}


def _edge_fields() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(
            label=gettext_lazy("name of the edge"),
            max_length=60,
            help_text=gettext_lazy("such as Hollow edge"),
        ),
        "form": forms.ChoiceField(
            label=gettext_lazy("how it runs"),
            choices=EdgeShape.choices,
            widget=forms.RadioSelect,
        ),
        "radius_mm": ReadingField(
            "nose_radius",
            label=gettext_lazy("nose radius in mm"),
            help_text=gettext_lazy("radius gauge, against the light"),
        ),
        "length_mm": ReadingField(
            "length",
            label=gettext_lazy("length in mm"),
            help_text=gettext_lazy("ruler, along the curve"),
        ),
        "plan_radius_mm": ArcField(
            "plan_radius",
            label=gettext_lazy("radius of the curve in mm"),
            required=False,
            help_text=gettext_lazy("if curved; or chord / height: 70\u00a0/\u00a08"),
        ),
        "bevel": forms.ChoiceField(
            label=gettext_lazy("ground"),
            choices=Bevel.choices,
            initial=Bevel.NONE,
        ),
        "bevel_angle_deg": ReadingField(
            "bevel_angle",
            label=gettext_lazy("angle of the wedge in degrees"),
            required=False,
            help_text=gettext_lazy("if ground; protractor"),
        ),
        "suits": forms.MultipleChoiceField(
            label=gettext_lazy("good for"),
            choices=SUITS,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
    }


EDGE_FIELDS = tuple(_edge_fields())
for _k in EDGES:
    _named = {f"edge{_k}_{name}": field for name, field in _edge_fields().items()}
    for _name in NEEDED:
        _named[f"edge{_k}_{_name}"].error_messages["required"] = MISSING[_name]
    cast(Any, MeasureForm).base_fields.update(_named)


def start_of(tool: Instrument) -> dict[str, Any]:
    """Return what the form begins with: an instrument's numbers as they are known."""
    initial: dict[str, Any] = {
        "name": tool.name,
        "material": tool.material,
        "mass_g": f"{tool.mass.value / to_si(1.0, 'g'):.4g}",
        "grip": tool.grip,
    }
    for k, edge in zip(EDGES, tool.edges, strict=False):
        shown = {
            "name": edge.name,
            "form": edge.form,
            "radius_mm": _shown(edge.radius),
            "length_mm": _shown(edge.length),
            "plan_radius_mm": _shown(edge.plan_radius),
            "bevel": edge.bevel,
            "bevel_angle_deg": _shown(edge.bevel_angle),
            "suits": [suit for suit, _label in SUITS if suit in edge.suits],
        }
        initial |= {f"edge{k}_{n}": value for n, value in shown.items()}
    return initial


def _shown(number: Any) -> str:
    return "" if number is None else f"{number.shown().value:.4g}"
