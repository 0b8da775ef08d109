"""What a project owes before it is archived: a result, and a word to everyone who took part."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Verdict
from allmende.rooms.plans.models import Result, Word


def has_results(space: Space) -> Verdict:
    """Deny to archive a project in which something was planned or called for, until it has a result and everyone heard a word."""
    if space.purpose != SpaceKind.PROJECT or "plans" not in open_rooms(space) or not _began(space):
        return ALLOWED
    if not Result.objects.filter(place=space, audience__kind=Kind.LADDER).exists():
        sentence = _("Before %(name)s is archived, write down what came of it, also if it is little.")
        remedy = Remedy(_("Write down a result"), f"{reverse('plans:result_new')}?in={space.slug}")
        return Denied(sentence % {"name": space.title}, remedy, status=409)
    if not Word.objects.filter(space=space).exists():
        sentence = _("Before %(name)s is archived, everyone who took part hears a word about what came of it.")
        remedy = Remedy(_("Say a word to everyone"), reverse("plans:word", args=[space.slug]))
        return Denied(sentence % {"name": space.title}, remedy, status=409)
    return ALLOWED


def _began(space: Space) -> bool:
    """Whether a plan or a call of it was ever shared: a project that was opened by mistake owes nobody anything."""
    shared = Q(kind__in=("plan", "call"), published__isnull=False, audience__kind=Kind.LADDER)
    return Thing.objects.filter(shared, space=space.id).exists()
