"""Several make one contribution: asked in, they see and write it; what two write at once is put together, and nothing is lost."""

from __future__ import annotations

import pytest

from allmende.commons.authorship.queries import shares_of
from allmende.commons.spaces.testing import make_member
from allmende.commons.versions.models import Version
from allmende.foundation import clock
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.rooms.calls.commands import (
    draft_contribution,
    save_contribution,
    submit_contribution,
    team,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.content import marks_of
from allmende.rooms.calls.commands.pens import hold_pen
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.contributions import my_drafts
from allmende.rooms.calls.queries.pens import PATIENCE, others_writing
from allmende.rooms.calls.rules import is_author, may_revise, may_withdraw
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db
TEXT = "A pond: it cools the air, and the frogs will like it too."


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


@pytest.fixture
def draft(cast, call):
    return draft_contribution(cast.ben, call, title="A pond", text=TEXT, cost=100)


def join(contribution, *people):
    for person in people:
        team.ask_in(contribution.author, contribution, person)
        team.answer(person, contribution, joins=True)
    return Contribution.objects.select_related("audience", "author").get(id=contribution.id)


def sees(reader, contribution):
    return Contribution.objects.visible_to(reader).filter(id=contribution.id).exists()


def test_who_is_asked_sees_the_draft_and_writes_once_they_are_in(cast, draft):
    team.ask_in(cast.ben, draft, cast.ada)
    assert (sees(cast.ada, draft), sees(cast.eli, draft), is_author(cast.ada, draft)) == (True, False, False)

    team.answer(cast.ada, draft, joins=True)

    draft = Contribution.objects.get(id=draft.id)
    assert (bool(may_revise(cast.ada, draft)), bool(may_withdraw(cast.eli, draft))) == (True, False)
    assert [one.title for one in my_drafts(cast.ada)] == ["A pond"]


def test_who_declines_or_leaves_sees_the_draft_no_more(cast, draft):
    team.ask_in(cast.ben, draft, cast.ada)
    team.answer(cast.ada, draft, joins=False)
    assert not sees(cast.ada, draft)

    join(draft, cast.ada)
    team.leave(cast.ada, draft)
    assert not sees(cast.ada, draft)


def test_nobody_is_asked_in_who_cant_take_part(cast, draft):
    for stranger in (cast.finn, cast.dora):
        with pytest.raises(Refused) as refusal:
            team.ask_in(cast.ben, draft, stranger)
        assert refusal.value.status == 422


def test_a_co_author_revises_and_withdraws_what_is_handed_in(cast, call):
    uma = make_member(cast.team, make_person("Uma Reich"))
    pond = join(make_contribution(cast.ben, call), uma)

    save_contribution(uma, pond, pond.revision, title="A lake")
    withdraw_contribution(uma, pond)

    assert (sees(cast.ben, pond), sees(uma, pond), sees(cast.finn, pond)) == (True, True, False)


def test_a_team_sees_its_own_under_seal(cast, at_noon):
    uma, call = make_member(cast.team, make_person("Uma Reich")), make_call(cast.ada, cast.team, sealed=True)
    pond = join(draft_contribution(cast.ben, call, title="A pond", text=TEXT, cost=100), uma)
    submit_contribution(uma, pond)

    other = make_member(cast.team, make_person("Olaf Kern"))
    assert [sees(reader, pond) for reader in (cast.ben, uma, cast.ada, other)] == [True, True, True, False]


def test_what_two_write_in_different_fields_is_put_together(cast, draft):
    draft = join(draft, cast.ada)
    was = marks_of(draft)
    save_contribution(cast.ben, draft, draft.revision, was=was, title="A large pond", text=TEXT, cost=100)

    save_contribution(cast.ada, draft, draft.revision, was=was, title="A pond", text=f"{TEXT} And newts.", cost=100)

    now = Contribution.objects.get(id=draft.id)
    assert (now.title, now.text) == ("A large pond", f"{TEXT} And newts.")


def test_where_both_changed_the_same_nothing_is_overwritten(cast, draft):
    draft = join(draft, cast.ada)
    was = marks_of(draft)
    save_contribution(cast.ben, draft, draft.revision, was=was, title="A large pond")

    with pytest.raises(Refused) as refusal:
        save_contribution(cast.ada, draft, draft.revision, was=was, title="A small pond")

    assert (refusal.value.status, list(refusal.value.errors)) == (409, ["title"])
    assert Contribution.objects.get(id=draft.id).title == "A large pond"


def test_a_draft_that_another_goes_on_with_is_kept_as_it_was_left(cast, draft):
    draft = join(draft, cast.ada)
    save_contribution(cast.ben, draft, 0, title="Ben's pond")
    save_contribution(cast.ada, draft, 1, title="Ada's pond")

    assert [row.snapshot["title"] for row in Version.objects.filter(thing=draft)] == ["Ben's pond"]


def test_who_else_writes_is_seen_until_they_are_silent(cast, draft):
    draft = join(draft, cast.ada)
    hold_pen(cast.ada, draft)

    assert [pen.name for pen in others_writing(draft.id, cast.ben.id)] == ["Ada Berg"]
    assert others_writing(draft.id, cast.ada.id) == []
    with clock.frozen(NOON + PATIENCE):
        assert others_writing(draft.id, cast.ben.id) == []


def test_the_page_shows_both_texts_and_saving_again_decides(cast, draft, signed_in):
    draft = join(draft, cast.ada)
    page = f"/calls/{draft.call.slug}/contributions/{draft.number}/edit/"
    was = {f"was-{name}": mark for name, mark in marks_of(draft).items()}
    save_contribution(cast.ben, draft, draft.revision, title="Ben's pond", text=f"{TEXT} And newts.")
    typed = {"title": "Ada's pond", "text": TEXT, "cost": "1", "version": draft.revision, **was}

    answer = signed_in(cast.ada).post(page, typed)

    content = answer.content.decode()
    assert answer.status_code == 409
    assert ("Ada&#x27;s pond" in content, "Ben&#x27;s pond" in content, "And newts." in content) == (True, True, True)
    stored = Contribution.objects.get(id=draft.id)
    again = {f"was-{name}": mark for name, mark in marks_of(stored).items()}
    typed |= {"text": f"{TEXT} And newts.", "version": stored.revision, **again}
    assert signed_in(cast.ada).post(page, typed).status_code == 302
    assert Contribution.objects.get(id=draft.id).title == "Ada's pond"


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_save_at_once_lose_nothing(cast):
    call = make_call(cast.ada, cast.team)
    set_template(cast.ada, call, [FieldText("line", f"Field {n}") for n in range(10)])
    people = [make_member(cast.team, make_person(f"Person {n}")) for n in range(10)]
    draft = join(draft_contribution(people[0], call, title="A pond", text=TEXT, cost=100), *people[1:])
    was = marks_of(draft)

    answers = at_once(
        *(
            lambda n=n: save_contribution(people[n], draft, draft.revision, was=was, **{f"f-{n + 1}": f"By {n}"})
            for n in range(10)
        )
    )

    assert [type(answer) for answer in answers] == [Contribution] * 10
    now = Contribution.objects.get(id=draft.id)
    assert now.answers == {str(n + 1): f"By {n}" for n in range(10)}
    assert now.revision == draft.revision + 10


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_save_the_same_field_at_once_are_told_and_every_text_stays(cast):
    call = make_call(cast.ada, cast.team)
    people = [make_member(cast.team, make_person(f"Person {n}")) for n in range(10)]
    pond = join(make_contribution(people[0], call), *people[1:])
    was = marks_of(pond)

    answers = at_once(
        *(
            lambda n=n: save_contribution(people[n], pond, pond.revision, was=was, title=f"The pond of {n}")
            for n in range(10)
        )
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Contribution"] + ["Refused"] * 9
    for n in range(10):  # each looks at both texts and saves again
        now = Contribution.objects.get(id=pond.id)
        save_contribution(people[n], now, now.revision, was=marks_of(now), title=f"The pond of {n} again")
    kept = {row.snapshot["title"] for row in Version.objects.filter(thing=pond)}
    assert {f"The pond of {n} again" for n in range(9)} <= kept


def test_the_team_page_asks_shares_and_agrees(cast, call, signed_in):
    pond = make_contribution(cast.ben, call)
    page = f"/calls/{call.slug}/contributions/{pond.number}/team/"
    ben, ada = signed_in(cast.ben), signed_in(cast.ada)

    assert ben.post(page, {"person": cast.ada.handle}).status_code == 302
    assert b"asks you to be a co-author" in ada.get(f"/calls/{call.slug}/contributions/{pond.number}-a-pond/").content
    assert ada.post(f"{page}answer/", {"answer": "yes"}).status_code == 302
    wrong = ben.post(f"{page}shares/", {"share-ben-roth": "60", "share-ada-berg": "30"})
    assert (wrong.status_code, b"exactly 100" in wrong.content) == (422, True)
    assert ben.post(f"{page}shares/", {"share-ben-roth": "66.67", "share-ada-berg": "33,33"}).status_code == 302
    stale = ada.post(f"{page}agreement/", {"seen-ben-roth": "50", "seen-ada-berg": "50"})
    assert stale.status_code == 409
    assert ada.post(f"{page}agreement/", {"seen-ben-roth": "66.67", "seen-ada-berg": "33.33"}).status_code == 302
    assert [(share.hundredths, share.confirmed) for share in shares_of([pond.id])[pond.id]] == [
        (6667, True),
        (3333, True),
    ]
