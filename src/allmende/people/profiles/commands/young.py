"""The profiles of the young stay within the community, also when it becomes known only later how young they are."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.journal.commands import record
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.people.profiles.activities import PieceChanged
from allmende.people.profiles.commands.details import audience_of, put
from allmende.people.profiles.commands.saying import Said
from allmende.people.profiles.models import Detail, Key, Piece

YOUNG = (AgeBand.UNDER_16, AgeBand.UNDER_18)


def keep_the_young_inside(limit: int = 100) -> int:
    """Take back what stands further outward than its person's age allows; return how many people it was. Safe to do twice."""
    details = Detail.objects.filter(actor__account__age_band__in=YOUNG, audience__layer__gt=Layer.COMMUNITY)
    pieces = Piece.objects.filter(author__account__age_band__in=YOUNG, audience__layer__gt=Layer.COMMUNITY)
    faces = Actor.objects.filter(account__age_band__in=YOUNG).exclude(portrait=None)
    found: set[UUID] = {
        *details.values_list("actor_id", flat=True)[:limit], *pieces.values_list("author_id", flat=True)[:limit],
        *faces.values_list("id", flat=True)[:limit],
    }  # fmt: skip
    for person in Actor.objects.filter(id__in=found):
        _take_inside(person)
    return len(found)


@transaction.atomic
def _take_inside(person: Actor) -> None:
    """Let all that someone says stand in the community at the widest; of who belongs to none, with themselves alone."""
    roots = Membership.objects.filter(actor=person, space__root=None).order_by("joined")
    root = Space.objects.filter(id__in=roots.values("space")[:1]).first()
    wide = Detail.objects.filter(actor=person, audience__layer__gt=Layer.COMMUNITY)
    keys = list(wide.order_by().values_list("key", flat=True).distinct())
    layer = Layer.COMMUNITY if root else Layer.PRIVATE
    where = root or Space.objects.filter(root=None).earliest("id")
    for key in keys:
        put(person, person, where, Key(key), None, layer)
    for piece in Piece.objects.filter(author=person, audience__layer__gt=Layer.COMMUNITY):
        piece.audience = audience_of(person, where, layer)
        piece.save(update_fields=["audience"])
        record(PieceChanged(actor=system().id, thing=piece.id, space=piece.space_id, audience=piece.audience_id))
    if Key.PICTURE not in keys and person.portrait:
        put(person, person, where, Key.PICTURE, [Said(word=str(person.portrait))], layer)
