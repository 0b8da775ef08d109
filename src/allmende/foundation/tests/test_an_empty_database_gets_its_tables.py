"""A database that is empty gets the same tables as by Django's own, slower way.

The suite asks it of a house with one room, the long run (`--long`) of the whole one: that takes Django minutes.
"""

import os
import sqlite3
import subprocess
import sys

import pytest

MIGRATE = """
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command({command}, verbosity=0)
"""
TABLES = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"


def tables_made_by(command, folder, rooms):
    folder.mkdir()
    environment = {**os.environ, "ALLMENDE_DATA": str(folder), "ALLMENDE_DATABASE": "", "ALLMENDE_ROOMS": rooms}
    environment |= {"DJANGO_SETTINGS_MODULE": "allmende.config.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", MIGRATE.format(command=command)], env=environment, check=True)
    with sqlite3.connect(folder / "allmende.sqlite3") as database:
        return database.execute(TABLES).fetchall()


@pytest.mark.once
@pytest.mark.first
def test_the_tables_are_those_of_djangos_own_way(tmp_path, request):
    rooms = "" if request.config.getoption("--long") else "hubs"
    expected = tables_made_by("Command()", tmp_path / "slowly", rooms)

    assert len(expected) > 200
    assert tables_made_by("'migrate'", tmp_path / "quickly", rooms) == expected
