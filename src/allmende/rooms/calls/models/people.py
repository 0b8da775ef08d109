"""The people of a call: who answers for it, who helps, who judges, and for whom it is."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import CharField, F, OuterRef, QuerySet, StringAgg, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class PartKind(models.TextChoices):
    """What somebody is in a call."""

    OWNER = "owner", _("Responsible")
    GUIDE = "guide", pgettext_lazy("in a call", "Guide")
    EXPERT = "expert", _("Expert")
    JURY = "jury", _("Jury")
    CLIENT = "client", _("Client")


HOSTING = frozenset({PartKind.OWNER, PartKind.GUIDE})
"""Who has one of these parts hosts the call."""
BEHIND = HOSTING | {PartKind.CLIENT}
"""Who has one of these parts sees what its hosts see: drafts, and what is still under seal."""

type Parts = dict[UUID, frozenset[str]]


class Part(models.Model):
    """Somebody has a part in a call; one person may have several. `does` says in a line what they do in it.

    `body` is the organisation or network for which a client acts.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="parts", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=PartKind)
    does = PlainField(max_length=160, blank=True)
    body = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "actor", "part"], name="calls_part_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} is {self.part} of {self.call_id}"


def with_cast[T: models.Model](calls: QuerySet[T]) -> QuerySet[T]:
    """Read each call together with who has which part in it, in the same statement."""
    one = Concat(Cast(F("actor_id"), CharField()), Value(" "), F("part"), output_field=CharField())
    rows = Part.objects.filter(call=OuterRef("pk")).order_by().values("call")
    return calls.annotate(named=Subquery(rows.annotate(all=StringAgg(one, Value(","))).values("all")))


def cast_in(named: str | None) -> Parts:
    """Return who has which parts, as `with_cast` reads it."""
    found: dict[UUID, frozenset[str]] = {}
    for one in (named or "").split(","):
        if one:
            actor, part = one.split(" ")
            found[UUID(actor)] = found.get(UUID(actor), frozenset()) | {part}
    return found
