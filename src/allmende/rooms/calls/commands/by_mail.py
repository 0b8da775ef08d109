"""No ballot comes by mail: a mail lies open on its way, and in mailboxes for ever."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.mail.choosing import Choices
from allmende.foundation.mail.inbound.letters import Letter
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.models import Call

SECRET = _(
    "This vote is secret, and a mail is not: others can read it on its way and in mailboxes. So please vote on the page, not by mail."
)


def secret_vote(actor: UUID, call: UUID) -> Choices | None:
    """What a mail says of a ballot instead of its options; None where the call is gone."""
    return Choices(str(SECRET), ()) if Call.objects.filter(id=call).exists() else None


def never_by_mail(actor: UUID, call: UUID, letter: Letter) -> tuple[str, ...]:
    """Answer whoever votes by mail all the same. Raises Refused (403), always: nothing of it was counted or kept."""
    raise Refused(SECRET, 403)


def no_option(actor: UUID, call: UUID, chosen: tuple[int, ...]) -> str:
    """There is nothing to choose by mail. Raises Refused (403)."""
    raise Refused(SECRET, 403)
