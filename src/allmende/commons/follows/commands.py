"""Following and no longer following; both may be said twice."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.models import Follow, PersonFollow, TagFollow
from allmende.commons.follows.rules import may_follow, may_follow_person
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.tags.models import Tag
from allmende.commons.tags.words import slug_of
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def follow(actor: Actor, thing: Thing) -> None:
    """Let someone follow a thing that they see. Raises Refused (404) for what they don't."""
    require(may_follow(actor, thing))
    Follow.objects.get_or_create(actor=actor, thing_id=thing.id)


def unfollow(actor: Actor, thing: Thing) -> None:
    """Let someone follow a thing no longer."""
    Follow.objects.filter(actor=actor, thing_id=thing.id).delete()


@transaction.atomic
def follow_person(actor: Actor, person: Actor) -> None:
    """Let someone follow a person. Raises Refused (403) for whom they can't."""
    require(may_follow_person(actor, person))
    PersonFollow.objects.get_or_create(actor=actor, person=person)


def unfollow_person(actor: Actor, handle: str) -> None:
    """Let someone follow a person no longer; nothing happens where they don't, or nobody goes by that handle."""
    PersonFollow.objects.filter(actor=actor, person__handle=handle).delete()


@transaction.atomic
def follow_tag(actor: Actor, name: str) -> None:
    """Let someone follow a tag, whether or not it is in use yet. Raises Refused (422) for what is no tag."""
    require(is_signed_in(actor))
    if not (slug := slug_of(name)):
        raise Refused(_("A tag is one word."), 422)
    tag, _is_new = Tag.objects.get_or_create(slug=slug, defaults={"name": slug})
    TagFollow.objects.get_or_create(actor=actor, tag=tag)


def unfollow_tag(actor: Actor, name: str) -> None:
    """Let someone follow a tag no longer."""
    TagFollow.objects.filter(actor=actor, tag__slug=slug_of(name)).delete()


def part(actor: Actor, other: Actor) -> None:
    """Let neither of two follow the other, because one blocks the other; within their transaction."""
    PersonFollow.objects.filter(Q(actor=actor, person=other) | Q(actor=other, person=actor)).delete()
