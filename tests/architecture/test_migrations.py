"""The migrations are complete, bring an empty database to the present tables, and keep nobody waiting who still runs the old code."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from allmende.foundation.upgrading.operations import AddIndexAside, DropOwnIndexAside
from allmende.foundation.upgrading.unsafe import problems_of

BEFORE_ANY_NODE = frozenset(
    {
        *(("accounts", "0002_age_band"), ("directory", "0002_words_of_someone")),
        *(("spaces", "0002_newcomers_and_kinds"), ("spaces", "0003_membership_has_duty")),
        *(("spaces", "0004_opening_and_rooms"), ("spaces", "0005_bodies_and_partnerships")),
    }
)
"""Made before the first node was in earnest use, which is when others begin to rely on these rules. Nothing is added here."""


@pytest.mark.django_db
def test_no_model_has_changed_without_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_migration_can_run_while_the_old_code_still_serves():
    loader, found = MigrationLoader(None), {}
    for key in sorted(loader.disk_migrations):
        migration = loader.graph.nodes[key]
        if not type(migration).__module__.startswith("allmende.") or migration.initial or key in BEFORE_ANY_NODE:
            continue
        if problems := problems_of(migration, loader.project_state(key, at_end=False)):
            found[key] = problems

    assert found == {}


def migration(*operations, atomic=True, **said):
    """A migration of the app `garden`."""
    made = type("Migration", (migrations.Migration,), {"operations": list(operations), "atomic": atomic, **said})
    return made("0002_later", "garden")


def garden():
    """The state that it starts from: one model with a name and a note."""
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=80)), ("note", models.TextField(null=True))]  # fmt: skip
    state.add_model(ModelState("garden", "Bed", fields))
    return state


INDEX = models.Index(fields=["name"], name="bed_name")
SAFE = {
    "a field that may be empty": (migrations.AddField("bed", "size", models.IntegerField(null=True)),),
    "a field that the database fills": (migrations.AddField("bed", "size", models.IntegerField(db_default=0)),),
    "a longer field": (migrations.AlterField("bed", "name", models.CharField(max_length=120)),),
    "a new table with all that belongs to it": (
        migrations.CreateModel("Tree", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.AddIndex("tree", models.Index(fields=["name"], name="tree_name")),
    ),
}
UNSAFE = {
    "asks for it": migrations.RemoveField("bed", "note"),
    "still asks": migrations.RenameField("bed", "note", "remark"),
    "old code still": migrations.DeleteModel("Bed"),
    "without it": migrations.AddField("bed", "size", models.IntegerField(default=0)),
    "unique": migrations.AddField("bed", "code", models.CharField(max_length=8, null=True, unique=True)),
    "forbid null": migrations.AlterField("bed", "note", models.TextField()),
    "rewritten": migrations.AlterField("bed", "note", models.IntegerField(null=True)),
    "longer values": migrations.AlterField("bed", "name", models.CharField(max_length=20)),
    "nobody can write": migrations.AddIndex("bed", INDEX),
    "outside a transaction": AddIndexAside("bed", INDEX),
    "may break it": migrations.AddConstraint("bed", models.UniqueConstraint(fields=["name"], name="bed_once")),
    "until all is done": migrations.RunPython(migrations.RunPython.noop),
    "what it locks": migrations.RunSQL("UPDATE garden_bed SET note = ''"),
}


@pytest.mark.parametrize("operations", SAFE.values(), ids=SAFE)
def test_what_both_versions_can_live_with_is_let_through(operations):
    assert problems_of(migration(*operations), garden()) == []


@pytest.mark.parametrize(("said", "operation"), UNSAFE.items(), ids=UNSAFE)
def test_what_the_old_code_would_not_survive_is_named_with_the_way_out(said, operation):
    (problem,) = problems_of(migration(operation), garden())

    assert said in problem
    assert problems_of(migration(operation, safe_because="only the new code has this table"), garden()) == []


def test_an_index_aside_and_data_alone_are_let_through_outside_a_transaction():
    for operation in (AddIndexAside("bed", INDEX), migrations.RunPython(migrations.RunPython.noop)):
        assert problems_of(migration(operation, atomic=False), garden()) == []


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_aside_and_taken_away_again_on_either_database():
    state = garden()
    bed = state.apps.get_model("garden", "Bed")
    operation, after = AddIndexAside("bed", INDEX), garden()
    operation.state_forwards("garden", after)
    with connection.schema_editor() as editor:
        editor.create_model(bed)
    try:
        for _twice in range(2):
            with connection.schema_editor(atomic=False) as editor:
                operation.database_forwards("garden", editor, state, after)
            with connection.cursor() as cursor:
                assert "bed_name" in connection.introspection.get_constraints(cursor, "garden_bed")
            if connection.vendor == "sqlite":
                break
        with connection.schema_editor(atomic=False) as editor:
            operation.database_backwards("garden", editor, after, state)
        with connection.cursor() as cursor:
            assert "bed_name" not in connection.introspection.get_constraints(cursor, "garden_bed")
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(bed)


@pytest.mark.django_db(transaction=True)
def test_a_foreign_keys_own_index_is_taken_away_and_made_again_while_the_constraint_stays():
    before = garden()
    bed = models.ForeignKey("Bed", models.CASCADE)
    before.add_model(ModelState("garden", "Row", [("id", models.BigAutoField(primary_key=True)), ("bed", bed)]))
    operation, after = DropOwnIndexAside("row", "bed", models.ForeignKey("Bed", models.CASCADE, db_index=False)), before.clone()  # fmt: skip
    operation.state_forwards("garden", after)
    made = [before.apps.get_model("garden", name) for name in ("Bed", "Row")]
    with connection.schema_editor() as editor:
        for model in made:
            editor.create_model(model)
    try:
        assert indexes_of_rows() == (1, 1)
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("garden", editor, before, after)
        assert indexes_of_rows() == (0, 1)
        with connection.schema_editor(atomic=False) as editor:
            operation.database_backwards("garden", editor, after, before)
        assert indexes_of_rows() == (1, 1)
    finally:
        with connection.schema_editor() as editor:
            for model in reversed(made):
                editor.delete_model(model)


def indexes_of_rows():
    """How many indexes and how many foreign keys the rows' column has."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "garden_row").values()
    of_bed = [one for one in found if one["columns"] == ["bed_id"]]
    return sum(one["index"] and not one["foreign_key"] for one in of_bed), sum(
        bool(one["foreign_key"]) for one in of_bed
    )
