"""Signing up: name, address and password as everywhere, and how old one is, said once and before anything else."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.commands import say_age
from allmende.commons.consent.forms import AgeForm
from allmende.commons.consent.queries.young import protection_of
from allmende.identity.accounts.forms import NameForm
from allmende.identity.accounts.models import Account


class SignUpForm(AgeForm, NameForm):
    """What signing up asks for beside address and password (allauth adds those).

    The age is asked as a band; where a community must ask for the birth date, that date is forgotten at once.
    """

    field_order = ("name", "email", "password1", "band", "born")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        space = context.request.space
        super().__init__(*args, asks_birth_date=bool(space and protection_of(space).asks_birth_date), **kwargs)
        if "band" in self.fields:
            self.fields["band"].help_text = _("It decides how carefully you are protected. No date is kept.")

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Note the age, so that its protection holds from the first moment (the adapter has used the name)."""
        say_age(user.actor, self.said())
