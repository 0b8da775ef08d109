"""Who offers a workshop, who comes, and who reads who comes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Scope
from allmende.commons.consent.rules import guardian_allows
from allmende.commons.spaces.rules import is_active
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Workshop
from allmende.rooms.calls.rules.people import can_see, home_of, is_host, takes_part


@asked(_("offer a workshop"))
def may_offer_workshop(reader: Reader, call: Call) -> Verdict:
    """Its hosts, also while it is a draft, until the outcome is told."""
    told = _("The outcome has been told: nothing begins here any more.")
    return first_denial(
        can_see(reader, call), is_host(reader, call), allow_if(call.state != CallState.FINISHED, told, status=409)
    )


def may_change_workshop(reader: Reader, call: Call, workshop: Workshop) -> Verdict:
    """Hosts, until it is over or called off."""
    return first_denial(may_offer_workshop(reader, call), _is_ahead(workshop, over=workshop.ends <= clock.now()))


def may_come(reader: Reader, call: Call, workshop: Workshop) -> Verdict:
    """Whoever takes part, until it begins; below 16 with a guardian's word that they come to meetings."""
    return first_denial(
        takes_part(reader, call),
        is_active(reader, home_of(call)),
        allow_if(call.state != CallState.DRAFT, _("The call is not published yet."), status=409),
        _is_ahead(workshop, over=workshop.begins <= clock.now()),
        guardian_allows(reader, Scope.MEETINGS),
    )


@asked(_("read who comes to its workshops"))
def may_see_who_comes(reader: Reader, call: Call) -> Verdict:
    """The hosts: others read how many come."""
    return first_denial(can_see(reader, call), is_host(reader, call))


def _is_ahead(workshop: Workshop, *, over: bool) -> Verdict:
    return first_denial(
        allow_if(workshop.cancelled is None, _("This workshop was called off."), status=410),
        allow_if(not over, _("This workshop has begun already."), status=410),
    )
