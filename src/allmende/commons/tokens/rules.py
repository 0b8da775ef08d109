"""Who gives what to a program."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_signed_in, is_steward, sees_as
from allmende.commons.spaces.rules.belonging import belongs_here
from allmende.commons.tokens.models import Token
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader


def _in_person(reader: Reader) -> Verdict:
    """A program can't give more programs their way in."""
    return allow_if(reader.bound is None, _("Only you yourself can do this, not a program."))


def may_make_token(reader: Reader, space: Space | None) -> Verdict:
    """People, for themselves: wherever they are, or for one space that they belong to."""
    signed_in = first_denial(is_signed_in(reader), _in_person(reader))
    if not signed_in or space is None or not isinstance(reader, Actor):
        return signed_in
    return allow_if(belongs_here(reader, space), _("Choose a space that you belong to."))


@asked(_("make a token for a program of the space"))
def may_make_program_token(reader: Reader, space: Space) -> Verdict:
    """Those who care for a space, for a program that reads what its members see."""
    return first_denial(is_signed_in(reader), _in_person(reader), is_steward(reader, space))


def may_revoke_token(reader: Reader, token: Token) -> Verdict:
    """Whoever made it; a program's also whoever else cares for its space. To others it isn't there."""
    cares = token.is_program and token.space is not None and sees_as(reader, token.space, Role.HOST)
    known = token.owner_id == reader.id or cares
    return first_denial(
        is_signed_in(reader), _in_person(reader), allow_if(known, _("This is not there for you."), status=404)
    )
