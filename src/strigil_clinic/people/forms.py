"""Forms to log in and unlock, to set up a clinic, and for the people in it."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordChangeForm,
    SetPasswordForm,
)
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from strigil_clinic.access import ClinicRequest
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.people.models import Clinic, Practitioner, Role

PASSWORD_HELP = _("at least 12 characters: three or four words do well")
NO_FOCUS = {"autofocus": False, "autocapitalize": "none", "autocomplete": "username"}
TWICE: dict[str, Any] = {
    "password_mismatch": _("This is another one than above: type it again.")
}
CURRENT = {"autocomplete": "current-password"}


class LogInForm(InOwnWords, AuthenticationForm):
    """User name and password."""

    error_messages = {  # noqa: RUF012  # Django's own attribute, shadowed as it asks
        "invalid_login": _(
            "User name and password do not belong together. "
            "After five failures this pair is locked for 15 minutes."
        ),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("user name")


class OwnPasswordForm(InOwnWords, forms.Form):
    """Asks for one's own password; wrong ones count as failures to log in."""

    password = forms.CharField(
        label=_("your password"), widget=forms.PasswordInput(attrs=CURRENT), strip=False
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check it against who is logged in."""
        password: str = self.cleaned_data["password"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError(_("That is not the password."))
        return password


class UnlockForm(OwnPasswordForm):
    """The password again."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["password"].label = _("password")


class PasswordForm(InOwnWords, PasswordChangeForm):
    """One's own password: the one that was, and the new one twice."""

    error_messages = TWICE

    def __init__(self, request: ClinicRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request.user, *args, **kwargs)
        self.fields["old_password"].label = _("your password now")
        _reword(self, "new_password1", "new_password2", _("new password"))

    def validate_password_for_user(
        self, user: Practitioner, password_field_name: str = ""
    ) -> None:
        """Tell what the rules refuse beside the first of the two fields."""
        super().validate_password_for_user(user, "new_password1")

    def clean_old_password(self) -> str:
        """Check it; wrong ones count as failures to log in."""
        password: str = self.cleaned_data["old_password"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError(_("That is not your password."))
        return password


class ColleaguesPasswordForm(InOwnWords, SetPasswordForm):  # type: ignore[type-arg]  # no generic
    """A new password for a colleague who forgot theirs; asks for one's own."""

    error_messages = TWICE
    password = OwnPasswordForm.base_fields["password"]
    clean_password = OwnPasswordForm.clean_password

    def __init__(self, request: ClinicRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        _reword(self, "new_password1", "new_password2", _("new password"))
        self.fields["new_password1"].widget.attrs.pop("autofocus", None)

    def validate_password_for_user(
        self, user: Practitioner, password_field_name: str = ""
    ) -> None:
        """Tell what the rules refuse beside the first of the two fields."""
        super().validate_password_for_user(user, "new_password1")


class PersonForm(InOwnWords, BaseUserCreationForm):  # type: ignore[type-arg]  # not generic at run time
    """A new practitioner; the password is told in person and changed later."""

    error_messages = TWICE

    class Meta:
        model = Practitioner
        fields: ClassVar[list[str]] = ["name", "profession", "username", "role"]
        widgets: ClassVar[dict[str, Any]] = {
            "role": forms.RadioSelect(choices=Role.choices)
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("as it stands under what they sign"),
            "username": _("to log in with: letters, digits and . _ -"),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "username": {
                "unique": _("Somebody logs in with this name already: take another."),
                "invalid": _("Use letters, digits and . _ - only, without a space."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(UnicodeUsernameValidator())
        self.fields["username"].label = _("user name")
        self.fields["username"].widget.attrs |= NO_FOCUS
        _reword(self, "password1", "password2", _("password"))

    def validate_password_for_user(
        self, user: Practitioner, password_field_name: str = ""
    ) -> None:
        """Tell what the rules refuse beside the first of the two fields."""
        super().validate_password_for_user(user, "password1")  # type: ignore[misc]  # its stubs lag


class SetUpForm(PersonForm):
    """The clinic and the first person in it, who manages it."""

    clinic_name = forms.CharField(label=_("name of the clinic"), max_length=120)
    clinic_phone = forms.CharField(
        label=_("phone of the clinic"),
        max_length=40,
        required=False,
        help_text=_("printed on what the patient takes home"),
    )
    emergency_number = forms.CharField(
        label=_("emergency number"), max_length=20, initial="112"
    )
    field_order = ("clinic_name", "clinic_phone", "emergency_number")  # then the person

    class Meta(PersonForm.Meta):
        fields: ClassVar[list[str]] = ["name", "profession", "username"]
        help_texts: ClassVar[dict[str, Any]] = {
            **PersonForm.Meta.help_texts,
            "name": _("as it stands under what you sign"),
        }

    def save(self, commit: bool = True) -> Practitioner:
        """Make the clinic and its manager."""
        given = self.cleaned_data
        person: Practitioner = super().save(commit=False)
        person.role = Role.ADMIN
        if commit:
            person.clinic = Clinic.objects.create(
                name=given["clinic_name"],
                phone=given["clinic_phone"],
                emergency_number=given["emergency_number"],
            )
            person.save()
        return person


class RoleForm(OwnPasswordForm):
    """What a colleague may do; asks who changes it for their own password."""

    role = forms.ChoiceField(
        label=_("role"), choices=Role.choices, widget=forms.RadioSelect
    )
    field_order = ("role", "password")


def _reword(form: forms.BaseForm, first: str, second: str, label: Any) -> None:
    for name, label_of, said in (
        (first, label, PASSWORD_HELP),
        (second, _("the same again"), ""),
    ):
        form.fields[name].label = label_of
        form.fields[name].help_text = said
