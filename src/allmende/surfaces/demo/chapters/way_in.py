"""The way in: agreements and commitments, an admission plan, and nominations with all that becomes of them."""

from __future__ import annotations

from functools import partial

from allmende.commons.consent.commands import accept
from allmende.commons.consent.queries import outstanding
from allmende.identity.actors.models import Guest
from allmende.people.nominations import commands as nominations
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.models import Nomination, Request, Shown, State, Tie
from allmende.people.welcome import commands as welcome
from allmende.people.welcome.models import Commitment, Form, Path, Promise
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.faces import ADDRESS
from allmende.surfaces.demo.together import Candidate, Knock, Line, Voice, Vow


def write(town: Town) -> None:
    """Write down how one comes in, and who does."""
    diary, told = town.diary, town.together
    founded = town.story.community.founded
    diary.write(diary.at(founded, 9.1), town.story.community.name, partial(_set_rule, town))
    for line in told.lines:
        diary.write(diary.at(founded, 9.1), line.title, partial(_put_on_list, town, line))
    for entrance in told.entrances:
        when = diary.at(max(entrance.day, founded), 9.1)
        diary.write(when, town.story.community.name, partial(_plan, town, entrance.places))
    for person in town.story.people:
        if "nominee" not in person.roles and person.handle not in told.arriving:
            settled = diary.at(max(person.joined, founded), 10.2)
            diary.write(settled, person.name, partial(_agree, town, person.handle))
    for knock in told.knocks:
        diary.write(diary.some_time(knock.day, knock.handle), knock.name, partial(_knock, town, knock))
    for candidate in told.candidates:
        _write_candidate(town, candidate)


def _write_candidate(town: Town, one: Candidate) -> None:
    diary = town.diary
    diary.write(diary.at(one.day, 18), one.name, partial(_nominate, town, one))
    for order, voice in enumerate(one.voices):
        diary.write(diary.at(voice.day, 18.5 + order / 2), one.name, partial(_speak, town, one, voice))
    if one.outcome:
        diary.write(diary.at(one.decided, 20.5), one.name, partial(_decide, town, one))
    if one.vow:
        came = town.story.person(one.handle).joined
        diary.write(diary.at(came, 9), one.name, partial(_come_in, town, one, one.vow))
        if one.vow.reported is not None:
            reported = diary.at(came + one.vow.reported, 21)
            diary.write(reported, one.name, lambda: welcome.report(town.actors[one.handle], _vow_of(town, one)))
        if one.vow.confirmed is not None:
            confirmed = diary.at(came + one.vow.confirmed, 10)
            diary.write(confirmed, one.name, lambda: welcome.confirm(town.carer, _vow_of(town, one)))


def _set_rule(town: Town) -> None:
    curator = town.actors[town.story.community.host]
    nominations.set_entry(curator, town.root, shown_to=Shown.MEMBERS, guests_take_part=False)


def _plan(town: Town, places: int) -> None:
    nominations.set_plan(town.actors[town.story.community.host], town.root, places)


def _put_on_list(town: Town, line: Line) -> None:
    language = town.story.language
    town.lines[line.key] = welcome.write_commitment(
        town.actors[town.story.community.host], town.root, titles={language: line.title}, abouts={language: line.about},
        form=Form(line.form), hours=line.hours, days=line.days, opens_say=True, opens_work=True, opens_share=True,
    )  # fmt: skip


def _agree(town: Town, handle: str) -> None:
    actor = town.actors[handle]
    for version in outstanding(actor, town.root):
        accept(actor, version)


def _knock(town: Town, knock: Knock) -> None:
    address = ADDRESS.format(handle=knock.handle)
    guest = Guest(town.story.language)
    nominations.ask(guest, town.root, name=knock.name, email=address, about=knock.about, knows=knock.knows)
    nominations.confirm(Request.objects.get(place=town.root, email=address))


def _nominate(town: Town, one: Candidate) -> None:
    nominations.nominate(
        town.actors[one.by], town.root, name=one.name, email=ADDRESS.format(handle=one.handle), why=one.why,
        tie=Tie.STRONG if one.is_close else Tie.WEAK, known_from=one.known_from, language=town.story.language,
    )  # fmt: skip


def _nomination(one: Candidate) -> Nomination:
    return Nomination.objects.select_related("place__root", "place__audience", "nominator").get(
        email=ADDRESS.format(handle=one.handle)
    )


def _speak(town: Town, one: Candidate, voice: Voice) -> None:
    speak = nominations.raise_concern if voice.is_concern else nominations.vouch
    speak(town.actors[voice.by], _nomination(one), text=voice.text)


def _decide(town: Town, one: Candidate) -> None:
    """What becomes of a nomination; one of which nobody spoke comes to its end by itself."""
    nomination = _nomination(one)
    if one.outcome == State.ADMITTED:
        nominations.admit(town.carer, nomination)
    elif one.outcome == State.LISTED:
        nominations.put_on_list(town.carer, nomination)
    elif one.outcome == State.WITHDRAWN:
        nominations.withdraw(town.actors[one.by], nomination)
    elif one.outcome == State.LAPSED:
        turn_what_is_due()
    else:
        nominations.decline(town.carer, nomination, one.reason)
        if one.appeal:
            nominations.appeal(town.actors[one.by], nomination, one.appeal)


def _come_in(town: Town, one: Candidate, vow: Vow) -> None:
    """Accept the invitation, then the agreements, and make a first commitment."""
    actor, invitation = town.actors[one.handle], _nomination(one).invitations.latest("sent")
    nominations.accept(actor, invitation)
    path = Path.objects.select_related("space", "actor").get(actor=actor, space=town.root)
    if versions := [str(version.id) for version in outstanding(actor, town.root)]:
        path = welcome.agree(actor, path, versions)
    welcome.commit(actor, path, Commitment.objects.get(pk=town.lines[vow.line].pk), vow.words)


def _vow_of(town: Town, one: Candidate) -> Promise:
    rows = Promise.objects.select_related("path__space", "path__actor", "commitment")
    return rows.filter(path__actor=town.actors[one.handle]).latest("made")
