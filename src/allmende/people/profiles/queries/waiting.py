"""What waits for someone in profiles: endorsements to say yes to, claims to answer."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator
from allmende.foundation.composed import Rows
from allmende.foundation.doors import Queue, Waiting
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.models import Claim, ClaimState, Endorsement


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Return what waits for a reader: endorsements of their skills, and claims of profiles in their care."""
    if not isinstance(reader, Actor):
        return []
    claims = _claims.asked(root.id) if is_curator(reader, root) else _claims_on.asked(root.id, reader.id)
    return [Queue(_praise.asked(reader.id), _say_yes), Queue(claims, _answer)]


def _claims_in(root: UUID, **more: UUID) -> QuerySet[Claim]:
    return Claim.objects.filter(managed__root=root, state=ClaimState.WAITING, **more).order_by("id")


_praise = Rows(lambda actor: Endorsement.objects.filter(detail__actor=actor, accepted=None).order_by("at"), UUID)
_claims = Rows(_claims_in, UUID)
_claims_on = Rows(lambda root, manager: _claims_in(root, managed__manager=manager), UUID, UUID)


def _say_yes(praise: QuerySet[Endorsement]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s endorses your skill “%(skill)s”") % {"name": each.by.name, "skill": each.detail.text},
            f"{reverse('profiles:mine')}#praise", "award",
        )
        for each in praise.select_related("by", "detail")[:5]
    ]  # fmt: skip


def _answer(claims: QuerySet[Claim]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s says that the profile of %(profile)s is theirs")
            % {"name": each.claimant.name, "profile": each.managed.actor.name},
            reverse("person", args=[each.managed.actor.handle]), "user-check",
        )
        for each in claims.select_related("claimant", "managed__actor")[:5]
    ]  # fmt: skip
