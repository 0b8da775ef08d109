"""What pages say at the edges: before there is an order, in large numbers, to hosts who would judge blindly, and where a step is missing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from allmende.commons.files.commands import store_document
from allmende.commons.files.models import Recording
from allmende.commons.files.testing import make_mp4, make_upload
from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import answers
from allmende.commons.spaces.testing import Cast
from allmende.commons.spaces.waiting import what_waits
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import PhaseDates, draft_contribution, set_phases, submit_contribution
from allmende.rooms.calls.commands.jury import judge_contribution
from allmende.rooms.calls.commands.team import ask_in
from allmende.rooms.calls.models import Call, Contribution, PhaseKind
from allmende.rooms.calls.queries import rating
from allmende.rooms.calls.queries.contributions import contributions_page
from allmende.rooms.calls.rules import may_publish_call
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft, make_jury_call, make_rated_call

pytestmark = pytest.mark.django_db


def test_large_numbers_stand_in_groups_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating, "raters_of", lambda _sheet: 12_345)
    counts = SimpleNamespace(answers=1_234_567, with_fewest=10_000, fewest=1, things=10_000)
    monkeypatch.setattr(rating, "counted", lambda _sheet: counts)

    with translation.override("de"):
        said = rating.how_far(SimpleNamespace())  # type: ignore[arg-type]

    assert ("12.345" in said.raters, "1.234.567" in said.raters, "10.000" in said.fewest) == (True, True, True)


def test_before_there_is_an_order_the_page_says_how_it_will_come_about(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    with clock.frozen(NOON):
        call = make_rated_call(cast.ada, cast.team)
        make_contribution(cast.ben, call)
        page = signed_in(cast.ada).get(reverse("calls:rating_results", args=[call.slug])).content.decode()

    assert "How the order will come about" in page
    assert "How this order came about" not in page


def test_whoever_hosts_is_no_juror_of_a_blind_review_and_hosts_are_told(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, blind=True)
        url = reverse("calls:people", args=[call.slug])
        for juror, warned in ((cast.eli, True), (cast.finn, False)):
            answer = signed_in(cast.ada).post(url, {"person": juror.handle, "part": "jury", "does": ""}, follow=True)
            assert ("knows who made what" in answer.content.decode()) == warned, juror


def test_what_a_draft_lacks_leads_to_the_step_in_which_it_is_said(cast: Cast, signed_in: Callable[..., Client]) -> None:
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team, vote=False)
        set_phases(cast.ada, draft, [PhaseDates(PhaseKind.SUPPORT, NOON, NOON + WEEK)])
        draft = Call.objects.select_related("audience", "author", "place__root").get(id=draft.id)
        verdict = may_publish_call(cast.ada, draft)
        page = signed_in(cast.ada).get(reverse("calls:publication", args=[draft.slug])).content.decode()

    step = reverse("calls:campaign", args=[draft.slug])
    assert verdict.remedy is not None
    assert verdict.remedy.url == step
    assert (
        page.count(f'href="{step}"') == 2
    )  # among the steps, right after the brief, and where it says what is missing
    assert page.index(f'href="{step}"') < page.index(reverse("calls:fields", args=[draft.slug]))


def test_a_jurys_criteria_are_a_step_of_the_draft(cast: Cast, signed_in: Callable[..., Client]) -> None:
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team, vote=False)
        phases = [
            PhaseDates(kind, NOON + n * WEEK, NOON + (n + 1) * WEEK)
            for n, kind in enumerate((PhaseKind.SUBMIT, PhaseKind.JURY))
        ]
        set_phases(cast.ada, draft, phases)
        page = signed_in(cast.ada).get(reverse("calls:edit", args=[draft.slug])).content.decode()

    assert reverse("calls:jury_criteria", args=[draft.slug]) in page


def test_who_is_asked_to_write_along_and_who_is_to_judge_finds_it_on_the_first_page(cast: Cast) -> None:
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, cast.finn)
        make_contribution(cast.ben, call)
        draft = draft_contribution(cast.ben, call, title="A bench", text="It stands in the shade.", cost=500)
        ask_in(cast.ben, draft, cast.eli)
        assert "Do you make it together? A bench" in waits_for(cast, cast.eli)
        assert not any(one.startswith("Judge") for one in waits_for(cast, cast.finn))
    with clock.frozen(NOON + 1.5 * WEEK):
        assert f"Judge: {call.title}" in waits_for(cast, cast.finn)
        assert f"Judge: {call.title}" not in waits_for(cast, cast.ben)
        judge_contribution(
            cast.finn, Contribution.objects.get(number=1), answers(sheet_of(call.id, Panel.JURY), 4, 3, None)
        )
        assert f"Judge: {call.title}" not in waits_for(cast, cast.finn)


def waits_for(cast: Cast, reader: Actor) -> list[str]:
    """What waits for someone, in the words of their first page."""
    return [str(one.title) for one in what_waits(reader, cast.community, 20)]


def test_a_card_shows_the_poster_of_its_video_until_there_is_a_picture(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, vote=False, budget=None, needs_video=True)
        draft = draft_contribution(cast.ben, call, title="A pond", text="Dig it, fill it, wait for frogs.")
        file = store_document(cast.ben, make_upload(make_mp4(), "pond.mp4"), thing=draft)
        Recording.objects.filter(file=file).update(has_poster=True)
        submit_contribution(cast.ben, draft)

        [card] = contributions_page(cast.ada, Call.objects.get(id=call.id)).cards

    assert card.picture is not None
    assert "poster" in card.picture.src
