"""What notices do in every round of the worker."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Kind, Room
from allmende.observers.notices.invariants import INVARIANTS
from allmende.observers.notices.models import Vital
from allmende.observers.notices.tasks import line_up


def _urls(vitals: Sequence[UUID]) -> dict[UUID, str]:
    return {key: reverse("notices:vital", args=[key]) for key in vitals}


def _texts(vitals: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    for key, text in Vital.objects.filter(pk__in=vitals).values_list("pk", "text"):
        yield key, linebreaks(text, autoescape=True)


DOOR = Room(
    key="notices",
    name=_("Notices"),
    icon="bell",
    kinds=(Kind("vital", _("Vital notice"), _("Vital notices"), "alert-triangle", urls=_urls, texts=_texts),),
    rounds=(line_up,),
    invariants=INVARIANTS,
    api=("allmende.observers.notices.api.router", "allmende.observers.notices.api_vital.router"),
)
