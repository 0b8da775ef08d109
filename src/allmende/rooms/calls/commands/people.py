"""The people of a call: giving somebody a part in it, and ending that."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import let_in, let_out
from allmende.commons.audiences.models import PUBLIC, Kind, Reach
from allmende.commons.spaces.commands.gates import reveal
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.reach import named_audience
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.identity.actors.models import Kind as ActorKind
from allmende.rooms.calls.activities import PartEnded, PartGiven
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.inviting import call_circle
from allmende.rooms.calls.models import BEHIND, Call, CallState, Part, PartKind
from allmende.rooms.calls.rules import may_end_part, may_give_part

MOST_PEOPLE = 60


@transaction.atomic
def give_part(actor: Actor, call: Call, person: Actor, part: str, *, does: str = "", body: Space | None = None) -> Part:
    """Give somebody a part in a call, and tell them; `does` says in a line what they do, `body` for whom a client acts.

    Given again, it only says anew what they do. Raises Refused (422) for who isn't of the community or doesn't see the call,
    (409) beyond sixty.
    """
    call = locked(call)
    require(may_give_part(actor, call))
    _require_fit(call, person, part)
    known = call.parts.filter(actor=person, part=part).first()
    if known:
        known.does, known.body = does, body
        known.save(update_fields=["does", "body"])
        return known
    if call.parts.count() >= MOST_PEOPLE:
        raise Refused(_("Sixty people at most have a part in a call."), 409)
    given = Part.objects.create(call=call, actor=person, part=part, does=does, body=body)
    if part in BEHIND and call.state == CallState.DRAFT:
        _let_into_draft(call, person)
    if circle := call_circle(call):
        let_in(circle, {person.id})
        if call.audience.kind == Kind.SIGNED and part in BEHIND:  # the other side of what is signed
            let_in(call.audience, {person.id})
    record(
        PartGiven(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, member=person.id, part=str(part))
    )  # fmt: skip
    return given


@transaction.atomic
def end_part(actor: Actor, call: Call, part: Part) -> None:
    """Take a part away, or give one's own back; the other side is told. Raises Refused (403, 409)."""
    call = locked(call)
    require(may_end_part(actor, call, part))
    person = part.actor
    part.delete()
    left = set(call.parts.filter(actor=person).values_list("part", flat=True))
    record(
        PartEnded(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, member=person.id, part=str(part.part))
    )  # fmt: skip
    if call.audience.kind == Kind.DRAFT and not left & BEHIND and person.id != call.author_id:
        let_out(call.audience, person.id)


def _require_fit(call: Call, person: Actor, part: str) -> None:
    """Refuse who can't have a part: none of the community's people, or someone from whom the call is hidden."""
    if part not in PartKind.values:
        raise Refused(_("There is no such part."), 422, errors={"part": _("Choose one of these.")})
    here = Membership.objects.filter(space=root_of(call.place), actor=person).exists()
    if not here or person.kind not in {ActorKind.PERSON, ActorKind.MANAGED}:
        sentence = _("Only people of the community have a part in a call.")
        raise Refused(sentence, 422, errors={"person": sentence})
    if call_circle(call):
        return
    hidden = call.state != CallState.DRAFT and call.audience_id != PUBLIC
    if hidden and not Reach.objects.filter(actor=person, audience=call.audience_id).exists():
        unseen = _("%(name)s doesn't see this call. First take them into the space.") % {"name": person.name}
        raise Refused(unseen, 422, errors={"person": unseen})


def _let_into_draft(call: Call, person: Actor) -> None:
    """Let whoever answers for a call see its draft: from now on it stands in a circle of its own, not among all drafts of its author."""
    circle = named_audience(Kind.DRAFT, call.place, call.id, {call.author_id, person.id})
    if call.audience_id != circle.id:
        reveal(call, call.place, circle, call.author)
