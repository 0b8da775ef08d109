"""A statement composed once answers as the queryset it was made from would."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.audiences.models import Reach
from allmende.foundation.composed import Composed
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor


def _people(handle, since):
    rows = Actor.objects.filter(handle=handle, created__gte=since).order_by("name")
    return rows.values_list("id", "name", "created", "portrait")


@pytest.mark.django_db
def test_it_answers_as_django_does_for_each_value(cast):
    ask = Composed(_people, str, type(cast.ada.created))

    for actor in (cast.ada, cast.ben, cast.ada):
        assert [tuple(row) for row in ask(actor.handle, actor.created)] == list(_people(actor.handle, actor.created))
    assert ask("nobody", cast.ada.created) == []


@pytest.mark.django_db
def test_ids_find_their_places_in_any_order(cast):
    def build(audience_of, actor):
        return Reach.objects.filter(actor_id=actor, audience__owner_id=audience_of).values_list("audience_id")

    ask = Composed(build, type(cast.ada.id), type(cast.ada.id))

    assert sorted(map(tuple, ask(cast.ada.id, cast.ben.id))) == sorted(build(cast.ada.id, cast.ben.id))
    assert sorted(map(tuple, ask(cast.ada.id, cast.ada.id))) == sorted(build(cast.ada.id, cast.ada.id))


@pytest.mark.django_db
def test_an_account_comes_whole_with_its_actor_in_one_statement(cast):
    expected = Account.objects.select_related("actor").filter(pk=cast.ada.account.pk).get()

    with CaptureQueriesContext(connection) as asked:
        found = Account.objects.get(pk=cast.ada.account.pk)
        assert found.actor.name == "Ada Berg"

    assert len(asked) == 1
    for model, one, other in ((Account, found, expected), (Actor, found.actor, expected.actor)):
        for field in model._meta.concrete_fields:
            assert getattr(one, field.attname) == getattr(other, field.attname), field.name
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk=cast.ada.id)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["' OR 1=1 --", "%s", "\ue0000\ue000", "x" * 5000])
def test_hostile_values_are_values(cast, value):
    ask = Composed(_people, str, type(cast.ada.created))

    assert ask(value, cast.ada.created) == []
