"""Writing to many: drafted, looked at by a second person, released, held up, taken back. `sending` carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import among
from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Named, Reach
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import hold_row
from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.options.definitions import value_of
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.rooms.messages.activities import AnnouncementHalted, AnnouncementReleased, AnnouncementReviewed
from allmende.rooms.messages.models import (
    LONGEST_WORDING,
    Announcement,
    AnnouncementState,
    Left,
    RecipientState,
    Wording,
)
from allmende.rooms.messages.queries.choosing import Chosen, chosen_of, chosen_people
from allmende.rooms.messages.queries.mailing import letter_to
from allmende.rooms.messages.rules import (
    may_announce,
    may_drop,
    may_pause,
    may_release,
    may_resume,
    may_review,
    may_take_back,
    may_word,
    needs_review,
)

EYES = Option(
    "announcements.eyes", _("Announcements to some"),
    _("From so many people on, a second person on duty looks at an announcement first. One to everyone is always looked at."), _("people"), 50, 1, 100_000,
)  # fmt: skip
TRIALS_AN_HOUR = 20
LONGEST_TITLE, LONGEST_NOTE = 120, 300


class Words(NamedTuple):
    """A title and a text in one language; both empty: not written in it."""

    title: str
    text: str


@transaction.atomic
def draft_announcement(actor: Actor, place: Space, words: Mapping[str, Words], chosen: Chosen) -> Announcement:
    """Begin an announcement to members of a place. Raises Refused: 403, 409, 422 (a text without a title, or too long)."""
    require(may_announce(actor, place))
    ident = clock.new_id()
    made = Announcement(
        id=ident, kind="announcement", place=place, author=actor, space_id=place.pk, audience=among(ident), language=place.language
    )  # fmt: skip
    _choose(made, chosen)
    made.save(force_insert=True)
    _word(made, words)
    return made


@transaction.atomic
def word(actor: Actor, about: Announcement, words: Mapping[str, Words], chosen: Chosen) -> Announcement:
    """Change a draft: what it says in each language, and whom it is for. Raises Refused: 403, 409, 422."""
    announcement = held_announcement(about)
    require(may_word(actor, announcement))
    _choose(announcement, chosen)
    announcement.changed = clock.now()
    announcement.save()
    _word(announcement, words)
    return announcement


def _choose(announcement: Announcement, chosen: Chosen) -> None:
    announcement.query = chosen.search.query[:600]
    announcement.level, announcement.lacks = chosen.level, chosen.lacks


def _word(announcement: Announcement, words: Mapping[str, Words]) -> None:
    for language, _name in LANGUAGES:
        if language not in words:
            continue
        title, text = _clean(language, words[language])
        kept = announcement.wordings.filter(language=language)
        if not (title or text):
            kept.delete()
            continue
        row = kept.first() or Wording(announcement=announcement, language=language)
        row.title, row.text = title, text
        row.save()
    titles = dict(announcement.wordings.order_by("id").values_list("language", "title"))
    announcement.title = titles.get(announcement.language) or next(iter(titles.values()), "")
    announcement.save(update_fields=["title"])


def _clean(language: str, words: Words) -> Words:
    """Return words as they are stored; Refused (422) where one of the two is missing or too long."""
    try:
        found = Words(clean_line(words.title, LONGEST_TITLE), clean_text(words.text, LONGEST_WORDING).strip())
    except ValidationError as error:
        raise Refused(error.messages[0], 422, errors={f"text_{language}": error.messages[0]}) from error
    if found.text and not found.title:
        raise Refused(_("Give it a title."), 422, errors={f"title_{language}": _("Give it a title.")})
    if found.title and not found.text:
        raise Refused(_("Write something first."), 422, errors={f"text_{language}": _("Write something first.")})
    return found


@transaction.atomic
def drop(actor: Actor, about: Announcement) -> None:
    """Delete a draft with its words. Raises Refused: 403, 404, 409."""
    announcement = held_announcement(about)
    require(may_drop(actor, announcement))
    announcement.delete()


@transaction.atomic
def release(actor: Actor, about: Announcement, due: datetime | None = None) -> Announcement:
    """Say that it is to go out, at once or at a time: by itself, or once a second person has looked at it.

    Raises Refused: 403, 404, 409 (no words, not a draft), 422 (nobody is reached, the time is past).
    """
    announcement = held_announcement(about)
    require(may_release(actor, announcement))
    if due is not None and due <= clock.now():
        raise Refused(
            _("This time is over. Choose a later one."),
            422,
            errors={"due": _("This time is over. Choose a later one.")},
        )
    author = announcement.author
    count = chosen_people(author, announcement.place, chosen_of(announcement)).count()
    if not count:
        raise Refused(_("It would reach nobody. Choose other people."), 422)
    asks = needs_review(announcement, count, value_of(EYES))
    announcement.due, announcement.note, announcement.total = due, "", count
    _move(announcement, AnnouncementState.REVIEW if asks else AnnouncementState.READY)
    record(AnnouncementReleased(**_about(actor, announcement), asks=asks))
    return announcement


@transaction.atomic
def review(actor: Actor, about: Announcement, *, approved: bool, note: str = "") -> Announcement:
    """Let an announcement of someone else go out, or give it back with a word on what is missing.

    Raises Refused: 403 (also one's own), 404, 409, 422 (given back without a word).
    """
    announcement = held_announcement(about)
    require(may_review(actor, announcement))
    note = _note(note)
    if not approved and not note:
        raise Refused(_("Say what is missing."), 422, errors={"note": _("Say what is missing.")})
    announcement.reviewer, announcement.note = actor, "" if approved else note
    _move(announcement, AnnouncementState.READY if approved else AnnouncementState.DRAFT)
    record(AnnouncementReviewed(**_about(actor, announcement), approved=approved))
    return announcement


@transaction.atomic
def pause(actor: Actor, about: Announcement) -> None:
    """Hold up what is going out: those who wait go on waiting. Raises Refused: 403, 404, 409."""
    announcement = held_announcement(about)
    require(may_pause(actor, announcement))
    _move(announcement, AnnouncementState.PAUSED)
    record(AnnouncementHalted(**_about(actor, announcement), how="paused"))


@transaction.atomic
def resume(actor: Actor, about: Announcement) -> None:
    """Let go on what was held up. Raises Refused: 403, 404, 409."""
    announcement = held_announcement(about)
    require(may_resume(actor, announcement))
    _move(announcement, AnnouncementState.SENDING)
    record(AnnouncementHalted(**_about(actor, announcement), how="resumed"))


@transaction.atomic
def take_back(actor: Actor, about: Announcement, note: str = "") -> Announcement:
    """Take an announcement back: into the drafts before it goes out; later nobody else gets it, mails that wait are not sent, and

    those who have it read the note in its place. Raises Refused: 403, 404, 409.
    """
    announcement = held_announcement(about)
    require(may_take_back(actor, announcement))
    announcement.note = _note(note)
    if announcement.begun is None:
        announcement.due = None
        _move(announcement, AnnouncementState.DRAFT)
    else:
        waiting = announcement.recipients.filter(state=RecipientState.WAITING)
        waiting.update(state=RecipientState.SKIPPED, why=Left.STOPPED)
        Named.objects.filter(audience=announcement.audience_id).delete()
        Reach.objects.filter(audience=announcement.audience_id).delete()
        outdate()
        announcement.ended = clock.now()
        _move(announcement, AnnouncementState.WITHDRAWN)
    record(AnnouncementHalted(**_about(actor, announcement), how="taken_back"))
    return announcement


def try_out(actor: Actor, announcement: Announcement, language: str) -> None:
    """Send the mail to oneself alone, as someone of a language gets it. Raises Refused: 403, 409, 429."""
    require(may_announce(actor, announcement.place))
    account = getattr(actor, "account", None)
    if account is None or not account.email:
        raise Refused(_("You have no address that mail could go to."), 409)
    if not use(f"announcement trials:{actor.id}", TRIALS_AN_HOUR, 3_600):
        raise Refused(_("That was a lot at once. Wait a minute, then go on."), 429)
    letter = letter_to(actor, announcement, language)
    if letter is None:
        raise Refused(_("Write it in one language at least."), 409)
    post(
        account.email, letter.template, language=language, house=letter.house, unsubscribe=letter.stop, **letter.values
    )


def held_announcement(about: Announcement) -> Announcement:
    """Return an announcement as it is now, held until the transaction ends; raises Refused (404) where it is gone."""
    hold_row(about.pk)
    rows = Announcement.objects.select_related("place__root", "author", "audience", "reviewer")
    found = rows.filter(pk=about.pk).first()
    if found is None:
        raise Refused(_("This announcement isn't here."), 404)
    return found


def _move(announcement: Announcement, state: AnnouncementState) -> None:
    announcement.state = state
    announcement.changed = clock.now()
    announcement.save()


def _about(actor: Actor, announcement: Announcement) -> dict[str, Any]:
    """The envelope of what is recorded: the space's journal has it, for those who answer for it."""
    return {
        "actor": actor.id, "thing": announcement.pk, "space": announcement.place_id, "audience": announcement.audience_id
    }  # fmt: skip


def _note(note: str) -> str:
    line = clean_line(note)
    if len(line) > LONGEST_NOTE:
        sentence = _("%(n)d letters at most.") % {"n": LONGEST_NOTE}
        raise Refused(sentence, 422, errors={"note": sentence})
    return line
