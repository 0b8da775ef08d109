"""Who writes down results, and who speaks the last word."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.features import has_room
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_work, is_signed_in, is_steward, is_system
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Result


@asked(_("write down a result"))
def may_add_result(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators of a space, where the room is open."""
    return first_denial(is_steward(reader, space), has_room(space, "plans"))


@asked(_("change the result"))
def may_change_result(reader: Reader, result: Result) -> Verdict:
    """Who wrote it down, and those who host or care for its space."""
    own = not reader.is_guest and reader.id == result.author_id
    return first_denial(
        _sees(reader, result),
        is_signed_in(reader),
        has_work(reader, result.place) if own else is_steward(reader, result.place),
        _is_there(result),
    )


@asked(_("note what happened with the result"))
def may_note(reader: Reader, result: Result) -> Verdict:
    """Members of its space, once their first commitment is kept."""
    return first_denial(_sees(reader, result), is_signed_in(reader), has_work(reader, result.place), _is_there(result))


@asked(_("say the last word"))
def may_say_word(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators, to everyone who took part."""
    return first_denial(is_steward(reader, space), has_room(space, "plans"))


def _sees(reader: Reader, result: Result) -> Verdict:
    seen = is_system(reader) or result.audience_id in reach_of(reader)
    return allow_if(seen, _("This isn't here."), status=404)


def _is_there(result: Result) -> Verdict:
    return allow_if(not result.is_binned, _("It lies in the bin. Restore it first."), status=409)
