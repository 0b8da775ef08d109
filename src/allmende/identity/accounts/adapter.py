"""How allauth meets our accounts: an account is never without an actor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import make_actor


class AccountAdapter(DefaultAccountAdapter):
    """Signing up makes the actor with the account; the name is asked for in our form."""

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        """Fill a new account from the sign-up form and give it an actor of that name."""
        user.email = form.cleaned_data["email"].strip().lower()
        if password := form.cleaned_data.get("password1"):
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.actor = make_actor(form.cleaned_data["name"], language=getattr(request, "LANGUAGE_CODE", "de")[:2])
        if commit:
            user.save()
        return user

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """There are no user names."""
