"""Who writes to many, who looks at it first, and who answers whoever answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import is_curator, is_not_archived, is_signed_in, may_act_for
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.messages.models import Announcement, AnnouncementState, Recipient, RecipientState

NOT_HERE = _("This announcement isn't here.")


@asked(_("answer for the team"))
def may_answer_for(reader: Reader, place: Space) -> Verdict:
    """Who answers whoever writes to a space: representatives for an organisation or network; else those on duty for communication or
    community, and while nobody is, its curators."""
    if place.voice_id:
        return may_act_for(reader, place)
    return serves(reader, place, Duty.COMMUNITY) or serves(reader, place, Duty.COMMUNICATION)


@asked(_("write to all members"))
def may_announce(reader: Reader, place: Space) -> Verdict:
    """Who answers for a space writes to its members."""
    return first_denial(may_answer_for(reader, place), is_not_archived(place))


@asked(_("see what is written to all"))
def may_see_outbox(reader: Reader, place: Space) -> Verdict:
    """Who answers for a space, and its curators, whatever their duty: they look at what others wrote."""
    answers = may_answer_for(reader, place)
    return answers if answers or place.voice_id else is_curator(reader, place)


def those_who_answer(place: Space) -> list[Actor]:
    """Return who answers for a space today."""
    if place.voice_id is None:
        found = {one.id: one for duty in (Duty.COMMUNICATION, Duty.COMMUNITY) for one in on_duty(place, duty)}
        return list(found.values())
    rows = Membership.objects.filter(space=place, role=Role.CURATOR).select_related("actor")
    return [row.actor for row in rows.order_by("id")]


def may_word(reader: Reader, announcement: Announcement) -> Verdict:
    """Change whom it is for and what it says: those on duty, while it is a draft."""
    is_draft = announcement.state == AnnouncementState.DRAFT
    return first_denial(
        may_announce(reader, announcement.place),
        allow_if(is_draft, _("Take it back into the drafts first, then change it."), status=409),
    )


def may_release(reader: Reader, announcement: Announcement) -> Verdict:
    """Say that it is to go out: those on duty, with words in one language at least."""
    return first_denial(
        may_word(reader, announcement),
        allow_if(announcement.wordings.exists(), _("Write it in one language at least."), status=409),
    )


def may_review(reader: Reader, announcement: Announcement) -> Verdict:
    """Look at it as the second person: someone on duty, or a curator, other than its author."""
    waits = announcement.state == AnnouncementState.REVIEW
    return first_denial(
        may_see_outbox(reader, announcement.place),
        is_not_archived(announcement.place),
        allow_if(waits, _("It doesn't wait for anyone to look at it."), status=409),
        allow_if(reader.id != announcement.author_id, _("Someone else than whoever wrote it looks at it.")),
    )


def may_pause(reader: Reader, announcement: Announcement) -> Verdict:
    """Hold up what is going out."""
    is_going = announcement.state == AnnouncementState.SENDING
    return first_denial(_cares(reader, announcement), allow_if(is_going, _("It isn't going out just now."), status=409))


def may_resume(reader: Reader, announcement: Announcement) -> Verdict:
    """Let go on what was held up."""
    return first_denial(
        may_announce(reader, announcement.place),
        allow_if(announcement.state == AnnouncementState.PAUSED, _("It isn't paused."), status=409),
    )


def may_take_back(reader: Reader, announcement: Announcement) -> Verdict:
    """Before it goes out it becomes a draft again; later those who wait get nothing, and those who have it read that it was taken back."""
    can = announcement.state not in {AnnouncementState.DRAFT, AnnouncementState.WITHDRAWN}
    return first_denial(
        _cares(reader, announcement), allow_if(can, _("There is nothing to take back any more."), status=409)
    )


def may_drop(reader: Reader, announcement: Announcement) -> Verdict:
    """Delete a draft."""
    return may_word(reader, announcement)


def may_read_announcement(reader: Reader, announcement: Announcement) -> Verdict:
    """Whom it reached, and nobody else; who wrote it looks at it in the outbox."""
    got = _reached(reader, announcement)
    return first_denial(is_signed_in(reader), allow_if(got, NOT_HERE, status=404))


def needs_review(announcement: Announcement, count: int, limit: int) -> bool:
    """Whether a second person looks at it first: always where it is for everyone, else from a number of people on.

    Where nobody else could, it goes without: a space with one curator can speak too.
    """
    return (announcement.is_for_everyone or count >= limit) and _could_review(announcement)


def _could_review(announcement: Announcement) -> bool:
    place = announcement.place
    curators = Membership.objects.filter(space__in=[place.pk, place.root_id or place.pk], role=Role.CURATOR)
    if place.voice_id:
        curators = curators.filter(space=place)
    able = {one.id for one in those_who_answer(place)} | set(curators.values_list("actor_id", flat=True))
    return bool(able - {announcement.author_id})


def _cares(reader: Reader, announcement: Announcement) -> Verdict:
    """Those on duty, also in a space that was archived meanwhile: stopping must always be possible."""
    return may_answer_for(reader, announcement.place)


def _reached(reader: Reader, announcement: Announcement) -> bool:
    rows = Recipient.objects.filter(announcement=announcement, state=RecipientState.REACHED)
    return isinstance(reader, Actor) and rows.filter(actor=reader).exists()
