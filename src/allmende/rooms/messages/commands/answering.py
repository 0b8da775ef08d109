"""An answer to an announcement: it comes to those who answer for the space, in the conversation that the person has with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands.beginning import write_to_body
from allmende.rooms.messages.commands.writing import NOTHING, Enclosed
from allmende.rooms.messages.models import Announcement, Message, Recipient
from allmende.rooms.messages.queries.announcements import announcement_url, wording_in
from allmende.rooms.messages.rules import may_read_announcement


def answer_announcement(
    actor: Actor, announcement: Announcement, text: str, *,
    files: Enclosed = NOTHING, once_key: str = "", carrier: str = "app",
) -> Message:  # fmt: skip
    """Answer an announcement that one got; its title stands above the words. Raises Refused: 403, 404, 409, 422, 429."""
    require(may_read_announcement(actor, announcement))
    if not text.strip() and not files:
        raise Refused(_("Write something first."), 422, errors={"text": _("Write something first.")})
    wording = wording_in(announcement, actor.language)
    about = f"> [{_plain(wording.title)}]({announcement_url(announcement.pk)})\n\n" if wording else ""
    said = write_to_body(actor, announcement.place, about + text, files=files, once_key=once_key, carrier=carrier)
    Recipient.objects.filter(announcement=announcement, actor=actor, answered=None).update(answered=clock.now())
    return said


def _plain(title: str) -> str:
    """A title within a link of Markdown."""
    return "".join(f"\\{sign}" if sign in "\\[]<>`*_" else sign for sign in title)
