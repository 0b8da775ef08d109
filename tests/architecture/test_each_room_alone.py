"""Each room can be the only one that a node runs: the house starts, its tables stand, its front pages answer."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.once, pytest.mark.first]

VISIT = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from allmende.commons.spaces.testing import make_community
from allmende.foundation.doors import rooms
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.testing import make_person
from django.test import Client
from django.urls import reverse
founder = make_person("Eli Stein")
make_community(founder)
run_due()
client = Client(SERVER_NAME="localhost")
for _as in (None, founder.account):
    if _as: client.force_login(_as)
    for path in ["/", *(reverse(room.index_url) for room in rooms() if _as or not room.for_members)]:
        assert client.get(path).status_code == 200, path
print(",".join(room.key for room in rooms()))
"""


def start(tmp_path, rooms):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ALLMENDE_")},
        "ALLMENDE_DATA": str(tmp_path), "ALLMENDE_ROOMS": rooms, "DJANGO_SETTINGS_MODULE": "allmende.config.settings",
        "PYTHONPATH": str(settings.PACKAGE.parent),
    }  # fmt: skip
    return subprocess.run([sys.executable, "-c", VISIT], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", settings.ALL_ROOMS)
def test_a_room_runs_alone(tmp_path, room):
    house = start(tmp_path, room)

    assert (house.stdout.strip().splitlines()[-1:], house.returncode) == ([room], 0), house.stderr[-2000:]


def test_a_room_that_isnt_there_is_named_at_the_start(tmp_path):
    house = start(tmp_path, "calls,cellar")

    assert house.returncode != 0
    assert "there is no room cellar" in house.stderr
