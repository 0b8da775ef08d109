"""Reckoning what a community's trust graph shows, and keeping it until the next time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock
from allmende.people.trust.models import Survey, Tie
from allmende.people.trust.queries.graph import findings_in

SETTLED = timedelta(days=30)
"""Nobody is called lonely before."""


@transaction.atomic
def survey(root: Space) -> Survey:
    """Look at a community's whole graph and keep what was found; by the system alone, as a task."""
    members = dict(Membership.objects.filter(space=root).values_list("actor_id", "joined"))
    here = Membership.objects.filter(space=root).values("actor_id")
    rows = Tie.objects.filter(source__in=here, target__in=here).values_list("source_id", "target_id", "kind")
    ties = [(source, target, kind) for source, target, kind in rows]
    settled = {actor for actor, joined in members.items() if joined < clock.now() - SETTLED}
    found = {"at": clock.now(), "people": len(members), "ties": len(ties)}
    findings = findings_in(set(members), ties, settled)
    kept, _is_new = Survey.objects.update_or_create(space=root, defaults={**found, "findings": findings})
    return kept
