"""What following shows on the page of a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.queries import follows_person
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Room, Section
from allmende.identity.actors.models import Actor, Kind, Reader


def _profile(reader: Reader, root: Space, person: Actor) -> dict[str, Any]:
    """Whether the reader follows someone; nothing for guests and on one's own page."""
    if not isinstance(reader, Actor) or reader.id == person.id or person.kind != Kind.PERSON:
        return {}
    return {"person": person, "follows": follows_person(reader, person.id)}


DOOR = Room(
    key="follows",
    name=_("Following"),
    icon="bell",
    api=("allmende.commons.follows.api.router",),
    profile=(Section("follow", _("Follow"), "follows/profile_section.html", _profile, aside=True),),
)
