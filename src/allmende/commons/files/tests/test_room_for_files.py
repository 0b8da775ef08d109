"""How much room files may take: a person's and a space's share, exact when many want the last of it."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from allmende.commons.files import storage
from allmende.commons.files.commands import remove, store_document
from allmende.commons.files.models import File
from allmende.commons.files.queries import room_of_person, room_of_space, storage_by_space
from allmende.commons.files.testing import make_picture, make_upload
from allmende.commons.spaces.testing import make_note
from allmende.foundation.testing import at_once
from allmende.foundation.verdicts import Refused

PAPER = b"%PDF-1.7" + b"x" * 999_992


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.ROOM_PERSON, settings.ROOM_SPACE = 3_500_000, 5_500_000
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def hand_in(actor, thing=None, content=PAPER):
    return store_document(actor, make_upload(content, "plan.pdf"), thing=thing)


@pytest.mark.django_db
def test_what_does_not_fit_is_refused_with_what_to_do_and_nothing_is_kept(cast):
    kept = [hand_in(cast.ada, cast.team) for _ in range(3)]

    with pytest.raises(Refused) as refusal:
        hand_in(cast.ada, cast.team)
    assert refusal.value.status == 507
    assert "3.3\xa0MB: this one does not fit. Remove some you no longer need" in str(refusal.value.reason)
    with translation.override("de"), pytest.raises(Refused, match="Diese passt nicht mehr dazu"):
        hand_in(cast.ada, cast.team)
    assert len(list(storage.everything())) == File.objects.count() == 3

    remove(cast.ada, kept[0])
    hand_in(cast.ada, cast.team)


@pytest.mark.django_db
def test_a_space_has_its_share_whoever_fills_it(cast):
    for actor, count in ((cast.ada, 3), (cast.eli, 2)):
        for _ in range(count):
            hand_in(actor, make_note(cast.team, actor))

    with pytest.raises(Refused, match="The files here take up"):
        hand_in(cast.eli, make_note(cast.team, cast.eli))
    hand_in(cast.eli, make_note(cast.community, cast.eli))


@pytest.mark.django_db
def test_all_sizes_of_a_picture_count_and_so_does_what_lies_in_the_bin(cast, settings):
    picture = make_picture(cast.ada, cast.team)

    assert picture.stored > picture.size
    assert room_of_person(cast.ada.id).used == room_of_space(cast.team.id).used == picture.stored
    settings.ROOM_PERSON = 0
    assert room_of_person(cast.ada.id).fits(10**15)


@pytest.mark.django_db
def test_the_bar_beside_an_upload_says_how_much_is_taken(cast, django_assert_num_queries):
    hand_in(cast.ada, cast.team)
    with django_assert_num_queries(2):
        bar = Template("{% load files %}{% room_left actor space %}").render(
            Context({"actor": cast.ada.id, "space": cast.team.id})
        )

    assert bar.count("<progress") == 2
    assert "976.6\xa0KB of 3.3\xa0MB taken" in bar


@pytest.mark.django_db
def test_operators_see_what_each_space_takes_up(cast, django_assert_num_queries):
    hand_in(cast.ada, cast.team)
    make_picture(cast.eli, open_to_all=True)
    with django_assert_num_queries(2):
        rows = storage_by_space()

    assert [(row.title, row.files, row.encrypted, row.room.limit) for row in rows] == [
        ("Orchard", 1, 1, 5_500_000),
        ("", 1, 0, 0),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_want_the_last_place_one_gets_it(cast):
    hand_in(cast.ada, cast.team)
    hand_in(cast.ada, cast.team)

    outcomes = at_once(*[lambda: hand_in(cast.ada, cast.team)] * 8)

    assert [type(outcome).__name__ for outcome in outcomes].count("File") == 1
    assert [getattr(outcome, "status", 0) for outcome in outcomes].count(507) == 7
    assert room_of_person(cast.ada.id).used == 3_000_000
    assert len(list(storage.everything())) == 3
