"""Who may change how people sign in from elsewhere and elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader


def may_operate(reader: Reader) -> Verdict:
    """Those who run this node; for others there is no back office."""
    account = getattr(reader, "account", None)
    return allow_if(account and account.is_staff and account.is_active, _("There is nothing here for you."), status=404)
