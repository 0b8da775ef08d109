"""What the tests of the API share: the held clock, a call of the team, and one that everyone sees."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.foundation import clock
from allmende.foundation.limits.quotas import forget_all
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call


@pytest.fixture(autouse=True)
def _at_noon():
    forget_all()
    with clock.frozen(NOON):
        yield


@pytest.fixture
def call(cast):
    return make_call(cast.ada, cast.team)


@pytest.fixture
def public_call(cast):
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    return make_call(cast.eli, cast.community, layer=Layer.PUBLIC)
