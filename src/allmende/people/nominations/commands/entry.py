"""How a space lets people in: its rule, its plan, its links; and coming in by a link or freely."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.people.nominations.activities import (
    AdmissionPlanned,
    EnteredByLink,
    EnteredFreely,
    EntryLinkMade,
    EntryLinkRevoked,
    EntryRuleChanged,
)
from allmende.people.nominations.commands.neighbours import begin_welcome
from allmende.people.nominations.models import AdmissionPlan, EntryLink, EntryRule, LinkUse, Shown, Way
from allmende.people.nominations.models.tokens import digest_of, new_token
from allmende.people.nominations.queries.plan import month_of
from allmende.people.nominations.rules import (
    may_enter,
    may_enter_by,
    may_make_link,
    may_plan,
    may_set_entry,
    rule_of,
)

MOST_QUESTIONS, LONGEST_QUESTION = 12, 300
NUMBERS: dict[str, tuple[int, int, Text]] = {
    "vouches": (1, 10, _("Between 1 and 10 people vouch.")),
    "quorum": (1, 20, _("Between 1 and 20 people speak.")),
    "days": (1, 90, _("Between 1 and 90 days.")),
}


@transaction.atomic
def set_entry(actor: Actor, space: Space, **changes: Any) -> EntryRule:
    """Say how people come into a space. Raises Refused (403) where the actor may not, (422) with the fields that can't be so."""
    hold(space.id)
    require(may_set_entry(actor, space))
    rule = rule_of(space)
    for name, value in changes.items():
        setattr(rule, name, value)
    if errors := _problems(rule):
        raise Refused(_("Some of this can't be so."), 422, errors=errors)
    rule.save()
    outdate()
    record(
        EntryRuleChanged(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, way=str(rule.way))
    )
    return rule


def _problems(rule: EntryRule) -> dict[str, Text]:
    found: dict[str, Text] = {
        name: says for name, (least, most, says) in NUMBERS.items() if not least <= getattr(rule, name) <= most
    }
    if rule.way not in Way.values:
        found["way"] = _("Choose one of the ways offered.")
    if rule.shown_to not in Shown.values:
        found["shown_to"] = _("Choose one of those offered.")
    if rule.quorum < rule.vouches:
        found["quorum"] = _("At least as many speak as vouch.")
    if len(rule.asked) > MOST_QUESTIONS or any(len(question) > LONGEST_QUESTION for question in rule.asked):
        found["questions"] = _("At most 12 questions, each of at most 300 characters.")
    return found


@transaction.atomic
def set_plan(actor: Actor, space: Space, places: int | None) -> AdmissionPlan:
    """Say how many are admitted each month, from this month on; None is no limit. Raises Refused (422) for more than 10,000."""
    hold(space.id)
    require(may_plan(actor, space))
    if places is not None and not 0 <= places <= 10_000:
        raise Refused(_("Between 0 and 10,000 a month."), 422, errors={"places": _("Between 0 and 10,000 a month.")})
    plan, _new = AdmissionPlan.objects.update_or_create(space=space, since=month_of(space), defaults={"places": places})
    record(AdmissionPlanned(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id))
    return plan


@transaction.atomic
def make_link(
    actor: Actor, space: Space, *, label: str = "", most_uses: int = 10, days: int = 14
) -> tuple[EntryLink, str]:
    """Make an invitation link; return it with the token, which is told this once and kept nowhere."""
    require(may_make_link(actor, space))
    if not 1 <= most_uses <= 1000:
        raise Refused(_("Between 1 and 1,000 uses."), 422, errors={"most_uses": _("Between 1 and 1,000 uses.")})
    if not 1 <= days <= 90:
        raise Refused(_("Between 1 and 90 days."), 422, errors={"days": _("Between 1 and 90 days.")})
    token = new_token()
    link = EntryLink.objects.create(
        space=space, made_by=actor, label=label, digest=digest_of(token), most_uses=most_uses,
        expires=clock.now() + timedelta(days=days),
    )  # fmt: skip
    record(EntryLinkMade(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, link=link.id))
    return link, token


@transaction.atomic
def revoke_link(actor: Actor, link: EntryLink) -> None:
    """Let a link lead nowhere any more; twice is once. Raises Refused (403) for those who don't care for its space."""
    space = link.space
    require(may_make_link(actor, space))
    if EntryLink.objects.filter(id=link.id, revoked=None).update(revoked=clock.now()):
        record(
            EntryLinkRevoked(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, link=link.id)
        )


@transaction.atomic
def enter_by(actor: Actor, link: EntryLink) -> Space:
    """Come in by a link: it counts once for each person, and never more than it is good for. Raises Refused (409, 410)."""
    require(is_signed_in(actor))
    held = EntryLink.objects.select_for_update(of=("self",), no_key=True).select_related("space__root").get(id=link.id)
    outdate()
    space = held.space
    if LinkUse.objects.filter(link=held, actor=actor).exists():  # they are on their way, and come back to it
        begin_welcome(actor, space)
        return space
    require(may_enter_by(actor, held))
    EntryLink.objects.filter(id=held.id).update(uses=F("uses") + 1)
    LinkUse.objects.create(link=held, actor=actor)
    begin_welcome(actor, space)
    record(EnteredByLink(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, link=held.id))
    return space


@transaction.atomic
def enter(actor: Actor, space: Space) -> None:
    """Come into an open community: on to agreements and commitment."""
    hold(space.id, space.root_id)
    outdate()
    require(may_enter(actor, space))
    begin_welcome(actor, space)
    record(EnteredFreely(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id))
