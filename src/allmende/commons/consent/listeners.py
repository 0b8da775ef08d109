"""Whoever wanted to leave and signs in again stays: whichever way they signed in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from allmende.commons.consent.commands import stay
from allmende.identity.accounts.models import Account


@receiver(user_logged_in, dispatch_uid="consent: stay")
def stay_after_all(request: HttpRequest | None, user: Account, **_signal: Any) -> None:
    """Take back the wish to leave, and say so."""
    if stay(user.actor) and request is not None and hasattr(request, "_messages"):
        messages.success(request, _("Good to have you back: your account stays."))
