"""The demo moves in through the same commands as people use, and leaves a community in which something waits for everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.models import Binned
from allmende.commons.files.models import File
from allmende.commons.spaces.models import Membership, Passage, PassageState, Space, SpaceKind
from allmende.commons.threads.models import Comment, Intent
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor, Kind
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState
from allmende.surfaces.demo import personas, seed
from allmende.surfaces.demo.reading import LANGUAGES, story

pytestmark = [pytest.mark.django_db, pytest.mark.first]

type Step = tuple[int, int, str]
SEEN: list[Step] = []
IN_TURN = [pytest.param(language, marks=[] if language == "it" else pytest.mark.once) for language in LANGUAGES]
"""The smallest on both databases, which one community shows as well as three."""


@pytest.fixture(scope="module", params=IN_TURN)
def language(
    request: pytest.FixtureRequest, move_in: Callable[[str], list[Step]], django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A language whose community has moved in, once for all tests, and is gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        SEEN[:] = move_in(request.param)
        yield request.param
        transaction.set_rollback(True)


def test_everyone_who_is_written_about_has_come(language: str) -> None:
    told = story(language)
    people = Actor.objects.filter(kind=Kind.PERSON)

    assert set(people.values_list("handle", flat=True)) == {person.handle for person in told.people}
    assert not people.filter(portrait=None).exists()
    members = Membership.objects.filter(space__root=None)
    assert members.count() == len([person for person in told.people if "nominee" not in person.roles])


def test_every_space_call_and_contribution_is_there_with_a_picture(language: str) -> None:
    told = story(language)

    bodies = (SpaceKind.ORGANISATION, SpaceKind.NETWORK, SpaceKind.HUB)  # told of elsewhere
    assert Space.objects.exclude(purpose__in=bodies).count() == 1 + len(told.places)
    calls = Call.objects.filter(
        is_campaign=False, template="", by_invitation=False
    )  # what began from a template, and the campaign, is told of elsewhere
    entries = Contribution.objects.filter(call__in=calls)
    assert calls.count() == len(told.invitations)
    assert entries.count() == sum(len(call.entries) for call in told.invitations)
    pictured = set(File.objects.values_list("thing_id", flat=True))
    assert set(calls.values_list("id", flat=True)) <= pictured
    assert not entries.filter(state=ContributionState.SUBMITTED, picture=None).exists()
    assert not File.objects.filter(alt="").exists()


def test_people_talk_in_every_way(language: str) -> None:
    assert set(Comment.objects.values_list("intent", flat=True)) >= set(Intent.values) - {Intent.COMMENT}
    assert Comment.objects.exclude(parent=None).exists()
    assert set(Comment.objects.values_list("language", flat=True)) == set(LANGUAGES)


def test_something_waits_at_a_gate_something_lies_in_the_bin_and_drafts_are_on_the_way(language: str) -> None:
    assert Passage.objects.filter(state=PassageState.WAITING, layer=Layer.PUBLIC).exists()
    assert Binned.objects.exists()
    assert Contribution.objects.filter(state=ContributionState.DRAFT).exists()


def test_calls_stand_where_they_are_said_to_stand(language: str) -> None:
    calls = Call.objects.filter(is_campaign=False, template="", by_invitation=False)
    states = {call.title: call.state for call in calls}

    assert states == {call.title: CallState(call.stage) for call in story(language).invitations}


def test_a_finished_vote_funds_what_its_outcome_tells_of(language: str) -> None:
    funded = {
        "de": {
            "bienen", "rampe-und-tuer", "regentonnen", "backofen", "telefonzelle", "lastenrad", "langer-tisch", "naehecke",
            "turmbild",
        },
        "en": {"secondary-glazing", "ramp-to-the-door", "tune-the-piano", "proper-larder", "post-corner"},
        "it": {"macina", "passerella", "clavicembalo", "voci-del-mulino", "farina-a-numero"},
    }  # fmt: skip
    told = story(language).invitations[0]
    chosen = set(Contribution.objects.filter(call__title=told.title, is_chosen=True).values_list("title", flat=True))

    assert chosen == {entry.title for entry in told.entries if entry.slug in funded[language]}


def test_the_journal_tells_it_in_the_order_in_which_it_happened(language: str) -> None:
    entries = list(Entry.objects.order_by("seq").values_list("seq", "at"))

    assert [seq for seq, _at in entries] == list(range(1, len(entries) + 1))
    assert [at for _seq, at in entries] == sorted(at for _seq, at in entries)
    assert (clock.now() - entries[0][1]).days in range(68, 74)
    assert entries[-1][1] < clock.now()


def test_guests_find_something_public_to_read(language: str) -> None:
    public = Contribution.objects.filter(state=ContributionState.SUBMITTED, audience__layer=Layer.PUBLIC)

    assert public.count() >= 6


def test_it_moves_in_once(language: str) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        seed(language)

    assert refusal.value.status == 409
    assert Entry.objects.count() == before


def test_personas_can_sign_in(language: str) -> None:
    guest, *known = personas()

    assert guest.address == ""
    assert [persona.handle for persona in known] == list(story(language).personas)
    for persona in known:
        assert Actor.objects.get(handle=persona.handle).account.email == persona.address


def test_progress_is_told_step_by_step(language: str) -> None:
    total = SEEN[0][1]

    assert [done for done, _total, _what in SEEN] == list(range(1, total + 1))
    assert all(what for _done, _total, what in SEEN)
