"""Those whom texts name by their handles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from allmende.commons.tags.words import link_tags
from allmende.foundation.kept import kept
from allmende.foundation.text.mentions import handles_in, with_people
from allmende.identity.actors.models import Actor, Kind, Reader


def people_named(handles: Collection[str]) -> dict[str, UUID]:
    """Return the people of these handles; what is nobody's handle is left out. One statement, none for no handles."""
    if not handles:
        return {}
    people = Actor.objects.filter(handle__in=handles, kind=Kind.PERSON, erased=None)
    return dict(people.values_list("handle", "id"))


def told_words(reader: Reader, texts: Sequence[tuple[UUID, SafeString]]) -> dict[UUID, SafeString]:
    """Return texts, each with the thing it is of, in which tags lead on, and handles to their people; for guests these stand as they were
    written.

    One statement, kept, where a text names somebody.
    """
    named = {} if reader.is_guest else {thing: handles_in(html) for thing, html in texts if "@" in html}
    wanted = tuple(sorted({handle for handles in named.values() for handle in handles}))
    known = kept(("handles", wanted), lambda: people_named(wanted)) if wanted else {}
    addresses = {handle: reverse("person", args=[handle]) for handle in known}
    return {thing: link_tags(with_people(html, addresses) if named.get(thing) else html) for thing, html in texts}
