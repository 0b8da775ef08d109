"""An announcement as a mail: the same for whoever gets it, for whoever tries it out, and in the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.foundation.journal.occasions import ANNOUNCEMENT
from allmende.foundation.mail.commands import written
from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.mail.replies import can_be_answered, reply_address
from allmende.foundation.own_mail import OwnMail
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models import Announcement
from allmende.rooms.messages.queries.announcements import announcement_url, wording_in

PURPOSE = "announcement"
"""`reply_address(PURPOSE, reader.id, announcement.id)`: the answer goes to those who answer for the space."""
TEMPLATE = "messages/mail/announcement"


@dataclass(frozen=True)
class Letter:
    """An announcement to someone as a mail: under whose name, from what it is made, and where an end of such mails would be."""

    house: Letterhead
    template: str
    values: dict[str, Any]
    stop: str


def letter_to(reader: Actor, announcement: Announcement, language: str) -> Letter | None:
    """Return the mail that someone of a language gets; None where nothing is written yet."""
    wording = wording_in(announcement, language)
    if wording is None:
        return None
    house = letterhead_of(announcement.place)
    values = {
        "name": reader.name, "title": wording.title, "text": wording.text, "html": wording.text_html, "writer": announcement.author.name,
        "place": announcement.place.title, "wording_language": wording.language, "url": house.home + announcement_url(announcement.pk),
        "occasion": ANNOUNCEMENT,
    }  # fmt: skip
    return Letter(house, TEMPLATE, values, house.home + reverse("notices:settings"))


def own_mail(reader: Actor, key: UUID) -> OwnMail | None:
    """Return the mail at once that tells a reader of an announcement, with an address of their own to answer to."""
    found = Announcement.objects.select_related("place__root", "author").filter(pk=key).first()
    letter = letter_to(reader, found, reader.language) if found else None
    if letter is None:
        return None
    values = {name: value for name, value in letter.values.items() if name != "occasion"}
    return OwnMail(letter.template, values, reply_address(PURPOSE, reader.id, key))


def preview_of(reader: Actor, announcement: Announcement, language: str) -> tuple[str, str, str]:
    """Return subject, text and HTML of the mail exactly as someone of a language gets it; all empty where nothing is written."""
    letter = letter_to(reader, announcement, language)
    if letter is None:
        return "", "", ""
    shown = "…" if can_be_answered() else ""
    return written(
        letter.template, language=language, house=letter.house, unsubscribe=letter.stop, reply_to=shown, **letter.values
    )
