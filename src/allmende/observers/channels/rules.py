"""Who keeps a space's outside channels, who chooses among them, who looks after what comes back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_active, is_signed_in, keeps_gates
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


@asked(_("keep outside channels"))
def may_keep_channels(reader: Reader, space: Space) -> Verdict:
    """Curators of a space and who is on duty for communication, unless they take a break."""
    return first_denial(keeps_gates(reader, space), is_active(reader, space))


@asked(_("choose where it goes outside"))
def may_choose_channels(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """Whoever made a thing says by which channels it goes, and whoever keeps them."""
    is_own = bool(reader.id) and reader.id == thing.author_id
    return first_denial(
        is_signed_in(reader),
        allow_if(
            is_own or bool(keeps_gates(reader, space)),
            _("Only whoever made it, or who keeps the channels, can do this."),
        ),
        is_active(reader, space),
    )
