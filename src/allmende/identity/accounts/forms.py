"""What signing up asks for beside address and password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.identity.accounts.models import Account


class SignUpForm(forms.Form):
    """The name others will see."""

    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As others here should see it."))
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Nothing more to do: the adapter has used the name."""
