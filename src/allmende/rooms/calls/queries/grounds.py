"""What verdicts about calls stand on: the phase that is on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.asked import Ground, grounds
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Call, CallState, Contribution


@grounds
def of_phases(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """Where the call stands, and which phase is on."""
    call = thing.call if isinstance(thing, Contribution) else thing
    if isinstance(call, Call):
        yield Ground(_("Call"), CallState(call.state).label, "speakerphone")
        now = call.now_on
        yield Ground(_("Phase"), now.title if now else _("none is on"), "clock")
