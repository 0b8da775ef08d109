"""Calls are held: drafted, published, turned from phase to phase, voted on, counted and told about."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import PhaseDates, PhaseKind, SectionText
from allmende.surfaces.demo.chapters import entries
from allmende.surfaces.demo.chapters.places import LAYERS
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.pictures.developing import LARGE
from allmende.surfaces.demo.reading import Invitation
from allmende.surfaces.demo.tastes import ballot, mood, takes_part

KINDS = (PhaseKind.SUBMIT, PhaseKind.DISCUSS, PhaseKind.VOTE)


def write(town: Town) -> None:
    """Write down each call with all that is said and done in it."""
    for invitation in town.story.invitations:
        _write_call(town, invitation)
        if invitation.stage != "draft":
            entries.write(town, invitation)
            _write_votes(town, invitation)


def phases(town: Town, invitation: Invitation) -> list[PhaseDates]:
    """The dates of a call: from eight in the morning of its first day, each phase until eight in the evening."""
    dates, opens = [], town.diary.at(invitation.phases["submit"][0])
    for kind in KINDS:
        closes = town.diary.at(invitation.phases[kind][1], 20)
        dates.append(PhaseDates(kind, opens, closes))
        opens = closes
    result = max(opens, town.diary.at(invitation.phases["result"], 8))
    return [*dates, PhaseDates(PhaseKind.RESULT, result, None)]


def _write_call(town: Town, invitation: Invitation) -> None:
    diary, opens = town.diary, invitation.phases["open"]
    town.darkroom.scene(f"call {invitation.slug}", invitation.picture.motif, invitation.picture.light, LARGE)
    drafted = diary.at(min(opens - 1, -2), 17)
    diary.write(drafted, invitation.title, lambda: _draft(town, invitation))
    if invitation.stage == "draft":
        return
    diary.write(diary.at(opens), invitation.title, lambda: _publish(town, invitation))
    diary.write(
        diary.at(opens, 8.1), invitation.title, lambda: town.review(town.calls[invitation.slug].id, town.curators)
    )
    dates = phases(town, invitation)
    for when in [*(phase.opens for phase in dates), dates[-2].closes]:
        if when is not None:
            diary.write(when, invitation.title, lambda: commands.turn(town.calls[invitation.slug].id))
    if invitation.outcome:
        diary.write(diary.at(invitation.outcome.day, 11), invitation.title, lambda: _tell(town, invitation))
    entries.write_talk(town, invitation.comments, invitation.slug, lambda: town.calls[invitation.slug].id)


def _draft(town: Town, invitation: Invitation) -> None:
    host = town.actors[invitation.host]
    call = commands.draft_call(
        host, town.space(invitation.space), title=invitation.title, summary=invitation.summary,
        language=invitation.language, budget=invitation.budget * 100, currency=town.story.community.currency,
        ballot=invitation.ballot, rule=invitation.rule, completion=invitation.completion, degree=invitation.degree,
    )  # fmt: skip
    town.calls[invitation.slug] = call
    commands.set_sections(host, call, [SectionText(**section) for section in invitation.sections])
    commands.set_phases(host, call, phases(town, invitation))
    cover = town.hang(host, call, f"call {invitation.slug}", invitation.picture, invitation.language)
    commands.change_call(host, call, cover=cover.id)


def _publish(town: Town, invitation: Invitation) -> None:
    host, call = town.actors[invitation.host], town.calls[invitation.slug]
    if invitation.practice:
        town.calls[invitation.slug] = commands.open_practice(host, call)
    else:
        town.calls[invitation.slug] = commands.publish_call(host, call, Layer(LAYERS[invitation.layer]))


def _tell(town: Town, invitation: Invitation) -> None:
    text = invitation.outcome.text if invitation.outcome else ""
    commands.tell_outcome(town.actors[invitation.host], town.calls[invitation.slug], text)


def _write_votes(town: Town, invitation: Invitation) -> None:
    vote = phases(town, invitation)[2]
    until = min(vote.closes or clock.now(), clock.now())
    for person in town.story.people:
        is_member = "nominee" not in person.roles and town.diary.at(person.joined, 12) < vote.opens
        if is_member and takes_part(person, invitation.slug) and person.handle not in invitation.undecided:
            when = _moment(vote.opens, until, person.handle, invitation.slug)
            town.diary.write(when, invitation.title, partial(_vote, town, invitation, person.handle))


def _moment(start: datetime, end: datetime, *key: str) -> datetime:
    return start + max(timedelta(), end - start - timedelta(hours=1)) * mood("vote", *key) + timedelta(minutes=5)


def _vote(town: Town, invitation: Invitation, handle: str) -> None:
    chosen = [town.entries[invitation.slug, slug] for slug in ballot(town.story.person(handle), invitation)]
    keys = [entry.ballot_key for entry in chosen]
    commands.cast_ballot(town.actors[handle], town.calls[invitation.slug], keys)
