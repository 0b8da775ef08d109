"""What someone made: drafts and what lies in the bin are theirs alone and go with them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import delete_for_good
from allmende.commons.things.models import Thing
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor

UNSHARED = Q(audience__kind__in=(Kind.DRAFT, Kind.BIN)) | Q(audience__kind=Kind.LADDER, audience__layer=Layer.PRIVATE)


def _export(actor: Actor) -> dict[str, Any]:
    things = Thing.objects.filter(author=actor).order_by("id")
    return {
        "things": list(
            things.values("id", "kind", "title", "language", "state", "created", "changed", "audience__layer")
        ),
        "in_the_bin": list(Binned.objects.filter(by=actor).values("thing", "at")),
    }


def _forget(actor: Actor) -> None:
    for thing in Thing.objects.filter(UNSHARED, author=actor).exclude(kind="space"):
        if Thing.objects.filter(id=thing.id).exists():  # one may hang on another
            delete_for_good(thing)


hold(
    Holding(
        "things", ("things.Thing", "bin.Binned"), _export, _forget, place=-10,
        title=_("What you made, and your drafts"), why=_("So that you and others find it again, where you let them."),
        until=_("drafts until you leave; the bin for thirty days; the rest until you remove it"),
    )
)  # fmt: skip
