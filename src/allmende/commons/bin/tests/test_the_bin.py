"""What is put in the bin is out of sight, comes back for thirty days, and is then deleted for good."""

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.commands import empty_bin, put_in_bin, restore
from allmende.commons.bin.models import Binned
from allmende.commons.bin.queries import bin_of_space, my_bin
from allmende.commons.bin.rules import Care, governs, when_emptied
from allmende.commons.bin.tasks import empty_bin as empty_bin_task
from allmende.commons.spaces.commands import decide_passage, widen
from allmende.commons.spaces.queries import passages_of
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, remove_comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Denied, Refused
from allmende.identity.actors.models import Actor


def visible(reader, thing):
    return Thing.objects.visible_to(reader).filter(id=thing.id).exists()


def test_what_is_binned_is_out_of_everyones_sight_but_its_authors_and_the_stewards(cast):
    note = make_note(cast.team, cast.ada, Layer.COMMUNITY)
    assert visible(cast.finn, note)

    put_in_bin(cast.ada, note)

    assert [visible(reader, note) for reader in (cast.ada, cast.eli, cast.ben, cast.finn, cast.cleo)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert recorded(note.id) == ["ThingBinned"]


def test_it_comes_back_to_where_it_stood_and_the_record_shows_the_gap(cast):
    note = make_note(cast.team, cast.ada, Layer.COMMUNITY)
    published = note.published
    put_in_bin(cast.ada, note)

    restore(cast.ada, note)

    assert visible(cast.finn, note)
    note.refresh_from_db()
    assert (note.audience.kind, note.layer, note.published) == (Kind.LADDER, Layer.COMMUNITY, published)
    assert [(period.passage.layer, period.is_now) for period in passages_of(note.id)] == [
        (Layer.COMMUNITY, True), (Layer.COMMUNITY, False),
    ]  # fmt: skip
    assert not Binned.objects.exists()


def test_a_draft_comes_back_as_a_draft(cast):
    draft = make_note(cast.team, cast.ben, layer=None)
    put_in_bin(cast.ben, draft)

    restore(cast.ben, draft)

    draft.refresh_from_db()
    assert draft.audience.kind == Kind.DRAFT


def test_who_may_not_is_told_why(cast):
    note = make_note(cast.team, cast.ada)

    for actor, reason in [
        (cast.ben, "Only whoever made it, or a curator"),
        (cast.finn, "nothing here for you"),
        (cast.cleo, "Sign in"),
    ]:
        with pytest.raises(Refused, match=reason):
            put_in_bin(actor, note)
    with pytest.raises(Refused, match="can't be put in the bin"):
        put_in_bin(cast.eli, cast.team.thing_ptr)
    assert not Binned.objects.exists()


def test_an_author_does_not_bring_back_what_a_curator_has_removed(cast):
    note = make_note(cast.team, cast.ben)
    put_in_bin(cast.eli, note)

    with pytest.raises(Refused, match="Only whoever put it in the bin"):
        restore(cast.ben, note)

    restore(cast.eli, note)
    assert visible(cast.ben, note)


def test_binning_and_restoring_twice_is_refused_as_meanwhile_done(cast):
    note = make_note(cast.team, cast.ada)
    put_in_bin(cast.ada, note)
    with pytest.raises(Refused, match="bin already"):
        put_in_bin(cast.ada, note)
    restore(cast.ada, note)

    with pytest.raises(Refused, match="doesn't lie in the bin") as refusal:
        restore(cast.ada, note)

    assert refusal.value.status == 409


def test_what_waited_at_a_gate_does_not_come_out_of_the_bin_by_a_curators_yes(cast):
    note = make_note(cast.team, cast.ben)
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)
    put_in_bin(cast.ben, note)

    with pytest.raises(Refused, match="decided already"):
        decide_passage(cast.eli, passage, passes=True)

    assert not visible(cast.cleo, note)


def test_after_thirty_days_it_is_gone_for_good_and_the_journal_knows(cast):
    with clock.frozen(NOON):
        old, young = make_note(cast.team, cast.ada), make_note(cast.team, cast.ada)
        put_in_bin(cast.ada, old)
        with clock.travel(days=1):
            put_in_bin(cast.ada, young)
    gone = []
    when_emptied(gone.append)

    with clock.frozen(NOON + timedelta(days=30)):
        assert empty_bin_task.call() == 1
        assert empty_bin() == 0

    assert list(Thing.objects.filter(kind="note")) == [young]
    assert old.id in gone
    last = Entry.objects.order_by("id").last()
    assert (last.name, last.thing, last.payload) == ("ThingDeleted", old.id, {"kind": "note"})


def test_a_room_refuses_tidies_up_and_says_where_it_comes_back(cast):
    note = make_note(cast.team, cast.ada)
    Thing.objects.filter(id=note.id).update(kind="pact")
    governs("pact", Care(may_bin=lambda _actor, _thing: Denied("A pact is kept.")))

    with pytest.raises(Refused, match="A pact is kept"):
        put_in_bin(cast.ada, note)

    assert visible(cast.ben, note)


def test_my_bin_is_read_in_pages_the_last_first(cast):
    notes = [make_note(cast.team, cast.ada, title=f"No. {number}") for number in range(3)]
    for note in notes:
        put_in_bin(cast.ada, note)

    first = my_bin(cast.ada, limit=2)
    rest = my_bin(cast.ada, first.next, limit=2)

    assert [row.title for row in first.rows] == ["No. 2", "No. 1"]
    assert ([row.title for row in rest.rows], rest.next) == (["No. 0"], None)
    assert first.rows[0].until == first.rows[0].at + timedelta(days=30)
    assert (my_bin(cast.ben).rows, my_bin(cast.cleo).rows) == ([], [])


@pytest.mark.parametrize("items", [1, 3])
def test_a_spaces_bin_takes_the_same_statements_for_one_as_for_three(cast, items, django_assert_num_queries):
    said = comment(cast.ben, make_note(cast.team, cast.ada), "A *hasty* word")
    remove_comment(cast.ben, said)
    for author in (cast.ada, cast.ben)[: items - 1]:
        put_in_bin(author, make_note(cast.team, author))
    curator, member = (Actor.objects.get(id=actor.id) for actor in (cast.eli, cast.ben))

    with django_assert_num_queries(5):
        page = bin_of_space(curator, cast.team)

    assert (len(page.rows), page.rows[-1].title) == (items, "A hasty word")
    assert all(row.may_restore for row in page.rows)
    assert bin_of_space(member, cast.team).rows == []
