"""Finding whom and what a question is about, among what whoever asks may see."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.queries import is_slug
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.ids import key_in
from allmende.identity.actors.models import Actor, Reader

MOST = 8


def people_like(root: Space, typed: str) -> list[Actor]:
    """Return people of a community whose handle or name begins like this, the exact handle first."""
    word = typed.strip().removeprefix("@")
    exact = Actor.objects.filter(handle=word.lower(), erased=None).first()
    if exact or not word:
        return [exact] if exact else []
    rows = Membership.objects.filter(space=root, actor__name__icontains=word, actor__erased=None)
    return [row.actor for row in rows.select_related("actor").order_by("actor__name")[:MOST]]


def subjects_like(reader: Reader, root: Space, typed: str) -> list[Thing]:
    """Return things that an id, an address or a part of a title means, as far as the reader sees them, the latest first.

    An address leads to the last thing with a name of its own in it: that of a contribution to its call.
    """
    seen = Thing.objects.visible_to(reader).select_related("audience", "author").exclude(kind="comment")
    here = seen.filter(Q(space__isnull=True, id=root.id) | Q(space=root.id) | Q(space__as_space__root=root.id))
    if key := key_in(typed.strip()):
        return list(here.filter(id=key))
    if "/" in typed:
        return list(here.filter(id=_named_in(typed)))
    word = typed.strip()
    return list(here.filter(title__icontains=word).order_by("-published")[:MOST]) if word else []


def _named_in(address: str) -> UUID | None:
    """Return the thing whose slug stands last in an address."""
    named = [model for model in apps.get_models() if issubclass(model, Thing) and hasattr(model, "slug")]
    for part in reversed(urlsplit(address.strip()).path.split("/")[:12]):
        for model in named if is_slug(part) else ():
            if found := model._default_manager.filter(slug=part).values_list("pk", flat=True).first():
                return UUID(str(found))
    return None


def described(things: list[Thing]) -> list[tuple[Thing, str, str]]:
    """Return things with their page and the name of their kind."""
    urls, known = urls_of([(row.id, row.kind) for row in things]), kinds()
    return [(row, urls.get(row.id, ""), str(known[row.kind].name) if row.kind in known else row.kind) for row in things]
