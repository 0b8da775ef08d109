"""The bin and a command on the same contribution take turns: neither waits for what the other holds."""

import threading
import time

import pytest
from django.db import connections, transaction

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.things.models import Thing
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_the_call_gets_the_contribution_too(cast, at_noon):
    pond = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    came: list[object] = []

    def bin_it() -> None:
        try:
            came.append(put_in_bin(cast.ben, pond))
        except Exception as error:  # noqa: BLE001  the test looks at it
            came.append(error)
        finally:
            connections.close_all()

    with transaction.atomic():  # as every command on a contribution begins
        Thing.objects.hold(pond.call_id)
        Call.objects.select_for_update(of=("self",)).get(id=pond.call_id)
        other = threading.Thread(target=bin_it)
        other.start()
        time.sleep(0.3)
        Thing.objects.hold(pond.id)
    other.join(30)

    assert not isinstance(came[0], Exception), came
    assert Contribution.objects.get().state == "withdrawn"
    assert Call.objects.get().contribution_count == 0
