"""A call is practised: as real as any to its space, told to nobody else, counting for nothing; ended with one act, or begun for real."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.ballots.models import Ballot
from allmende.commons.bin.commands import KEPT_FOR, empty_bin, restore
from allmende.commons.bin.models import Binned
from allmende.commons.ratings.commands import CriterionText
from allmende.commons.spaces.commands import open_space, widen
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import observers, pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.observers.feed.models import FeedRow
from allmende.observers.notices.models import Notice
from allmende.observers.search.queries import search
from allmende.people.organisations.rules import active_people, shared_on
from allmende.people.trust.models import Merit
from allmende.rooms.calls.commands import begin_for_real, end_practice, open_practice, publish_call
from allmende.rooms.calls.commands.rating import set_sheet
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import Call, CallState, Contribution
from allmende.rooms.calls.queries.template import template_of
from allmende.rooms.calls.testing import WEEK, make_contribution, make_draft
from tests.matrix.asking import Browsers

MARK = "nothing of this counts"


def walked(cast: Any, *, practice: bool) -> Call:
    """A whole call of the team: handed in, discussed, voted on, counted by the house, thanked for."""
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team, title="A rehearsal" if practice else "A performance")
        call = open_practice(cast.ada, draft) if practice else publish_call(cast.ada, draft, Layer.TEAM)
        pond = make_contribution(cast.ben, call, title="A pond of frogs")
        comment(cast.ada, pond, "Frogs like shade.")
    ben, ada = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    ben.force_login(cast.ben.account)
    ada.force_login(cast.ada.account)
    with clock.frozen(NOON + 2 * WEEK + timedelta(days=1)):
        assert ben.post(reverse("calls:vote", args=[call.slug]), {"choices": ["0001"]}).status_code == 302
    with clock.frozen(NOON + 3 * WEEK + timedelta(days=1)):
        turn_due_calls()
        told = ada.post(reverse("calls:outcome", args=[call.slug]), {"text": "The pond is dug. Thanks to you all!"})
        assert told.status_code == 302
    pull_all()
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def test_the_whole_way_is_as_real_as_any(cast: Any) -> None:
    call = walked(cast, practice=True)

    assert call.state == CallState.FINISHED
    assert Contribution.objects.get(call=call).is_chosen
    assert [notice.reason for notice in Notice.objects.filter(actor=cast.ben).order_by("id")] == [
        "threads.yours", "calls.counted", "calls.thanked",
    ]  # fmt: skip


@pytest.mark.parametrize("practice", [False, True])
def test_nothing_of_it_counts(cast: Any, practice: bool) -> None:
    body = open_space(cast.ada, cast.community, name="Meadow Ltd", purpose=SpaceKind.ORGANISATION)
    call = walked(cast, practice=practice)
    things = {call.id, *Contribution.objects.filter(call=call).values_list("id", flat=True)}

    counted = {
        "trust": Merit.objects.filter(thing__in=things).count(),
        "feed": FeedRow.objects.filter(thing__in=things).count(),
        "outward": Thing.objects.shared().filter(id__in=things).count(),
        "checklist": shared_on(Layer.TEAM)(body).count(),
    }

    assert {name: bool(number) for name, number in counted.items()} == {
        "trust": not practice, "feed": not practice, "outward": not practice, "checklist": False,
    }  # fmt: skip


def test_observers_hear_of_practice_only_if_they_ask_for_it() -> None:
    assert {observer.name for observer in observers() if observer.practice} == {"search", "notices"}


def test_only_its_space_sees_it_and_reads_on_every_page_that_it_is_practice(cast: Any) -> None:
    with clock.frozen(NOON):
        call = open_practice(cast.ada, make_draft(cast.ada, cast.team, title="A rehearsal"))
        pond = make_contribution(cast.ben, call, title="A pond of frogs")
        pull_all()
        own = [
            f"/calls/{call.slug}/{part}"
            for part in ("", "contributions/", "discussion/", f"contributions/{pond.number}-a-pond-of-frogs/", "vote/")
        ]
        lists = ["/calls/", "/search/?q=rehearsal", "/"]
        answers = {}
        browsers = Browsers(cast)
        for who in ("cleo", "dora", "finn", "ben", "ada", "eli"):
            with browsers.undone(who) as client:
                statuses = [client.get(url) for url in own]
                pages = [client.get(url).content.decode() for url in [*lists, "/api/v1/calls"]]
                answers[who] = (
                    {answer.status_code for answer in statuses},
                    {MARK in answer.content.decode() for answer in statuses},
                    [f"/calls/{call.slug}/" in page for page in pages],
                )

    inside, outside = ({200}, {True}, [True] * 4), ({404}, {False}, [False] * 4)
    assert answers == {who: inside if who in {"ben", "ada", "eli"} else outside for who in answers}
    assert [hit.is_practice for hit in search(cast.ben, "rehearsal").hits] == [True]


def test_it_passes_no_gate(cast: Any, client: Client) -> None:
    call = walked(cast, practice=True)
    pond = Contribution.objects.get(call=call)

    for thing in (call, pond):
        with pytest.raises(Refused, match="it goes no further than its space"):
            widen(
                thing.author,
                Thing.objects.select_related("audience", "author").get(id=thing.id),
                cast.team,
                Layer.PUBLIC,
            )
    client.force_login(cast.ben.account)
    assert client.post(reverse("ladder", args=[pond.id]), {"to": "5"}).status_code == 409
    assert client.get(f"/feeds/things/{call.id}.atom").status_code == 404


def test_sealed_contributions_count_for_nothing_either(cast: Any) -> None:
    with clock.frozen(NOON):
        call = open_practice(cast.ada, make_draft(cast.ada, cast.team, sealed=True))
        pond = make_contribution(cast.ben, call)
        pull_all()
    assert pond.audience.kind == Kind.SEALED
    assert not Merit.objects.exists()
    with clock.frozen(NOON + WEEK):
        turn_due_calls()
    pond.refresh_from_db()
    assert pond.is_practice


def test_one_act_puts_all_of_it_in_the_bin_and_one_brings_it_back(cast: Any, client: Client) -> None:
    call = walked(cast, practice=True)
    pond = Contribution.objects.get(call=call)
    client.force_login(cast.ada.account)
    page = client.get(reverse("calls:practice", args=[call.slug])).content.decode()
    assert client.post(reverse("calls:practice_ending", args=[call.slug])).status_code == 302
    again = client.post(reverse("calls:practice_ending", args=[call.slug]))

    kinds = set(Thing.objects.filter(id__in=[call.id, pond.id]).values_list("audience__kind", flat=True))
    assert all(words in page for words in ("1 contribution", "1 comment", "1 ballot"))
    assert (kinds, again.status_code) == ({Kind.BIN}, 409)
    assert Comment.objects.get().audience.kind == Kind.BIN
    assert [row.thing_id for row in Binned.objects.all()] == [call.id]

    with clock.frozen(NOON + 9 * WEEK):
        assert turn_due_calls() == 0, "what lies in the bin rests"
    restore(cast.ada, Thing.objects.get(id=call.id))
    assert set(Thing.objects.filter(id__in=[call.id, pond.id, Comment.objects.get().id]).values_list("audience__kind", flat=True)) == {Kind.PRACTICE}  # fmt: skip


def test_who_votes_while_it_ends_reads_what_happened_and_others_learn_nothing(cast: Any) -> None:
    with clock.frozen(NOON):
        call = open_practice(cast.ada, make_draft(cast.ada, cast.team, title="A rehearsal"))
        make_contribution(cast.ben, call)
    with clock.frozen(NOON + 2 * WEEK + timedelta(days=1)):
        browsers, url, answers = Browsers(cast), reverse("calls:vote", args=[call.slug]), {}
        with browsers.undone("ben") as client:
            assert client.get(url).status_code == 200
        end_practice(cast.ada, call)
        for who in ("cleo", "dora", "finn", "ben"):
            with browsers.undone(who) as client:
                answer = client.post(url, {"choices": ["0001"]})
                answers[who] = (answer.status_code, "This practice has ended" in answer.content.decode())
        with browsers.undone("ben") as client:
            program = client.get(f"/api/v1/calls/{call.slug}").json()

    assert answers == {"cleo": (404, False), "dora": (404, False), "finn": (404, False), "ben": (410, True)}
    assert "This practice has ended" in program["detail"]
    assert not Ballot.objects.exists()


def test_after_thirty_days_nothing_is_left(cast: Any) -> None:
    call = walked(cast, practice=True)
    end_practice(cast.ada, call)
    with clock.frozen(clock.now() + KEPT_FOR + timedelta(hours=1)):
        assert empty_bin() == 1

    assert not Thing.objects.filter(kind__in=("call", "contribution", "comment")).exists()
    assert not Ballot.objects.exists()


def test_a_real_call_begins_with_its_words_and_settings_and_nothing_of_people(cast: Any) -> None:
    call = walked(cast, practice=True)
    with clock.frozen(NOON + 5 * WEEK):
        made = begin_for_real(cast.ada, call)

    assert (made.title, made.budget, made.rule, made.state) == (call.title, call.budget, call.rule, CallState.DRAFT)
    assert [part.text for part in made.sections.all()] == [part.text for part in call.sections.all()]
    assert [(p.kind, p.closes and p.closes - p.opens) for p in made.way] == [
        (p.kind, p.closes and p.closes - p.opens) for p in call.way
    ]
    assert made.way[0].opens.astimezone(ZoneInfo("Europe/Berlin")).strftime("%d %H:%M") == "07 13:00", (
        "tomorrow, at the same time of day"
    )
    assert (made.is_practice, made.contributions.count(), made.slug != call.slug) == (False, 0, True)


def test_what_it_asks_for_and_is_rated_by_is_carried_over(cast: Any) -> None:
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team, title="A rehearsal")
        set_template(
            cast.ada, draft, [FieldText("choice", "How often", choices=("Once", "Each week"), is_required=True)]
        )
        set_sheet(
            cast.ada,
            draft,
            [CriterionText({"en": "Helps"}, weight=3), CriterionText({"en": "Needs a room"}, "yes-no")],
            top=7,
        )
        made = begin_for_real(cast.ada, open_practice(cast.ada, draft))

    [field], [sheet] = template_of(made.id), made.thing_ptr.sheets.all()
    assert (field.label, field.choices, field.is_required) == ("How often", ("Once", "Each week"), True)
    assert (sheet.top, [(one.name["en"], one.asked, one.weight) for one in sheet.criteria.all()]) == (
        7, [("Helps", "points", 3), ("Needs a room", "yes-no", 1)],
    )  # fmt: skip


def test_practising_is_what_an_organisation_does_before_it_goes_outward(cast: Any) -> None:
    body = open_space(cast.ada, cast.community, name="Meadow Ltd", purpose=SpaceKind.ORGANISATION)
    open_practice(cast.ada, make_draft(cast.ada, body))

    assert (active_people(body).count(), shared_on(Layer.TEAM)(body).count()) == (1, 0)
