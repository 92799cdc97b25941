"""Forms to log in and to unlock."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class LogInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {  # noqa: RUF012  # Django's own attribute, shadowed as it asks
        "invalid_login": _(
            "User name and password do not belong together. "
            "After five failures this pair is locked for 15 minutes."
        ),
        "inactive": _("This account is closed."),
    }


class UnlockForm(forms.Form):
    """The password again."""

    password = forms.CharField(
        label=_("password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
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
