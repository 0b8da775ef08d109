"""People and things that several tests of posts speak of."""

import pytest

from allmende.commons.spaces.testing import make_member
from allmende.identity.accounts.testing import make_person
from allmende.rooms.posts.testing import make_post


@pytest.fixture
def gina(cast):
    """A member of the team, neither host nor the author of anything."""
    gina = make_person("Gina Feld")
    make_member(cast.community, gina)
    return make_member(cast.team, gina)


@pytest.fixture
def post(cast):
    return make_post(cast.ben, cast.team, heading="A pond")


@pytest.fixture
def other(cast):
    return make_post(cast.ada, cast.team, heading="A hedge")
