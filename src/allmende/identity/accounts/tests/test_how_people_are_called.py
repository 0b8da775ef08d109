"""What someone is called stands in many sentences of others, and leaves them as they are."""

import pytest

from allmende.foundation.verdicts import Refused
from allmende.identity.actors.commands import make_actor


@pytest.mark.django_db
def test_a_name_turns_no_sentence_round():
    assert make_actor("Egon \u202eRoth\u2066\n ").name == "Egon Roth"


@pytest.mark.django_db
def test_a_name_that_nobody_can_see_is_refused():
    with pytest.raises(Refused, match="at least one letter"):
        make_actor("\u202e\u200b")
