"""What coming in asks of the floors beside it: welcome, trust, duties and consent."""

from __future__ import annotations

from allmende.commons.consent.models import Scope
from allmende.commons.consent.rules import guardian_allows
from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.nominations.models import EntryRule, Nomination, Stance
from allmende.people.trust.commands import tie
from allmende.people.trust.models import Strength, TieKind
from allmende.people.trust.queries import right
from allmende.people.welcome.commands import begin


def begin_welcome(actor: Actor, space: Space) -> None:
    """Let someone who was admitted go on to agreements and commitment; the young first with their guardian's consent, where
    the community asks for it. Raises Refused (403) without it."""
    community = space.root or space
    if EntryRule.objects.filter(space_id=community.id, wants_guardians=True).exists():
        require(guardian_allows(actor, Scope.TAKE_PART))
    begin(actor, space)


def budget_of(actor: Actor, space: Space) -> int:
    """Return how many open nominations someone may have at a time: it grows with the trust they have earned."""
    return right(actor, space, "nominations")


def weave(nomination: Nomination, nominee: Actor) -> None:
    """Tie the nominee to whoever nominated them, and to those who vouched: so that it shows who stands for whom."""
    if nomination.nominator:
        tie(nomination.nominator, nominee, TieKind.NOMINATED, strength=Strength(nomination.tie))
    for voice in nomination.voices.filter(stance=Stance.VOUCH).select_related("actor"):
        tie(voice.actor, nominee, TieKind.VOUCHED, strength=Strength(voice.tie))


def people_on_duty(space: Space) -> list[Actor]:
    """Return those who are told when something waits for a decision: who has the duty today, in a space inside its hosts and curators."""
    if space.root_id is None:
        return on_duty(space, Duty.COMMUNITY)
    rows = Membership.objects.filter(space=space, role__in=(Role.HOST, Role.CURATOR)).order_by("id")
    return [row.actor for row in rows.select_related("actor")] or on_duty(space, Duty.COMMUNITY)
