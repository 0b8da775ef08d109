"""A statement composed once answers as the queryset it was made from would."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from allmende.commons.audiences.models import Reach
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Composed, Instances, Rows, counted
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.directory.commands import refresh_all
from allmende.people.directory.models import Word
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key


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


@pytest.mark.django_db
def test_a_reach_of_one_and_of_many_a_value_that_stands_twice_and_bytes(cast):
    things = Composed(
        lambda reach, owner, other: (
            Thing.objects.filter(Q(author=owner) | ~Q(author=owner) & Q(author=other), audience__within=reach)
            .order_by("id")
            .values_list("id")
        ),
        list, UUID, UUID,
    )  # fmt: skip
    words = Composed(
        lambda first, end: Word.objects.filter(word__gte=first, word__lt=end).values_list("word"), bytes, bytes
    )
    some = make_note(cast.team, cast.ada)
    say.put(cast.ada, cast.ada, cast.community, Key.SHORT, say.line(Key.SHORT, "Digs ponds", 280))
    refresh_all()

    for reach in ([some.audience_id], [1, some.audience_id], [1], [1, 2]):
        for owner, other in ((cast.ada, cast.ben), (cast.ben, cast.ada), (cast.ben, cast.finn)):
            found = [id_ for (id_,) in things(reach, owner.id, other.id)]
            assert found == [id_ for (id_,) in things.build(reach, owner.id, other.id)]
    assert {bytes(word) for (word,) in words(b"po", b"po\xff")} == {b"ponds"}
    assert words(b"zz", b"zz\xff") == []


@pytest.mark.django_db
def test_rows_are_counted_together_in_one_statement(cast):
    handles = Rows(lambda handle: Actor.objects.filter(handle=handle), str)
    asked = [
        handles.asked(cast.ada.handle),
        Actor.objects.none(),
        handles.asked("nobody"),
        Actor.objects.filter(kind="person"),
    ]

    with CaptureQueriesContext(connection) as statements:
        assert counted(asked) == [1, 0, 0, Actor.objects.filter(kind="person").count()]

    assert len(statements) == 2, "the last is this test's own"
    assert counted([]) == []
    assert [actor.handle for actor in asked[0].rows] == [cast.ada.handle]


@pytest.mark.django_db
def test_instances_come_as_django_makes_them_with_what_is_related_and_annotated(cast):
    def build(key):
        spaces = Space.objects.select_related("audience", "root__audience", "author").filter(id=key)
        return spaces.annotate(longer=Concat("title", Value("!")))

    ask = Instances(build, UUID)

    for key in (cast.team.id, cast.community.id):
        with CaptureQueriesContext(connection) as statements:
            found = ask.first(key)
            told = (found.audience.layer, found.author.name, found.root and found.root.audience.layer, found.longer)
        expected = build(key).get()
        assert len(statements) == 1
        assert told == (
            expected.audience.layer, expected.author.name, expected.root and expected.root.audience.layer,
            f"{expected.title}!",
        )  # fmt: skip
        assert type(found) is Space
        assert found == expected
        for field in Space._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(expected, field.attname), field.name
        found.title = "Renamed"
        found.save(update_fields=["title"])
        assert Space.objects.get(id=key).title == "Renamed"
    assert ask.first(cast.ada.id) is None


@pytest.mark.django_db
def test_postgresql_plans_it_once_for_readers_of_any_reach_but_long_ones_each_time(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps what it made of a statement by itself")
    ask = Composed(
        lambda reach: Thing.objects.filter(audience__within=reach).order_by("-id").values_list("id")[:7], list
    )
    some = make_note(cast.team, cast.ada)

    def planned():
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%LIMIT 7"])
            return cursor.fetchone()[0]

    for turn in range(12):
        reach = [some.audience_id, *range(900_000, 900_002 + turn)]
        assert some.id in {id_ for (id_,) in ask(reach)}
    assert planned() == 1
    for _turn in range(12):
        assert some.id in {id_ for (id_,) in ask([some.audience_id, *range(900_000, 901_000)])}
    assert planned() == 1
    assert ask([800_000, 800_001]) == []


@pytest.mark.django_db
def test_a_statement_that_nobody_watches_gets_the_same_answer(cast):
    def build(name):
        return Actor.objects.filter(name=name).annotate(part=Value("100 %s %")).values_list("name", "part")

    ask = Composed(build, str)
    with CaptureQueriesContext(connection):
        watched = ask("Ada Berg")

    assert [tuple(row) for row in ask("Ada Berg")] == [tuple(row) for row in watched] == [("Ada Berg", "100 %s %")]


@pytest.mark.django_db
def test_what_goes_wrong_there_is_told_as_django_tells_it(cast):
    ask = Composed(lambda name: Actor.objects.filter(name=name).extra(where=["no_such()"]).values_list("id"), str)
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("Ada Berg")

    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        Composed(lambda name: Actor.objects.filter(name=name).values_list("id"), str)("Ada Berg")


@pytest.mark.django_db
def test_sqlite_finds_what_never_changes_written_in_it_and_finds_the_same(cast):
    """A value that a partial index depends on would have it plan the statement anew each time it is bound."""
    odd = "100 %s o'clock"
    Actor.objects.filter(pk=cast.ben.pk).update(name=odd)

    def build(actor):
        return Actor.objects.filter(name=odd, kind="person").exclude(pk=actor).values_list("handle")

    ask = Composed(build, UUID)

    for actor in (cast.ada, cast.ben):
        assert [tuple(row) for row in ask(actor.id)] == list(build(actor.id))
    if connection.vendor == "sqlite":
        assert ask.filled(cast.ada.id)[1] == [cast.ada.id.hex]
