"""Who has signed for a call, what of it everyone may know, and whose the contributions are."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from allmende.commons.agreements.queries import Owning, owning, rights_of, terms_of
from allmende.commons.agreements.words import Step
from allmende.commons.audiences.queries import Seen
from allmende.commons.consent.models import Acceptance
from allmende.commons.consent.queries.signing import signatures
from allmende.commons.spaces.models import Space
from allmende.foundation.ids import MAX_ID, key_in
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Contribution, Teaser
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.rules import offered

SIGNATURES = 50
MOST_TEASERS = 12


def signatures_page(call: Call, after: str = "") -> tuple[list[Acceptance], UUID | None]:
    """Return who has signed what a call asks for, the latest first, and the key of the following page. One statement."""
    rights = rights_of(call)
    rows = signatures(rights.asked if rights else [])
    key = key_in(after)
    found = list((rows.filter(id__lt=key) if key else rows)[: SIGNATURES + 1])
    return found, found[SIGNATURES - 1].id if len(found) > SIGNATURES else None


def signature_of(call: Call, key: UUID) -> Acceptance | None:
    """Return what someone signed, if it is one of the texts that this call asks for."""
    rights = rights_of(call)
    return signatures(rights.asked if rights else []).filter(id=key).first()


def teasers(reader: Reader, root: Space) -> list[dict[str, str]]:
    """Return the calls of a community that the reader has not signed for: title, summary, address. One statement."""
    return [
        {"title": title, "summary": summary, "language": language, "url": call_url(slug), "place": place}
        for title, summary, language, slug, place in _unread.by(reader, root.id, MAX_ID)
    ]


_unread = Seen(
    lambda reader, root, before: (
        Teaser.objects.visible_to(reader)
        .filter(Q(call__place=root) | Q(call__place__root=root), published__lt=before)
        .exclude(call__in=Call.objects.visible_to(reader).values("pk"))
        .order_by("-published")
        .values_list("title", "summary", "language", "call__slug", "call__place__title")[:MOST_TEASERS]
    ),
    UUID,
    UUID,
)


def publisher_of(call: Call) -> str:
    """Return for which body a call is held, else its space: who asks."""
    behalf = getattr(call, "behalf", None)
    return behalf.body.title if behalf else call.place.title


def owning_of_call(call: Call, step: Step) -> Owning | None:
    """Say who owns what is handed in to a call; None where it says nothing."""
    rights = rights_of(call)
    return owning(rights.terms if rights else None, step)


def owning_of(contribution: Contribution) -> Owning | None:
    """Say who owns a contribution, and what a newer licence of its call would say; None where nothing was said."""
    if (held := terms_of(contribution)) is None:
        return owning_of_call(contribution.call, Step.BEGIN)
    return owning(held, Step.STANDS, offered=offered(contribution))
