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
_among: dict[str, Callable[[Reader, UUID], Verdict]] = {}


def stands_in(
    kind: str, about: Callable[[UUID], UUID], *, among: Callable[[Reader, UUID], Verdict] | None = None
) -> None:
    """Let an app say where its things stand: `about(thing)` is the thing whose page shows them (a comment's).

    With `among` they are no thing of a space but of those who talk with each other: it says who of these may react to what
    others said, the journal names no space, and the app itself tells whom it concerns.
    """
    _about[kind] = about
    if among:
        _among[kind] = among


def is_among_few(kind: str) -> bool:
    """Whether things of a kind are no thing of a space, but of those who talk with each other."""
    return kind in _among


def about_of(thing: Thing) -> UUID:
    """Return the thing whose page shows a thing: itself, for most."""
    return _about[thing.kind](thing.id) if thing.kind in _about else thing.id


@asked(pgettext_lazy("to do", "react"))
def may_react(reader: Reader, thing: Thing, *, space: Space | None = None) -> Verdict:
    """Whoever may take part where the thing stands, to what others shared; also where the discussion is closed.
    To what is said among a few: those few, as the app of it says."""
    seen = first_denial(
        allow_if(thing.audience_id in reach_of(reader), _("There is nothing here for you."), status=404),
        is_signed_in(reader),
        allow_if(
            thing.audience.kind in AT_HAND or is_among_few(thing.kind),
            _("You can react once it is shared."),
            status=409,
        ),
        allow_if(reader.id != thing.author_id, _("This is yours: let others react.")),
    )
    if not seen or is_among_few(thing.kind):
        return seen and _among[thing.kind](reader, thing.id)
    space = space or space_of(thing)
    here = space.root_id in roles_of(reader) or takes_part(reader, space, thing.layer)
    return first_denial(
        allow_if(here, _("Only members of the community can react.")), is_active(reader, space), ABOVE.allows(reader, "work")
    )  # fmt: skip
