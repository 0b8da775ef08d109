"""Who may react to what."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.audiences.models import AT_HAND
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.rules import is_active, is_signed_in, roles_of, takes_part
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader

_about: dict[str, Callable[[UUID], UUID]] = {}


def stands_in(kind: str, about: Callable[[UUID], UUID]) -> None:
    """Let an app say where its things stand: `about(thing)` is the thing whose page shows them (a comment's)."""
    _about[kind] = about


def about_of(thing: Thing) -> UUID:
    """Return the thing whose page shows a thing: itself, for most."""
    return _about[thing.kind](thing.id) if thing.kind in _about else thing.id


@asked(pgettext_lazy("to do", "react"))
def may_react(reader: Reader, thing: Thing, *, space: Space | None = None) -> Verdict:
    """Whoever may take part where the thing stands, to what others shared; also where the discussion is closed."""
    seen = first_denial(
        allow_if(thing.audience_id in reach_of(reader), _("There is nothing here for you."), status=404),
        is_signed_in(reader),
        allow_if(thing.audience.kind in AT_HAND, _("You can react once it is shared."), status=409),
        allow_if(reader.id != thing.author_id, _("This is yours: let others react.")),
    )
    if not seen:
        return seen
    space = space or space_of(thing)
    here = space.root_id in roles_of(reader) or takes_part(reader, space, thing.layer)
    return first_denial(
        allow_if(here, _("Only members of the community can react.")), is_active(reader, space), ABOVE.allows(reader, "work")
    )  # fmt: skip
