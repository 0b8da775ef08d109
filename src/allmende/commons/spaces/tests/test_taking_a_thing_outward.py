"""A thing goes outward through its space's gates, and back inside freely."""

import pytest
from django.db import transaction

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import decide_passage, narrow, publish, set_gate, widen
from allmende.commons.spaces.models import Mode, PassageState
from allmende.commons.spaces.queries import passages_of, waiting_passages, who_will_see
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.things.models import Thing
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused


def make_thing(space, author, layer=None):
    thing = Thing.objects.create(
        kind="note",
        title="A pond",
        space=space.thing_ptr,
        author=author,
        language="en",
        audience=hidden_audience(Kind.DRAFT, space, author),
    )
    if layer:
        with transaction.atomic():
            publish(author, thing, space, layer)
    return thing


def visible(reader, thing):
    return Thing.objects.visible_to(reader).filter(id=thing.id).exists()


def test_a_draft_is_its_authors_alone(cast):
    thing = make_thing(cast.team, cast.ben)

    assert [visible(reader, thing) for reader in (cast.ben, cast.ada, cast.eli, cast.finn, cast.dora, cast.cleo)] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_publishing_for_the_team_shows_it_to_the_team(cast):
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)

    assert [visible(reader, thing) for reader in (cast.ben, cast.ada, cast.finn, cast.dora, cast.cleo)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_free_gate_lets_it_through_at_once(cast):
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)

    widen(cast.ben, thing, cast.team, Layer.COMMUNITY)

    assert visible(cast.finn, thing)
    assert not visible(cast.dora, thing)


def test_a_reviewed_gate_lets_it_wait_until_a_curator_decides(cast):
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)
    passage = widen(cast.ben, thing, cast.team, Layer.PUBLIC)
    assert not visible(cast.cleo, thing)
    assert waiting_passages(cast.eli, cast.community) == [passage]
    assert waiting_passages(cast.ada, cast.community) == []

    decide_passage(cast.eli, passage, passes=True)

    assert visible(cast.cleo, thing)
    assert recorded(thing.id) == ["PassageAsked", "ThingWidened"]


def test_a_closed_gate_refuses_with_its_reason(cast):
    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.CLOSED)
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)

    with pytest.raises(Refused, match="gate is closed"):
        widen(cast.ben, thing, cast.team, Layer.PUBLIC)


def test_declining_needs_a_reason_and_leaves_it_where_it_was(cast):
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)
    passage = widen(cast.ben, thing, cast.team, Layer.PUBLIC)
    with pytest.raises(Refused, match="Say why"):
        decide_passage(cast.eli, passage, passes=False)

    decide_passage(cast.eli, passage, passes=False, reason="The photo shows children.")

    passage.refresh_from_db()
    assert passage.state == PassageState.DECLINED
    assert not visible(cast.finn, thing)


def test_withdrawing_is_free_and_shows_who_saw_it_when(cast):
    thing = make_thing(cast.team, cast.ben, Layer.TEAM)
    widen(cast.ben, thing, cast.team, Layer.COMMUNITY)

    narrow(cast.ben, thing, cast.team, Layer.TEAM)

    assert not visible(cast.finn, thing)
    periods = passages_of(thing.id)
    assert [(p.passage.layer, p.passage.reached, p.is_now) for p in periods] == [
        (Layer.TEAM, 3, True),
        (Layer.COMMUNITY, 4, False),
        (Layer.TEAM, 3, False),
    ]


def test_who_will_see_it_is_a_sentence_with_a_number(cast):
    assert who_will_see(cast.team, Layer.TEAM, cast.ben) == "The 3 members of this space can see this."
    assert who_will_see(cast.team, Layer.PRIVATE, cast.ben) == "Only you can see this."
