"""What this room says about its things when they go into the bin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.bin.rules import Care
from allmende.commons.spaces.rules import is_steward
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Session, SessionState


def _may_bin(reader: Reader, thing: Thing) -> Verdict:
    """Whoever planned it, and hosts and curators of its space; not while people are in it."""
    session = Session.objects.select_related("place__root").get(pk=thing.pk)
    is_mine = not reader.is_guest and reader.id == thing.author_id
    return first_denial(
        allow_if(
            is_mine or bool(is_steward(reader, session.place)),
            _("Only who planned it, and hosts and curators, can put it in the bin."),
        ),
        allow_if(
            session.state != SessionState.RUNNING, _("People are in this session. Conclude it first."), status=409
        ),
    )


SESSION_CARE = Care(may_bin=_may_bin)
