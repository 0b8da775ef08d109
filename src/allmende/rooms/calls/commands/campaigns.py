"""Campaigns: a demand, supporters, and a threshold that forces an answer or a vote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities.campaigns import (
    CampaignAnswered,
    CampaignOverdue,
    CampaignReached,
    CampaignSet,
    SupportGiven,
    SupportTakenBack,
)
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.models import Call, Campaign, Forces, PhaseKind, Support
from allmende.rooms.calls.rules import may_answer_campaign, may_set_campaign, may_support
from allmende.rooms.calls.rules.campaigns import shows_names

MOST_SUPPORTERS, MOST_DAYS, SHORTEST_ANSWER = 10_000_000, 365, 20


@transaction.atomic
def set_campaign(
    actor: Actor, call: Call, *, addressee: str, threshold: int, forces: Forces = Forces.ANSWER, days: int = 28
) -> Campaign:
    """Make a draft a campaign: so many supporters force an answer, or a vote, of whom it is addressed to.

    Raises Refused (409) once it is published, (422) with the fields that can't be.
    """
    call = locked(call)
    require(may_set_campaign(actor, call))
    addressee = clean_line(addressee)
    errors: dict[str, Text] = {}
    if not 2 <= len(addressee) <= 120:
        errors["addressee"] = _("Say in 2 to 120 letters who is to answer.")
    if not 2 <= threshold <= MOST_SUPPORTERS:
        errors["threshold"] = _("At least two supporters.")
    if not 1 <= days <= MOST_DAYS:
        errors["days"] = _("Between 1 and 365 days.")
    if forces not in set(Forces):
        errors["forces"] = _("Choose one of these.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    facts = {"addressee": addressee, "threshold": threshold, "forces": forces, "days": days}
    campaign, _is_new = Campaign.objects.update_or_create(call=call, defaults=facts)
    Call.objects.filter(id=call.id).update(is_campaign=True)
    record(CampaignSet(**_where(actor, call), threshold=threshold, forces=forces))
    return campaign


@transaction.atomic
def support(actor: Actor, call: Call, *, is_public: bool = False) -> Support:
    """Support a demand, with one's name or only counted; said again, only how it is shown may change.

    The young are only counted. Whose support completes the number sets the date by which the answer is owed. Raises Refused
    (410) outside the time for it.
    """
    call = locked(call)
    require(may_support(actor, call))
    campaign = Campaign.objects.select_for_update().get(call=call)
    is_public = is_public and shows_names(actor)
    given, is_new = Support.objects.get_or_create(campaign=campaign, actor=actor, defaults={"is_public": is_public})
    if not is_new:
        if given.is_public != is_public:
            given.is_public = is_public
            given.save(update_fields=["is_public"])
        return given
    campaign.supporter_count += 1
    if campaign.reached is None and campaign.supporter_count >= campaign.threshold:
        _reach(call, campaign)
    campaign.save()
    record(SupportGiven(**_where(actor if is_public else system(), call), is_public=is_public))
    return given


def _reach(call: Call, campaign: Campaign) -> None:
    campaign.reached = clock.now()
    if campaign.answered is None:
        campaign.due = campaign.reached + timedelta(days=campaign.days)
    record(CampaignReached(**_where(system(), call), supporters=campaign.supporter_count))


@transaction.atomic
def take_back_support(actor: Actor, call: Call) -> None:
    """Take one's support back, while it can be given; taken back twice, nothing happens. What was reached stays reached."""
    call = locked(call)
    require(may_support(actor, call))
    given = Support.objects.filter(campaign=call.id, actor=actor).first()
    if given is None:
        return
    was_public = given.is_public
    given.delete()
    Campaign.objects.filter(call=call).update(supporter_count=F("supporter_count") - 1)
    record(SupportTakenBack(**_where(actor if was_public else system(), call)))


@transaction.atomic
def answer_campaign(actor: Actor, call: Call, text: str, *, vote: Call | None = None) -> Campaign:
    """Answer a demand, for whom it is addressed to: in Markdown and, where it forces a vote, with the call that holds it.

    Raises Refused (422) without a text or without that vote, (409) once it is answered.
    """
    call = locked(call)
    require(may_answer_campaign(actor, call))
    campaign = Campaign.objects.select_for_update().get(call=call)
    text = clean_text(text).strip()
    errors: dict[str, Text] = {}
    if not SHORTEST_ANSWER <= len(text) <= 20_000:
        errors["text"] = _("Answer in a few sentences.")
    if campaign.forces == Forces.VOTE and not (vote and vote.id != call.id and vote.phase(PhaseKind.VOTE)):
        errors["vote"] = _("Name the call in which the vote takes place.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    campaign.answer, campaign.answered, campaign.answered_by, campaign.vote = text, clock.now(), actor, vote
    campaign.save()
    record(CampaignAnswered(**_where(actor, call), is_late=bool(campaign.due and campaign.answered >= campaign.due)))
    return campaign


def say_what_is_overdue() -> int:
    """Tell everyone, once, of each answer that is owed and didn't come in time."""
    late = Campaign.objects.filter(answered=None, is_overdue=False, due__lte=clock.now(), call__place__archived=None)
    keys = list(late.values_list("call_id", flat=True))
    for key in keys:
        _say_overdue(key)
    return len(keys)


@transaction.atomic
def _say_overdue(key: UUID) -> None:
    call = locked(Call(id=key))
    campaign = Campaign.objects.select_for_update().get(call=call)
    if call.is_binned or campaign.is_overdue or campaign.answered:  # said on another machine, or answered meanwhile
        return
    campaign.is_overdue = True
    campaign.save(update_fields=["is_overdue"])
    record(CampaignOverdue(**_where(system(), call)))


def recount_supporters(campaigns: list[UUID]) -> None:
    """Count anew, within the transaction in which supporters went with their accounts."""
    for campaign in Campaign.objects.filter(call__in=campaigns):
        campaign.supporter_count = campaign.supporters.count()
        campaign.save(update_fields=["supporter_count"])


def _where(actor: Actor, call: Call) -> dict[str, Any]:
    return {"actor": actor.id, "thing": call.id, "space": call.place_id, "audience": call.audience_id}
