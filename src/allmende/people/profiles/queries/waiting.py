"""What waits for someone in profiles: endorsements to say yes to, claims to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.models import Claim, ClaimState, Endorsement

MOST = 5


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Return what waits for a reader: endorsements of their skills, and claims of profiles in their care."""
    if not isinstance(reader, Actor):
        return []
    claims = _claims.put(root.id) if is_curator(reader, root) else _claims_on.put(root.id, reader.id)
    return [Queue(_praise.put(reader.id), _say_yes), Queue(claims, _answer)]


def _praise_of(actor: UUID) -> QuerySet[Endorsement, Any]:
    rows = Endorsement.objects.filter(detail__actor=actor, accepted=None).order_by("at")
    return rows.values_list("by__name", "detail__text")[:MOST]


def _claims_in(root: UUID, **more: UUID) -> QuerySet[Claim, Any]:
    rows = Claim.objects.filter(managed__root=root, state=ClaimState.WAITING, **more).order_by("id")
    return rows.values_list("claimant__name", "managed__actor__name", "managed__actor__handle")[:MOST]


_praise = Wanted(_praise_of, UUID)
_claims = Wanted(_claims_in, UUID)
_claims_on = Wanted(lambda root, manager: _claims_in(root, managed__manager=manager), UUID, UUID)


def _say_yes(praise: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s endorses your skill “%(skill)s”") % {"name": name, "skill": skill},
            f"{reverse('profiles:mine')}#praise", "award",
        )
        for name, skill in praise
    ]  # fmt: skip


def _answer(claims: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s says that the profile of %(profile)s is theirs") % {"name": name, "profile": profile},
            reverse("person", args=[handle]), "user-check",
        )
        for name, profile, handle in claims
    ]  # fmt: skip
