"""A campaign as its pages show it: how far it is, who supports it, what is owed, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.files.queries import portrait_url
from allmende.foundation import clock
from allmende.foundation.ids import MAX_ID
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.rooms.calls.models import Call, Campaign, Forces, Support
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.phases import day
from allmende.rooms.calls.rules import campaign_of, can_see

PAGE = 60


@dataclass(frozen=True)
class CampaignPage:
    """Where a campaign stands, in words and figures."""

    slug: str
    supporters: int
    threshold: int
    still: str
    """What is missing, or that there are enough."""
    demand: str
    """What the number forces, of whom, by when."""
    is_reached: bool
    is_overdue: bool
    due: str
    answer: SafeString
    answered: datetime | None
    answered_by: ActorCard | None
    is_late: bool
    vote_title: str
    vote_url: str


@dataclass(frozen=True)
class Supporter:
    """Someone who supports it in public."""

    name: str
    handle: str
    portrait: str


@dataclass(frozen=True)
class SupportersPage:
    """One page of those who support it with their names, the latest first, and how many are only counted."""

    people: tuple[Supporter, ...]
    unnamed: int
    next: str


def campaign_page(reader: Reader, call: Call) -> CampaignPage | None:
    """Return where the campaign of a call stands; None where it is none."""
    campaign = kept(("campaign", call.id), lambda: campaign_of(call))
    if campaign is None:
        return None
    by = actor_cards([campaign.answered_by_id]).get(campaign.answered_by_id) if campaign.answered_by_id else None
    vote = campaign.vote if campaign.vote and can_see(reader, campaign.vote) else None
    return CampaignPage(
        slug=call.slug, supporters=campaign.supporter_count, threshold=campaign.threshold, still=_still(campaign),
        demand=_demand(campaign), is_reached=campaign.reached is not None,
        is_overdue=campaign.answered is None and campaign.due is not None and campaign.due <= clock.now(),
        due=day(campaign.due) if campaign.due else "", answer=mark_safe(campaign.answer_html), answered=campaign.answered,
        answered_by=by, is_late=bool(campaign.answered and campaign.due and campaign.answered >= campaign.due),
        vote_title=vote.title if vote else "", vote_url=call_url(vote.slug) if vote else "",
    )  # fmt: skip


def _still(campaign: Campaign) -> str:
    if campaign.reached is not None:
        return _("There are enough.")
    missing = max(campaign.threshold - campaign.supporter_count, 0)
    return ngettext("%(n)d more is needed.", "%(n)d more are needed.", missing) % {"n": missing}


def _demand(campaign: Campaign) -> str:
    """What enough supporters force."""
    if campaign.forces == Forces.VOTE:
        said = ngettext(
            "Once %(n)d person supports it, %(who)s holds a vote on it and says within %(days)d days when.",
            "Once %(n)d people support it, %(who)s holds a vote on it and says within %(days)d days when.",
            campaign.threshold,
        )  # fmt: skip
    else:
        said = ngettext(
            "Once %(n)d person supports it, %(who)s answers within %(days)d days, here and in public.",
            "Once %(n)d people support it, %(who)s answers within %(days)d days, here and in public.",
            campaign.threshold,
        )  # fmt: skip
    return said % {"n": campaign.threshold, "who": campaign.addressee, "days": campaign.days}


def supporters_page(call: Call, before: UUID | None = None) -> SupportersPage:
    """Return who supports a campaign with their name; three statements, however many they are."""
    rows = list(
        Support.objects.filter(campaign=call.id, is_public=True, id__lt=before or MAX_ID)
        .order_by("-id")
        .values_list("id", "actor_id")[: PAGE + 1]
    )
    cards = actor_cards([actor for _key, actor in rows[:PAGE]])
    people = tuple(
        Supporter(cards[actor].name, cards[actor].handle, portrait_url(cards[actor].portrait))
        for _key, actor in rows[:PAGE]
        if actor in cards
    )
    unnamed = Support.objects.filter(campaign=call.id, is_public=False).count()
    return SupportersPage(people, unnamed, str(rows[PAGE - 1][0]) if len(rows) > PAGE else "")


def support_of(reader: Reader, call: Call) -> Support | None:
    """Return the reader's own support of a campaign."""
    return None if reader.is_guest else Support.objects.filter(campaign=call.id, actor=reader.id).first()
