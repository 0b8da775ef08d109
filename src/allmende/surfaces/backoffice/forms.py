"""What operators say about providers and applications."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput


class ProviderForm(forms.Form):
    """A provider; its issuer can't be changed afterwards."""

    issuer = LineInput(
        label=_("Issuer"), max_length=300, help_text=_("Its address, such as https://login.example.org. It can't be changed later.")
    )  # fmt: skip
    name = LineInput(label=_("Name on the button"), max_length=60, help_text=_("As people know it."))
    client_id = LineInput(label=_("Client id"), max_length=255, help_text=_("The provider gives it to you."))
    secret = LineInput(
        label=_("Client secret"), max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed and never shown again."),
    )  # fmt: skip


class ChangedProviderForm(ProviderForm):
    """What of it can be changed."""

    issuer = None
    secret = LineInput(
        label=_("Another client secret"), max_length=1000, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave it empty to keep the present one."),
    )  # fmt: skip


class ApplicationForm(forms.Form):
    """An application that signs in with us."""

    name = LineInput(label=_("Name"), max_length=100, help_text=_("People see it when they are asked."))
    redirects = forms.CharField(
        label=_("Redirect addresses"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, exactly as the application sends them."),
    )  # fmt: skip
    logout_redirects = forms.CharField(
        label=_("Addresses after signing out"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("Where people may go back to when they sign out there and here. Empty: they stay here."),
    )  # fmt: skip
    keeps_secret = forms.BooleanField(
        label=_("It runs on a server and can keep a secret"), required=False, initial=True,
        help_text=_("Not so for apps on a phone or in a browser: they prove themselves by PKCE."),
    )  # fmt: skip


class ChangedApplicationForm(ApplicationForm):
    """What of it can be changed."""

    keeps_secret = None
