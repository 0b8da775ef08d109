"""A call by its address, a contribution by its number, as the reader sees them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.audiences.queries import reach_of
from allmende.commons.bin.models import Binned
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import sees
from allmende.foundation.composed import Instances
from allmende.foundation.kept import kept, own_copy
from allmende.foundation.onward import Onward, onward_of
from allmende.foundation.verdicts import Refused, Remedy
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Contribution, ContributionState, Ending, Teaser
from allmende.rooms.calls.models.people import with_cast

MOST_CHOSEN = 50


def find_place(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return the space of a community that the reader sees at an address."""
    here = Space.objects.visible_to(reader).filter(Q(pk=root.id) | Q(root=root.id))
    found: Space | None = here.select_related("root", "audience").filter(slug=slug).first()
    return found


def find_call(reader: Reader, root: Space, slug: str) -> Call | None:
    """Return the call of that slug in a community, with its way; None where the reader sees none."""
    call = kept(("call", root.id, slug), lambda: _call(root.id, slug))
    return own_copy(call) if call is not None and sees(reader, call.audience_id, call.space_id) else None


def find_teaser(reader: Reader, root: Space, slug: str) -> Teaser | None:
    """Return what everyone may know of a call that a reader has not signed for; None where they see no such call."""
    rows = Teaser.objects.visible_to(reader).filter(Q(call__place=root) | Q(call__place__root=root))
    rows = rows.filter(Q(call__slug=slug) | Q(call__old_slugs__slug=slug))
    related = (
        "audience",
        "call__audience",
        "call__author",
        "call__place__root",
        "call__rights__terms",
        "call__behalf__body",
    )
    found: Teaser | None = rows.select_related(*related).first()
    return found


def find_contribution(reader: Reader, call: Call, number: int) -> Contribution | None:
    """Return a contribution to a call by its number; None where the reader sees none."""
    found = kept(("contribution", call.id, number), lambda: _contribution(call.id, number))
    if found is None or found.state != ContributionState.SUBMITTED:
        found = _contribution(call.id, number)  # a draft saves itself without a word to anyone
    if found is None or not sees(reader, found.audience_id, found.space_id):
        return None
    found = own_copy(found)
    found.call = call
    return found


def onward_from(reader: Reader, call: Call) -> tuple[Onward, ...]:
    """Return where the reader takes on what a call has come to: the call, with what was awarded or chosen in it; one statement more."""
    rows = Contribution.objects.visible_to(reader).filter(call=call.pk, state=ContributionState.SUBMITTED)
    won = Q(is_awarded=True) | Q(is_chosen=True) | Q(ending__in=(Ending.AWARDED, Ending.CHOSEN))
    chosen = rows.filter(won).order_by("number").values_list("pk", flat=True)[:MOST_CHOSEN]
    return onward_of(reader, call.place, [call.pk, *chosen])


def slug_today(reader: Reader, slug: str) -> str:
    """Return the present slug of a call that had this one earlier; empty where the reader sees none."""
    rows = Call.objects.visible_to(reader).filter(old_slugs__slug=slug)
    return rows.values_list("slug", flat=True).first() or ""


def refuse_ended_practice(reader: Reader, root: Space, slug: str) -> None:
    """Tell whoever practised a call that this has ended, maybe while they were voting. Raises Refused (410); others learn nothing."""
    binned = Binned.objects.filter(audience__kind=Kind.PRACTICE, audience__within=reach_of(reader))
    ended = Call.objects.filter(
        Q(place=root.id) | Q(place__root=root.id), slug=slug, binned__in=binned
    )  # house: they saw it
    if (place := ended.values_list("place__slug", flat=True).first()) is not None:
        sentence = _("This practice has ended. Nothing of it counts, so there is nothing left to do in it.")
        raise Refused(sentence, 410, remedy=Remedy(_("To the space"), reverse("space", args=[place])))


def _call(root: UUID, slug: str) -> Call | None:
    call: Call | None = _calls.first(root, slug)
    if call is not None:
        call.way  # noqa: B018  read with it and kept with it
    return call


HIGHEST = 2**31 - 1
"""The highest number that the column holds: PostgreSQL refuses to compare it with a higher one."""

_calls = Instances(
    lambda root, slug: with_cast(
        Call.objects.select_related("audience", "author", "place__root", "box", "talk", "behalf__body", "rights__terms")
    ).filter(Q(place=root) | Q(place__root=root), slug=slug),
    UUID,
    str,
)
_contributions = Instances(
    lambda call, number: Contribution.objects.select_related(
        "audience", "author", "talk", "behalf__body", "under__terms"
    ).filter(call=call, number=number),
    UUID,
    int,
)


def _contribution(call: UUID, number: int) -> Contribution | None:
    if number > HIGHEST:
        return None
    found: Contribution | None = _contributions.first(call, number)
    return found
