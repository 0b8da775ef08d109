"""In every demo community people bring each other in, say who they are, found things and help one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from allmende.commons.consent.models import Guardianship, GuardianState
from allmende.commons.consent.queries import outstanding
from allmende.commons.spaces.models import Membership, Partnership, Role, Space, SpaceKind
from allmende.commons.things.models import Thing
from allmende.people.connections.models import Connection
from allmende.people.connections.models import State as Contact
from allmende.people.desk.models import Help, HelpState
from allmende.people.nominations.models import Nomination, Request, RequestState, State
from allmende.people.nominations.queries.plan import months_of
from allmende.people.organisations.models import Joining, JoiningState, Organisation
from allmende.people.profiles.models import Detail, Endorsement, Key, Piece
from allmende.people.trust.models import Standing
from allmende.people.welcome.models import Path, PathState, PromiseState, Slot
from allmende.rooms.hubs.models import Booking, Presence, Question
from allmende.surfaces.demo.reading import story
from allmende.surfaces.demo.tests.test_a_community_moves_in import IN_TURN
from allmende.surfaces.demo.together import together

pytestmark = [pytest.mark.django_db, pytest.mark.first]


@pytest.fixture(scope="module", params=IN_TURN)
def language(
    request: pytest.FixtureRequest, move_in: Callable[[str], object], django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A language whose community has moved in, with small pictures, and is gone after the tests in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        move_in(request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def root(language: str) -> Space:
    """The community."""
    return Space.objects.get(root=None)


def test_nominations_stand_in_every_state_that_a_reader_may_meet(root: Space) -> None:
    states = set(Nomination.objects.values_list("state", flat=True))

    assert states >= {State.OPEN, State.LISTED, State.ADMITTED, State.ACCEPTED, State.APPEALED}
    assert Nomination.objects.filter(state=State.OPEN, concerns__gt=0).exists()
    assert Request.objects.filter(state=RequestState.OPEN).exists()
    assert sum(month.admitted for month in months_of(root)) >= 4


def test_everyone_who_belongs_has_accepted_the_agreements(root: Space) -> None:
    people = [row.actor for row in Membership.objects.filter(space=root).select_related("actor")]

    assert [actor.name for actor in people if outstanding(actor, root)] == []


def test_someone_is_on_the_way_in_and_others_have_kept_their_word(root: Space) -> None:
    assert Path.objects.filter(state=PathState.WALKING, promises__state=PromiseState.OPEN).exists()
    assert Path.objects.filter(state=PathState.ARRIVED, promises__state=PromiseState.KEPT).exists()
    assert Membership.objects.filter(space=root, role=Role.NEWCOMER).exists()


def test_people_say_things_on_several_layers_and_others_confirm_them(root: Space) -> None:
    assert len(set(Detail.objects.values_list("audience__layer", flat=True))) >= 4
    assert set(Detail.objects.values_list("key", flat=True)) >= {*Key.values} - {Key.PICTURE, Key.HUB}
    assert Endorsement.objects.exclude(accepted=None).exists()
    assert Endorsement.objects.filter(accepted=None).exists()
    assert Piece.objects.exists()


def test_contacts_are_made_and_one_waits_for_the_first_member_persona(language: str) -> None:
    first = next(iter(story(language).personas))

    assert Connection.objects.filter(state=Contact.MADE).count() >= 5
    assert Connection.objects.filter(state=Contact.ASKED, asked__handle=first).exists()


def test_organisations_stand_in_a_network_and_speak(root: Space) -> None:
    assert Organisation.objects.filter(space__purpose=SpaceKind.ORGANISATION).count() >= 2
    assert Partnership.objects.exists()
    assert Joining.objects.filter(state=JoiningState.WAITING).exists()
    assert Thing.objects.filter(kind="contribution").exclude(behalf=None).exists()


def test_the_hub_is_alive_today(root: Space) -> None:
    assert Presence.objects.count() >= 3
    assert Question.objects.exclude(helper=None).exists()
    assert Booking.objects.exists()


def test_help_is_asked_for_and_tours_are_offered(root: Space) -> None:
    assert set(Help.objects.values_list("state", flat=True)) == {HelpState.OPEN, HelpState.ANSWERED}
    assert Help.objects.filter(asker=None, state=HelpState.OPEN).exists()  # a guest's, confirmed
    assert Slot.objects.count() == 2
    assert Slot.objects.filter(taken=1).exists()


def test_only_who_was_given_a_duty_sees_the_workplaces(language: str, root: Space) -> None:
    bearers = {person.handle for person in story(language).people if person.duty}

    assert set(Membership.objects.filter(has_duty=True).values_list("actor__handle", flat=True)) == bearers


def test_trust_has_grown(root: Space) -> None:
    assert Standing.objects.filter(space=root, level__gte=1).exists()


def test_whoever_is_below_16_has_a_guardian(language: str, root: Space) -> None:
    for child in together(language).children:
        if child.guardian:
            assert Guardianship.objects.filter(child__handle=child.handle, state=GuardianState.GRANTED).exists()
