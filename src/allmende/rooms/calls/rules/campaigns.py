"""Who makes a call a campaign, who supports it, and who answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import MINORS, age_band_of
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Act, Call, CallState, Campaign
from allmende.rooms.calls.rules.holding import may_change_call
from allmende.rooms.calls.rules.people import can_see, is_host, takes_part
from allmende.rooms.calls.rules.times import is_open_for


def campaign_of(call: Call) -> Campaign | None:
    """Return what makes a call a campaign; None for any other call."""
    return Campaign.objects.filter(call=call).select_related("vote").first() if call.is_campaign else None


@asked(_("set up the campaign"))
def may_set_campaign(reader: Reader, call: Call) -> Verdict:
    """Its hosts, as long as it is a draft: who has supported it, supported this."""
    return first_denial(
        may_change_call(reader, call),
        allow_if(call.state == CallState.DRAFT, _("It is published: what was demanded stands."), status=409),
    )


@asked(_("support the demand"))
def may_support(reader: Reader, call: Call) -> Verdict:
    """Whoever takes part, while the phase is open for it."""
    return first_denial(
        can_see(reader, call),
        allow_if(call.is_campaign, _("This call is no campaign."), status=409),
        takes_part(reader, call),
        is_open_for(reader, call, Act.SUPPORT),
    )


@asked(_("answer the demand"))
def may_answer_campaign(reader: Reader, call: Call) -> Verdict:
    """Its hosts for whom it is addressed to, at any time once people support it; an answer stands."""
    campaign = campaign_of(call)
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(campaign and call.state != CallState.DRAFT, _("This call is no campaign."), status=409),
        allow_if(campaign and campaign.answered is None, _("It has been answered already."), status=409),
    )


def shows_names(reader: Reader) -> bool:
    """Whether someone can support with their name in public: the young are counted only, which shields them."""
    return not reader.is_guest and age_band_of(reader) not in MINORS
