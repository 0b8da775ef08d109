"""Who may take part in the talk about a thing."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.audiences.models import AT_HAND, Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.rules import is_active, is_open, is_signed_in, is_steward, is_system, roles_of, takes_part
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment, Thread
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader

LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/)>\]]+)", re.IGNORECASE)
"""An address of another site, as people write it."""

type House = Callable[[Reader, Thing], Verdict]

_governed: dict[str, Callable[[Thing, Space], House]] = {}


def governs(kind: str, house_of: Callable[[Thing, Space], House]) -> None:
    """Let the room of a kind of thing say when its things are discussed (by phase, say).

    `house_of(thing, space)` reads what the room's rule depends on and returns the rule, `rule(reader, thing) -> Verdict`: it reads
    nothing more, and is asked last, after what holds everywhere, inside the transaction.
    """
    _governed[kind] = house_of


def house_rule(thing: Thing, space: Space) -> House:
    """Return what the room of a thing says about talking about it."""
    house_of = _governed.get(thing.kind)
    return house_of(thing, space) if house_of else lambda reader, thing: ALLOWED


def is_visible(reader: Reader, thing: Thing) -> Verdict:
    """Allow those whose reach holds the thing's audience; for others there is no such thing (404)."""
    return allow_if(
        is_system(reader) or thing.audience_id in reach_of(reader), _("There is nothing here for you."), status=404
    )


def belongs(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Allow members of the space or of the community around it, unless they take a break, and whom the community lets
    take part in what is public."""
    return first_denial(
        allow_if(
            is_system(reader) or space.root_id in roles_of(reader) or takes_part(reader, space, layer),
            _("Only members of the community can comment."),
        ),
        is_active(reader, space),
    )


@asked(pgettext_lazy("to do", "comment"))
def may_comment(
    reader: Reader, thing: Thing, *, space: Space | None = None, thread: Thread | None = None, rule: House | None = None
) -> Verdict:
    """Whoever is signed in, sees the thing and belongs to its community, while it is open to discussion.

    `space`, `thread` and `rule` (`house_rule`) spare their statements where the caller has them already.
    """
    seen = first_denial(
        is_visible(reader, thing),
        is_signed_in(reader),
        allow_if(thing.audience.kind in AT_HAND, _("It is discussed once it is shared."), status=409),
    )
    if not seen:
        return seen
    thread = thread or Thread.objects.filter(thing_id=thing.id).first()
    space = space or space_of(thing)
    open_to_all = first_denial(
        belongs(reader, space, thing.layer),
        ABOVE.allows(reader, "work"),
        ABOVE.allows(reader, "share") if thing.layer > Layer.COMMUNITY else ALLOWED,
        allow_if(not (thread and thread.is_locked), _("This discussion is closed."), status=409),
    )
    if not open_to_all:
        return open_to_all
    return (rule or house_rule(thing, space))(reader, thing)


def may_link(reader: Reader, thing: Thing, text: str) -> Verdict:
    """Words without links to elsewhere: everyone who may comment; with them: stewards, and whom trust grants it."""
    if is_system(reader) or not set(LINK.findall(text)) - {settings.NODE_HOST}:
        return ALLOWED
    space = space_of(thing)
    return allow_if(
        is_steward(reader, space) or ABOVE.granted(reader, space, "links"),
        _("Links to elsewhere come with the next level of trust. Leave the link out for now, or ask a host to add it."),
    )


def may_edit(reader: Reader, comment: Comment) -> Verdict:
    """Only whoever wrote it; besides, they must still be able to comment (`may_comment`)."""
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == comment.author_id, _("Only whoever wrote it can change it.")),
        allow_if(not comment.is_removed, _("This comment was removed."), status=409),
    )


def may_remove(reader: Reader, comment: Comment, *, space: Space | None = None) -> Verdict:
    """Whoever wrote it, and the stewards of the space; also when the discussion is closed."""
    if not (signed := is_signed_in(reader)):
        return signed
    space = space or space_of(comment)
    if not (still := is_open(reader, space)):
        return still
    if reader.id != comment.author_id and not is_steward(reader, space):
        return allow_if(False, _("Only whoever wrote it, or a host, can remove it."))
    return allow_if(not comment.is_removed, _("This comment was removed."), status=409)


@asked(_("close the discussion"))
def may_lock(reader: Reader, thing: Thing, *, space: Space | None = None) -> Verdict:
    """Hosts and curators of the space close and open discussions of what they see."""
    return first_denial(is_visible(reader, thing), is_steward(reader, space or space_of(thing)))
