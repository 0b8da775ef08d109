"""People mute what they don't want to hear and block whom they want nothing to do with; nobody else learns of it."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.mutes.commands import block, mute, mute_thing, unblock, unmute, unmute_thing
from allmende.commons.mutes.queries import (
    Quiet,
    blocked_with,
    blocks_between,
    quiet_list,
    quieted_by,
    unreached_among,
)
from allmende.commons.mutes.rules import may_block
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.testing import make_note
from allmende.foundation.journal.models import Entry
from allmende.foundation.personal import holdings
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Guest
from allmende.people.connections.commands import accept, ask
from allmende.people.connections.models import Connection
from allmende.people.connections.queries.contacts import are_contacts, asks_for
from allmende.rooms.calls.testing import make_call


def test_what_one_mutes_is_quiet_until_one_takes_it_back(cast):
    note = make_note(cast.team, cast.ada)

    mute(cast.ben, cast.ada)
    mute(cast.ben, cast.ada)
    mute_thing(cast.ben, note)

    assert quieted_by(cast.ben) == Quiet(frozenset({cast.ada.id}), frozenset({note.id}))
    assert quieted_by(cast.ada) == quieted_by(Guest("en")) == Quiet()
    unmute(cast.ben, cast.ada.handle)
    unmute_thing(cast.ben, note.id)
    assert quieted_by(cast.ben) == Quiet()


def test_what_is_quiet_takes_one_statement_and_is_then_kept(cast, django_assert_num_queries):
    mute(cast.ben, cast.ada)
    block(cast.ben, cast.eli)

    with django_assert_num_queries(1):
        assert quieted_by(cast.ben).people == {cast.ada.id, cast.eli.id}
        assert quieted_by(cast.ben).things == frozenset()


def test_a_block_stands_between_both_and_is_quiet_for_who_made_it_alone(cast):
    block(cast.ben, cast.ada)

    assert blocks_between(cast.ben.id, cast.ada.id)
    assert blocks_between(cast.ada.id, cast.ben.id)
    assert not blocks_between(cast.ada.id, cast.eli.id)
    assert (blocked_with(cast.ben), blocked_with(cast.ada)) == ({cast.ada.id}, {cast.ben.id})
    assert unreached_among(cast.ada.id, [cast.ben.id, cast.eli.id]) == {cast.ben.id}
    assert quieted_by(cast.ada) == Quiet()
    unblock(cast.ben, cast.ada.handle)
    assert not blocks_between(cast.ada.id, cast.ben.id)


def test_nobody_is_told_and_the_journal_keeps_nothing_of_it(cast):
    before = Entry.objects.count()

    mute(cast.ben, cast.ada)
    block(cast.ben, cast.eli)

    assert Entry.objects.count() == before


def test_a_block_ends_the_contact_of_the_two(cast):
    accept(cast.ada, ask(cast.ben, cast.ada, cast.community), cast.community)
    assert are_contacts(cast.ben, cast.ada)

    block(cast.ada, cast.ben)

    assert not are_contacts(cast.ben, cast.ada)
    assert not Connection.objects.exists()


def test_who_is_blocked_can_ask_without_noticing_and_nobody_is_bothered(cast, mailoutbox):
    block(cast.ada, cast.ben)

    asked = ask(cast.ben, cast.ada, cast.community, "Please?")

    assert asked.state == "asked"
    assert asks_for(cast.ada) == []
    assert mailoutbox == []
    with pytest.raises(Refused, match="You have blocked Ben Roth"):
        ask(cast.ada, cast.ben, cast.community)


def test_one_mutes_and_blocks_only_whom_one_meets(cast):
    assert may_block(cast.ben, cast.dora).status == 404
    assert may_block(cast.ben, cast.ben).status == 409
    assert may_block(cast.dora, cast.ben).status == 404

    make_call(cast.eli, cast.community, layer=Layer.COMMUNITY)
    assert may_block(cast.finn, cast.eli)


def test_the_list_holds_both_in_order_and_names_nothing_that_one_no_longer_sees(cast):
    call = make_call(cast.ada, cast.team)
    note = make_note(cast.team, cast.ada, title="A secret")
    mute(cast.ben, cast.ada)
    block(cast.ben, cast.eli)
    mute_thing(cast.ben, call)
    mute_thing(cast.ben, note)
    narrow(cast.ada, note, cast.team, Layer.PRIVATE)

    first, following = quiet_list(cast.ben, limit=3)
    rest, end = quiet_list(cast.ben, following, limit=3)

    assert [line.title for line in first] == ["Something that you no longer see", "A cooler schoolyard", "Eli Stein"]
    assert [(line.title, line.is_blocked) for line in rest] == [("Ada Berg", False)]
    assert end is None


@pytest.mark.parametrize("lines", [1, 3])
def test_the_list_takes_the_same_statements_for_one_as_for_three(cast, lines, sign_in, django_assert_num_queries):
    for person in (cast.ada, cast.eli, cast.finn)[:lines]:
        mute(cast.ben, person)
    browser = sign_in(cast.ben)
    browser.get("/quiet/")

    with django_assert_num_queries(8):
        page = browser.get("/quiet/").content.decode()

    assert page.count("Take it back") == lines


def test_the_pages_mute_block_and_take_back(cast, sign_in):
    browser = sign_in(cast.ben)

    browser.post("/people/ada-berg/mute/")
    browser.post("/people/eli-stein/block/")
    assert "Ada Berg" in browser.get("/quiet/").content.decode()
    assert "Hear of them again" in browser.get("/people/ada-berg/quiet/").content.decode()
    assert "Muted or blocked" in browser.get("/people/ada-berg/").content.decode()
    browser.post("/people/ada-berg/mute/removal/")
    browser.post("/people/eli-stein/block/removal/")

    assert "Nothing is quiet" in browser.get("/quiet/").content.decode()


def test_what_is_kept_of_it_is_ones_own_and_goes_with_either(cast):
    mute(cast.ben, cast.ada)
    block(cast.ben, cast.eli)
    [held] = [holding for holding in holdings() if holding.key == "mutes"]

    assert held.export(cast.ben) == {
        "muted": [{"person__handle": "ada-berg", "thing": None}],
        "blocked": ["eli-stein"],
    }
    assert held.export(cast.eli) == {"muted": [], "blocked": []}
    held.forget(cast.eli)
    held.forget(cast.ada)
    assert quieted_by(cast.ben) == Quiet()


def test_a_handle_that_one_does_not_meet_is_answered_like_one_that_nobody_has(cast, sign_in):
    browser = sign_in(cast.ben)

    answers = [
        (getattr(browser, method)(f"/people/{handle}/{way}/").status_code)
        for handle in ("dora-weit", "nobody-at-all")
        for method, way in (("get", "quiet"), ("post", "mute"), ("post", "mute/removal"), ("post", "block/removal"))
    ]

    assert answers[:4] == answers[4:] == [404, 404, 302, 302]
