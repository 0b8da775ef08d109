"""Saying what came of what. Who may is a question of the later thing's room, whose commands call these inside their transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.lineage.activities import SourceDropped, SourceNamed
from allmende.commons.lineage.models import Link, LinkKind
from allmende.commons.lineage.queries import comes_of
from allmende.commons.things.models import Thing
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor

MOST_SOURCES = 20


@transaction.atomic
def name_source(actor: Actor, source: Thing, target: Thing, kind: LinkKind = LinkKind.BUILDS_ON) -> Link:
    """Say that `target` came of `source`, which its writer sees. Said twice it stands once; another kind replaces the one before.

    Raises Refused (404) for a source that the actor doesn't see, (409) where it comes of the target itself, (422) past the most.
    """
    if not Thing.objects.visible_to(actor).filter(id=source.id).exists():
        raise Refused(_("There is nothing here for you."), 404)
    _one_at_a_time()
    if source.id == target.id or comes_of(source.id, target.id):
        raise Refused(_("That would go round in a circle: it already builds on this one."), 409)
    if Link.objects.filter(target=target.id).exclude(source=source.id).count() >= MOST_SOURCES:
        raise Refused(_("Twenty sources at most. Name those that matter most."), 422)
    known = Link.objects.filter(source=source.id, target=target.id).first()
    if known and known.kind == kind:
        return known
    link, _new = Link.objects.update_or_create(source_id=source.id, target_id=target.id, defaults={"kind": kind})
    record(
        SourceNamed(
            actor=actor.id, thing=target.id, space=target.space_id, audience=target.audience_id, source=source.id, kind=str(kind)
        )
    )  # fmt: skip
    return link


@transaction.atomic
def drop_source(actor: Actor, source: UUID, target: Thing) -> None:
    """Take back that a thing came of another; what isn't there may be taken back too."""
    if Link.objects.filter(source=source, target=target.id).delete()[0]:
        record(
            SourceDropped(
                actor=actor.id, thing=target.id, space=target.space_id, audience=target.audience_id, source=source
            )
        )


def _one_at_a_time() -> None:
    """Let nobody else name a source until the transaction ends: two that are no circle each may be one together.

    SQLite's transaction holds the whole database already; readers go on in either.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE lineage_link IN SHARE ROW EXCLUSIVE MODE")
