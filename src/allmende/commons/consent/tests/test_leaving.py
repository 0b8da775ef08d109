"""Deleting one's account: a fortnight to think it over, then everything personal is erased, in every table."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils.translation import override

from allmende.commons.audiences.models import Layer
from allmende.commons.ballots.models import Ballot, Box
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.consent import commands
from allmende.commons.consent.models import Departure, Evidence
from allmende.commons.consent.queries import outstanding
from allmende.commons.consent.tasks import pack_everything
from allmende.commons.consent.testing import make_guardian, make_young
from allmende.commons.files.testing import make_picture
from allmende.commons.follows.commands import follow
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment, edit_comment, mark_read
from allmende.commons.threads.models import Comment
from allmende.foundation import clock, personal
from allmende.foundation.once.commands import once
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.commands import change_profile, show_portrait
from allmende.identity.actors.models import Actor
from allmende.observers.search.queries import search
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

pytestmark = pytest.mark.django_db
FORTNIGHT = timedelta(days=14)


def everything_stored() -> str:
    """All rows of all tables and all small files of the media folder, as one text; escaped letters as themselves."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    folder = Path(default_storage.location)
    found += [f"{path}: {path.read_bytes()!r}" for path in folder.rglob("*") if path.is_file()]
    return "\n".join(found).encode().decode("unicode-escape", errors="replace")


def of(*words: str) -> list[str]:
    """Where any of these words still stands."""
    stored = everything_stored().casefold().split("\n")
    return [line[:200] for line in stored if any(word.casefold() in line for word in words)]


@pytest.fixture
def xaver(cast):
    """Someone with something in every corner of the house, who has a name that nothing else contains."""
    with clock.frozen(NOON):
        actor = make_person("Xaver Quendelmoos", email="xaver.quendel@moos.example")
        for space in (cast.community, cast.team):
            Membership.objects.create(space=space, actor=actor, role=Role.HOST)
            Space.objects.filter(id=space.id).update(member_count=space.member_count + 1)
        from allmende.commons.spaces.reach import recompile  # app ready

        recompile([actor])
        change_profile(actor, about="Quendelgrower since ever.")
        show_portrait(actor, make_picture(actor, alt="Quendel face", open_to_all=True).id)
        call = make_call(cast.ada, cast.team)
        given = make_contribution(actor, call, title="Quendelroof")
        make_picture(actor, given, alt="Quendelplan")
        make_contribution(cast.ben, call, title="A pond")
        said = comment(actor, call, "Quendelwords to all.")
        comment(cast.ben, call, "I answer.", parent=said)
        edit_comment(actor, said, "Quendelwords, better.")
        make_note(cast.team, actor, None, "Quendeldraft")
        put_in_bin(actor, make_note(cast.team, actor, Layer.TEAM, "Quendelbinned"))
        follow(actor, call)
        mark_read(actor, call)
        once(actor.id, "key", lambda: "Quendelanswer")
        commands.accept(actor, outstanding(actor, cast.community)[0])
        commands.give_consent(actor, "face")
        commands.set_age(cast.eli, actor, cast.community, AgeBand.UNDER_16, "Quendelage")
        make_guardian(actor, "take_part", address="mother@quendel.example")
        commands.set_age(cast.eli, actor, cast.community, AgeBand.ADULT, "Quendelgrown")
        commands.note_vetting(cast.eli, actor, cast.community, Evidence.PLEDGE, clock.now().date())
        commands.ask_for_everything(actor, then=pack_everything.enqueue)
        Client(SERVER_NAME="localhost").force_login(actor.account)
        run_due()
    with clock.frozen(NOON + 2.5 * WEEK):
        cast_ballot(actor, call, [Contribution.objects.get(title="A pond").ballot_key])
        run_due()
    return actor


def leave(actor: Actor, *, keeps: bool) -> None:
    """Ask to leave, let the fortnight pass, let the worker work."""
    with clock.frozen(NOON + 2.6 * WEEK):
        commands.ask_to_leave(actor, keeps_contributions=keeps)
        run_due()
    with clock.frozen(NOON + 2.6 * WEEK + FORTNIGHT):
        run_due()


def test_whoever_goes_without_a_trace_leaves_none_in_any_table_or_file(cast, xaver):
    assert len(of("quendel")) > 15, "there was something to erase"
    leave(xaver, keeps=False)
    assert of("quendel") == []


def test_whoever_leaves_their_contributions_leaves_those_and_nothing_else(cast, xaver):
    leave(xaver, keeps=True)

    assert of("Xaver", "Quendelmoos", "quendel.example", "moos.example", "Quendeldraft", "Quendelbinned", "Quendelage", "Quendel face", "Quendelgrower", "Quendelanswer") == []  # fmt: skip
    given = Contribution.objects.select_related("author").get(title="Quendelroof")
    said = Comment.objects.select_related("author").get(text="Quendelwords, better.")
    assert [one.author.name for one in (given, said)] == ["a former member"] * 2
    with override("de"):
        assert Actor.objects.get(id=xaver.id).name == "ein früheres Mitglied"
    assert [hit.thing for hit in search(cast.ben, "Quendelroof").hits] == [given.id]


