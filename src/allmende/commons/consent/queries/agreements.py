"""The agreements of a space, and what someone has accepted of them."""

from __future__ import annotations

from django.db.models import Max, Q

from allmende.commons.consent.models import Acceptance, AgreementVersion
from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader


def current_versions(space: Space) -> list[AgreementVersion]:
    """Return what a space and its community ask for today: the latest version of each agreement, the oldest agreement first."""
    places = [space.id, *([space.root_id] if space.root_id else [])]
    rows = AgreementVersion.objects.filter(agreement__space__in=places, agreement__ended=None).exclude(number=None)
    latest: dict[object, AgreementVersion] = {}
    for version in rows.select_related("agreement__space").order_by("agreement_id", "number"):
        latest[version.agreement_id] = version
    return list(latest.values())


def outstanding(actor: Reader, space: Space) -> list[AgreementVersion]:
    """Return what someone has still to agree to in a space and its community, as it reads today.

    An agreement is outstanding until a version is accepted that is as new as the last one that asks everybody. Three
    statements.
    """
    current = current_versions(space)
    if not current or not isinstance(actor, Actor):
        return current
    agreements = [version.agreement_id for version in current]
    accepted = dict(
        Acceptance.objects.filter(actor=actor, version__agreement__in=agreements)
        .values_list("version__agreement")
        .annotate(Max("version__number"))
    )
    asked = dict(
        AgreementVersion.objects.filter(agreement__in=agreements)
        .exclude(number=None)
        .filter(Q(asks_again=True) | Q(number=1))
        .values_list("agreement")
        .annotate(Max("number"))
    )
    return [version for version in current if accepted.get(version.agreement_id, 0) < asked[version.agreement_id]]
