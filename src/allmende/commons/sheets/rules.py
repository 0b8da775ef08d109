"""Who takes which list along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.sheets.models import Export
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


def may_take_along(reader: Reader, root: Space, sheet: Sheet, query: Query) -> Verdict:
    """Whoever is signed in, and whom the list itself allows it."""
    signed_in = is_signed_in(reader)
    return sheet.may(reader, root, query) if signed_in else signed_in


def may_fetch(reader: Reader, export: Export) -> Verdict:
    """A file is for whoever asked for it alone, once it is written and until it expires."""
    return first_denial(
        allow_if(reader.id == export.actor_id, _("There is nothing here for you."), status=404),
        allow_if(export.expires > clock.now(), _("This file is gone. Take the list along again."), status=410),
        allow_if(export.ready, _("It is still being written. Come back in a moment."), status=409),
    )