def test_places_stay_where_others_answered_and_votes_count(cast, xaver):
    leave(xaver, keeps=False)
    said = Comment.objects.get(author=xaver)
    assert (said.text, said.is_removed, said.replies.count()) == ("", True, 1)
    assert Contribution.objects.get(author=xaver).cost == 500_000
    assert Box.objects.get(thing__kind="call").turnout == 1
    assert not Ballot.objects.exclude(voter=None).exists()


def test_everything_stood_in_the_archive_before(cast, xaver, sign_in):
    with clock.frozen(NOON + 2.6 * WEEK):
        takeout = commands.ask_for_everything(xaver, then=pack_everything.enqueue)
        run_due()
        response = sign_in(xaver).get(f"/privacy/takeouts/{takeout.id}/file/")
    archive = ZipFile(BytesIO(b"".join(response.streaming_content)))
    words = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    for word in (
        "Quendelroof",
        "Quendelwords, better.",
        "Quendeldraft",
        "Quendelbinned",
        "Quendelgrower",
        "Quendelage",
        "xaver.quendel",
    ):
        assert word in words
    assert len([name for name in archive.namelist() if name.startswith("files/")]) == 2
    assert json.loads(archive.read("agreements.json"))["accepted"]


def test_erasing_twice_is_erasing_once(cast, xaver):
    leave(xaver, keeps=True)
    assert not commands.erase_person(xaver.id)
    assert recorded().count("PersonErased") == 1


def test_through_the_page_one_is_signed_out_everywhere_and_gets_a_mail(cast, sign_in):
    here, elsewhere = sign_in(cast.ben), sign_in(cast.ben)
    assert here.post("/privacy/departure/", {"keeps": "yes"}).status_code == 422, "being sure is asked for"
    assert here.post("/privacy/departure/", {"keeps": "yes", "sure": "on"}).url == "/"
    run_due()

    assert elsewhere.get("/settings/").status_code == 403
    assert mail.outbox[-1].to == ["ben-roth@example.org"]
    assert Departure.objects.get().keeps_contributions


def test_signing_in_within_the_fortnight_takes_it_back(cast, sign_in):
    with clock.frozen(NOON):
        commands.ask_to_leave(cast.ben, keeps_contributions=True)
    with clock.frozen(NOON + timedelta(days=13)):
        sign_in(cast.ben)
        run_due()
    with clock.frozen(NOON + timedelta(days=20)):
        run_due()
    assert Account.objects.filter(actor=cast.ben).exists()
    assert not Departure.objects.exists()
    assert recorded()[-1] != "PersonErased"
    assert "stays as it was" in mail.outbox[-1].body


def test_not_a_day_before(cast):
    with clock.frozen(NOON):
        commands.ask_to_leave(cast.ben, keeps_contributions=False)
    with clock.frozen(NOON + FORTNIGHT - timedelta(seconds=1)):
        run_due()
    assert Account.objects.filter(actor=cast.ben).exists()


def test_the_last_who_cares_for_a_space_hands_over_first(cast, sign_in):
    Membership.objects.filter(space=cast.team, actor=cast.eli).delete()
    with pytest.raises(Refused, match="Orchard"):
        commands.ask_to_leave(cast.ada, keeps_contributions=True)
    assert "Orchard" in sign_in(cast.ada).get("/privacy/departure/").content.decode()
    with pytest.raises(Refused, match="Meadow"):
        commands.ask_to_leave(cast.eli, keeps_contributions=True)


def test_who_became_the_last_meanwhile_is_followed_by_whoever_is_longest_there(cast):
    with clock.frozen(NOON):
        commands.ask_to_leave(cast.ada, keeps_contributions=True)
    take_out(cast.eli, cast.team, cast.eli)
    with clock.frozen(NOON + FORTNIGHT):
        run_due()
    assert Membership.objects.get(space=cast.team, actor=cast.ben).role == Role.HOST
    assert Space.objects.get(id=cast.team.id).member_count == Membership.objects.filter(space=cast.team).count()


def test_who_has_left_is_nobody_to_be_found_or_to_sign_in(cast, client):
    handle = cast.ben.handle
    with clock.frozen(NOON):
        commands.ask_to_leave(cast.ben, keeps_contributions=True)
    with clock.frozen(NOON + FORTNIGHT):
        run_due()
    assert client.get(f"/people/{handle}/").status_code in {403, 404}
    assert not Account.objects.filter(email="ben-roth@example.org").exists()
    assert make_young(make_person("Ben Roth"), AgeBand.ADULT).handle == handle, "the name is free again"


def test_a_fault_in_the_middle_erases_nothing(cast, monkeypatch):
    with clock.frozen(NOON):
        commands.ask_to_leave(cast.ben, keeps_contributions=False)

    def fail(_actor):
        raise RuntimeError("The disk is full.")

    broken = personal.Holding("zz", (), lambda _actor: {}, fail)
    monkeypatch.setitem(personal._holdings, "zz", broken)
    with clock.frozen(NOON + FORTNIGHT), pytest.raises(RuntimeError):
        commands.erase_person(cast.ben.id)
    assert Account.objects.filter(actor=cast.ben).exists()
    assert Membership.objects.filter(actor=cast.ben).count() == 2
