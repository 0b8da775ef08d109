"""A database that is empty gets the same tables as by Django's own, slower way."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

DJANGOS_WAY = """
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0)
"""


def tables(cursor):
    cursor.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'shared_cache' ORDER BY 1, 2"
    )
    return [tuple(row) for row in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.first
def test_the_tables_are_those_of_djangos_own_way(tmp_path):
    environment = {**os.environ, "ALLMENDE_DATA": str(tmp_path), "ALLMENDE_DATABASE": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "allmende.config.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", DJANGOS_WAY], env=environment, check=True)

    with sqlite3.connect(tmp_path / "allmende.sqlite3") as slowly:
        expected = tables(slowly.cursor())
    assert len(expected) > 400
    with connection.cursor() as cursor:
        assert tables(cursor) == expected
