"""Who belongs to a call: its hosts, and those who take part."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.authorship.queries import is_one_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.rules import is_member, is_open, is_signed_in, is_steward, is_system
from allmende.commons.spaces.rules import takes_part as takes_part_in
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import BEHIND, HOSTING, Call, Contribution, PartKind
from allmende.rooms.calls.rules.invited import has_accepted


def home_of(call: Call) -> Space:
    """Return the space whose members take part: the call's own for a team's call, else the community."""
    own = call.place
    layer = call.shared_layer or Layer.TEAM
    return own if layer <= Layer.TEAM and not call.by_invitation else root_of(own)


def is_author(reader: Reader, thing: Call | Contribution) -> bool:
    """Whether the reader made it; of a contribution, alone or with others (`commons/authorship`)."""
    return is_one_of(reader, thing) if isinstance(thing, Contribution) else reader.id == thing.author_id


def can_see(reader: Reader, thing: Thing) -> Verdict:
    """What one can't see, one can't act on; people meet it as a 404 before they come here."""
    return allow_if(is_system(reader) or thing.audience_id in reach_of(reader), _("This isn't here."), status=404)


def has_part(reader: Reader, call: Call, *parts: str) -> bool:
    """Whether the reader has one of these parts in the call; its author is responsible for it without being named."""
    if reader.is_guest or reader.id is None:
        return False
    named: frozenset[str] = call.cast.get(reader.id, frozenset())
    return not named.isdisjoint(parts) or (PartKind.OWNER in parts and is_author(reader, call))


def is_host(reader: Reader, call: Call) -> Verdict:
    """Whoever wrote it, is responsible for it or guides it hosts a call, and so do the stewards of its space."""
    if is_author(reader, call):
        return is_open(reader, call.place)
    steward = is_steward(reader, call.place)
    return steward if steward or not has_part(reader, call, *HOSTING) else is_open(reader, call.place)


def sees_behind(reader: Reader, call: Call) -> bool:
    """Whether the reader sees what hosts see; a client sees it too, and changes nothing."""
    return bool(is_host(reader, call)) or has_part(reader, call, *BEHIND)


def is_asked(reader: Reader, call: Call) -> Verdict:
    """Of a call by invitation: its hosts, whoever has a part in it, and who accepted."""
    if sees_behind(reader, call) or has_part(reader, call, *PartKind.values):
        return ALLOWED
    return has_accepted(reader, call)


def takes_part(reader: Reader, call: Call) -> Verdict:
    """Whoever can see the call and belongs where it is held; of one by invitation, who accepted, and its own people."""
    if call.by_invitation:
        return first_denial(
            can_see(reader, call), is_signed_in(reader), is_member(reader, root_of(call.place)), is_asked(reader, call)
        )
    return first_denial(
        can_see(reader, call),
        is_signed_in(reader),
        is_open(reader, call.place),
        takes_part_in(reader, home_of(call), call.layer),
    )
