"""What someone follows; who follows them is not theirs to know."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.models import Follow, PersonFollow, TagFollow
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "follows": list(Follow.objects.filter(actor=actor).values("thing", "thing__title", "since")),
        "people": list(PersonFollow.objects.filter(actor=actor).values_list("person__handle", flat=True)),
        "tags": list(TagFollow.objects.filter(actor=actor).values_list("tag__slug", flat=True)),
    }


def _forget(actor: Actor) -> None:
    Follow.objects.filter(actor=actor).delete()
    PersonFollow.objects.filter(Q(actor=actor) | Q(person=actor)).delete()
    TagFollow.objects.filter(actor=actor).delete()


hold(
    Holding(
        "follows", ("follows.Follow", "follows.PersonFollow", "follows.TagFollow"), _export, _forget,
        title=_("What you follow"), why=_("So that you hear of it."), until=_("until you no longer follow it"),
    )
)  # fmt: skip
