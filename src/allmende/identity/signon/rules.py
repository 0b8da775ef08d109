"""Who may change how people sign in from elsewhere and elsewhere."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader


def may_operate(reader: Reader) -> Verdict:
    """Those who run this node; for others there is no back office."""
    own = get_user_model().objects.filter(actor_id=reader.id, is_staff=True, is_active=True) if reader.id else None
    return allow_if(own is not None and own.exists(), _("There is nothing here for you."), status=404)
