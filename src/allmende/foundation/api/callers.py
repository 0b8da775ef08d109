"""Who calls an operation: a token with its scopes, a session of the web pages, or a guest."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.utils import check_csrf

from allmende.foundation.areas import Area, Grant, scope
from allmende.foundation.verdicts import Refused


class ScopeMissing(Refused):
    """A token that is good, but not for this; `scope` is what it would need (RFC 6750, section 3.1)."""

    def __init__(self, needed: str) -> None:
        sentence = _("This token isn't made for this: it would need the scope %(scope)s.") % {"scope": needed}
        super().__init__(sentence, 403)
        self.scope = needed


class Caller:
    """Asked before an operation: lets tokens with the scope through, sessions with their page's token, guests where they may."""

    def __init__(self, area: Area, *, writes: bool, guests: bool) -> None:
        self.area, self.writes, self.guests = area, writes, guests
        self.scope = scope(area.key, writes=writes)

    def __call__(self, request: HttpRequest) -> Any:
        """Return who calls. Raises Refused (401 for guests, 403), ScopeMissing."""
        actor: Any = request.actor  # type: ignore[attr-defined]
        grant: Grant | None = request.grant  # type: ignore[attr-defined]
        if grant is not None:
            self._check(grant)
        elif self.writes and not actor.is_guest:
            _check_session(request)
        if actor.is_guest and not self.guests:
            if grant is not None:
                raise Refused(_("A program can't do this in nobody's name: it needs a token of a person."), 403)
            raise Refused(_("Sign in to take part."), 401)
        return actor

    def _check(self, grant: Grant) -> None:
        if not grant.scopes & {self.scope, scope(self.area.key, writes=True)}:
            raise ScopeMissing(self.scope)
        if self.area.is_ones_own and not grant.sees_all_the_way_in:
            raise Refused(_("This is for your eyes alone, and this token doesn't see that far in."), 403)
        if grant.is_for_one_space and not self.area.in_spaces:
            raise Refused(_("This token is for one space, and what you ask for stands in none."), 403)


def _check_session(request: HttpRequest) -> None:
    """What changes something carries the token of a page of the same session; acting for another is for the pages alone."""
    if getattr(request, "acting", None) is not None:
        raise Refused(_("You are acting for someone: do this on the pages, or stop acting first."), 403)
    if check_csrf(request):
        raise Refused(_("The header X-CSRFToken is missing or wrong: take it from a page of this session."), 403)
