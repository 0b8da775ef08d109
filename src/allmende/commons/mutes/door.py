"""What muting and blocking show on others' pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.queries import quieted_by
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Room, Section
from allmende.identity.actors.models import Actor, Kind, Reader


def _profile(reader: Reader, root: Space, person: Actor) -> dict[str, Any]:
    """Whether someone is quiet for the reader, who looks at their page and so meets them; nothing on one's own."""
    if not isinstance(reader, Actor) or reader.id == person.id or person.kind != Kind.PERSON:
        return {}
    return {"person": person, "is_quiet": person.id in quieted_by(reader).people}


DOOR = Room(
    key="mutes",
    name=_("Muted and blocked"),
    icon="bell-off",
    api=("allmende.commons.mutes.api.router",),
    profile=(Section("quiet", _("Muting and blocking"), "mutes/profile_section.html", _profile, aside=True),),
)
