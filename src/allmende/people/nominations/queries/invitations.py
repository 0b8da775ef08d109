"""An invitation, a request, a standing: found by the key in their link."""

from __future__ import annotations

from uuid import UUID

from allmende.foundation.keys import is_signed
from allmende.people.nominations.models import Invitation, Nomination, Request
from allmende.people.nominations.models.tokens import digest_of

STANDING = "nominations.standing"


def invitation_by(token: str) -> Invitation | None:
    """Return the invitation of a token, good or not; None for one that never was."""
    rows = Invitation.objects.select_related("nomination__place__root", "nomination__nominator")
    return rows.filter(digest=digest_of(token)).first()


def request_by(token: str) -> Request | None:
    """Return the request of a token; None for one that never was."""
    return Request.objects.select_related("place__root", "nomination").filter(digest=digest_of(token)).first()


def standing_by(key: UUID, signature: str) -> Nomination | None:
    """Return a nomination for its nominee, who comes by the signed link of a mail; None for a forged one."""
    if not is_signed(STANDING, str(key), signature):
        return None
    return Nomination.objects.select_related("place__root", "nominator").filter(id=key).first()
