"""What operators and curators say in the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Role, Space
from allmende.foundation.options.definitions import value_of
from allmende.foundation.text.fields import LineInput
from allmende.identity.operating.rules import LONGEST


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


class Said(forms.Form):
    """What a deed for many asks: it knows the community."""

    def __init__(self, *args: Any, root: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root = root


class SuspensionForm(Said):
    """Why, and for how long, someone is kept out."""

    reason = forms.CharField(
        label=_("Reason"), min_length=10, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it in the mail that tells them."),
    )  # fmt: skip
    days = forms.IntegerField(label=_("Days"), min_value=1, initial=7)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = value_of(LONGEST)
        self.fields["days"] = forms.IntegerField(
            label=_("Days"), min_value=1, max_value=longest, initial=min(7, longest),
            help_text=_("Up to %(most)d; then it ends by itself.") % {"most": longest},
        )  # fmt: skip


class RoleForm(Said):
    """Which role."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in (Role.MEMBER, Role.HOST, Role.CURATOR)]
    )


class SpaceForm(Said):
    """Which space of the community."""

    space = forms.ChoiceField(label=_("Space"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Space.objects.filter(root=self.root, archived=None).order_by("title").values_list("slug", "title")
        self.fields["space"].choices = list(inside)  # type: ignore[attr-defined]


class OptionForm(forms.Form):
    """Another value of an option."""

    number = forms.IntegerField(label=_("Value"))
