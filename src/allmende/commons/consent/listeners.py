"""Whoever wanted to leave and signs in again stays; whoever was erased is noted beside the backups, to be forgotten again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from allmende.commons.consent.commands import erase_again, stay
from allmende.foundation.backups import forgotten
from allmende.foundation.backups.taking import folder
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.identity.accounts.models import Account


@receiver(user_logged_in, dispatch_uid="consent: stay")
def stay_after_all(request: HttpRequest | None, user: Account, **_signal: Any) -> None:
    """Take back the wish to leave, and say so."""
    if stay(user.actor, at=getattr(request, "space", None)) and request is not None and hasattr(request, "_messages"):
        messages.success(request, _("Good to have you back: your account stays."))


@observe("forgotten")
def note_erased(entries: list[Entry]) -> None:
    """Keep the ids of those who were erased outside the database, so that an older backup doesn't bring them back."""
    told = [entry.current_payload for entry in entries if entry.name == "PersonErased"]
    forgotten.note(folder(), [(UUID(one["person"]), not one["emptied"]) for one in told])


forgotten.forgets_again(erase_again)
