"""Who may answer, agree and leave; who may ask others in is a question of the room that the thing is in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.things.models import Thing, sees
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


def _state(reader: Reader, thing: Thing) -> str | None:
    if reader.is_guest:
        return None
    return Author.objects.filter(thing=thing.id, actor=reader.id).values_list("state", flat=True).first()  # type: ignore[union-attr]


def _sees(reader: Reader, thing: Thing) -> Verdict:
    return allow_if(sees(reader, thing.audience_id, thing.id, thing.space_id), _("This isn't here."), status=404)


@asked(_("answer the invitation to be a co-author"))
def may_answer(reader: Reader, thing: Thing) -> Verdict:
    """Say yes or no to being a co-author: whoever is asked."""
    if not (seen := _sees(reader, thing)):
        return seen
    return allow_if(_state(reader, thing) == AuthorState.INVITED, _("Nobody has asked you to be a co-author here."))


@asked(_("agree to how the authors share"))
def may_agree(reader: Reader, thing: Thing) -> Verdict:
    """Agree to the shares: each co-author for themselves."""
    if not (seen := _sees(reader, thing)):
        return seen
    return allow_if(_state(reader, thing) == AuthorState.CONFIRMED, _("Only its authors agree to their shares."))


@asked(_("leave the authors"))
def may_leave(reader: Reader, thing: Thing) -> Verdict:
    """Leave the team: a co-author; whoever began it stays, or withdraws it."""
    if not (seen := _sees(reader, thing)):
        return seen
    return first_denial(
        allow_if(_state(reader, thing) == AuthorState.CONFIRMED, _("You are none of its authors.")),
        allow_if(
            reader.is_guest or reader.id != thing.author_id,  # type: ignore[union-attr]
            _("You began it: withdraw it, if you don't want to go on."),
            status=409,
        ),
    )
