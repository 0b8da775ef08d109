"""Contributions are rated one after the other: blind until one has rated, never one's own, within the time."""

from __future__ import annotations

import pytest
from django.urls import reverse

from allmende.commons.ratings.models import Item, Rating
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.tasks import reckon_ranking as reckon_task
from allmende.commons.ratings.testing import USUAL, answers
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import (
    rate_contribution,
    reckon_ranking,
    set_sheet,
    withdraw_contribution,
)
from allmende.rooms.calls.queries.rating import next_to_rate
from allmende.rooms.calls.rules import may_rate, sees_rating_results, sees_ratings
from allmende.rooms.calls.testing import WEEK, make_contribution, make_rated_call

pytestmark = pytest.mark.django_db
RATING, AFTER = NOON + 1.5 * WEEK, NOON + 2.5 * WEEK


@pytest.fixture
def field(cast):
    with clock.frozen(NOON):
        call = make_rated_call(cast.ada, cast.team)
        made = [make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench", "An awning")]
    return call, made


def marks(call, *values):
    return answers(sheet_of(call.id), *values)


def rate(actor, contribution, *values, expected=0):
    return rate_contribution(actor, contribution, marks(contribution.call, *values), expected=expected)


def test_what_is_handed_in_is_up_for_rating_and_what_is_withdrawn_is_not(cast, field):
    _call, [pond, *_others] = field
    assert Item.objects.filter(is_up=True).count() == 3

    with clock.frozen(NOON):
        withdraw_contribution(cast.ben, pond)

    assert Item.objects.filter(is_up=True).count() == 2
    with clock.frozen(RATING), pytest.raises(Refused):
        rate(cast.ada, pond, 3, 3, None)


def test_it_is_rated_in_its_time_alone(cast, field):
    _call, [pond, *_others] = field

    for at in (NOON, AFTER):
        with clock.frozen(at), pytest.raises(Refused) as refusal:
            rate(cast.ada, pond, 3, 3, None)
        assert refusal.value.status == 410
    with clock.frozen(RATING):
        assert rate(cast.ada, pond, 3, 5, None).score == 3500


def test_nobody_rates_what_they_made(cast, field):
    _call, [pond, *_others] = field

    with clock.frozen(RATING):
        verdict = may_rate(cast.ben, pond)

    assert (bool(verdict), verdict.status) == (False, 403)
    with clock.frozen(RATING):
        assert next_to_rate(cast.ben, pond.call) is None


def test_one_sees_how_others_rated_once_one_has_rated(cast, field):
    call, [pond, bench, _awning] = field
    with clock.frozen(RATING):
        assert not sees_ratings(cast.eli, pond) or cast.eli  # a curator of the community hosts it too
        assert not sees_ratings(cast.ben, bench)
        rate(cast.ada, pond, 5, 5, None)
        assert not sees_rating_results(cast.ben, call)
    with clock.frozen(AFTER):
        assert sees_rating_results(cast.ben, call)
        assert sees_ratings(cast.ben, bench)


def test_the_page_serves_saves_and_goes_on(cast, field, signed_in):
    call, _made = field
    ada = signed_in(cast.ada)
    with clock.frozen(RATING):
        seen = []
        for _each in range(3):
            page = ada.get(reverse("calls:rating_next", args=[call.slug]), follow=True)
            assert page.status_code == 200
            here = page.redirect_chain[-1][0]
            seen.append(here)
            sent = {
                f"c{key}": "abstain" if value is None else str(value) for key, value in marks(call, 4, 2, None).items()
            }
            answer = ada.post(here, {**sent, "revision": "0", "next": "1"})
            assert answer.status_code == 302
        end = ada.get(reverse("calls:rating_next", args=[call.slug]), follow=True)

    assert len(set(seen)) == 3
    assert "You have rated everything" in end.content.decode()
    assert set(Rating.objects.values_list("score", flat=True)) == {3500}


def test_what_was_answered_stands_in_the_form_again_when_something_is_missing(cast, field, signed_in):
    call, [pond, *_others] = field
    keys = list(marks(call, 1, 1, None))
    with clock.frozen(RATING):
        page = signed_in(cast.ada).post(
            reverse("calls:rate", args=[call.slug, pond.number]),
            {f"c{keys[0]}": "4", f"c{keys[1]}": "6", "revision": "0"},
        )

    text = page.content.decode()
    assert page.status_code == 422
    assert f'value="4" name="c{keys[0]}" checked' in text
    assert "Choose from 1 to 5, or abstain." in text
    assert "Answer this, or abstain." in text
    assert not Rating.objects.exists()


def test_passed_over_comes_again_when_nothing_else_is_left(cast, field, signed_in):
    call, _made = field
    url = reverse("calls:rating_next", args=[call.slug])
    with clock.frozen(RATING):
        page = signed_in(cast.ada).get(f"{url}?passed=1&passed=2&passed=x&passed=²")
        again = signed_in(cast.ada).get(f"{url}?passed=1&passed=2&passed=3")

    assert "/contributions/3/rating/" in page.url
    assert "/rating/" in again.url
    assert "passed" not in again.url


def test_hosts_set_what_is_asked_and_only_words_change_later(cast, field, signed_in):
    call, [pond, *_others] = field
    ada, url = signed_in(cast.ada), reverse("calls:criteria", args=[call.slug])
    with clock.frozen(RATING):
        rate(cast.ada, pond, 5, 5, None)
        form = {"way": "points", "top": "5", "revision": "0", "c-TOTAL_FORMS": "3", "c-INITIAL_FORMS": "3"}
        rows = {
            "c-0-name_en": "Fresh",
            "c-0-weight": "3",
            "c-1-name_en": "Feasible",
            "c-1-weight": "1",
            "c-2-name_en": "Place?",
            "c-2-asked": "yes-no",
            "c-2-weight": "1",
        }
        saved = ada.post(url, {**form, **rows})
        stale = ada.post(url, {**form, **rows})
        other = ada.post(url, {**form, **rows, "c-0-weight": "9", "revision": "1"})
        nothing = ada.post(url, {**form, "revision": "1"})
        zero = ada.post(url, {**form, **rows, "c-0-weight": "0", "revision": "1"})

    assert saved.status_code == 302
    assert [page.status_code for page in (stale, other, nothing, zero)] == [422] * 4
    assert "People have rated already" in other.content.decode()
    assert "another window" in stale.content.decode()


def test_the_ranking_is_watched_and_stands_with_its_method(cast, field, signed_in):
    call, [pond, bench, awning] = field
    with clock.frozen(RATING):
        for actor, points in ((cast.ada, 5), (cast.eli, 4)):
            for contribution, less in ((pond, 0), (bench, 1), (awning, 2)):
                rate(actor, contribution, points - less, points - less, True)
        ada = signed_in(cast.ada)
        assert ada.post(reverse("calls:ranking", args=[call.slug])).status_code == 302
        url = reverse("calls:rating_results", args=[call.slug])
        assert "Reckoning the order" in ada.get(url).content.decode()
        with pytest.raises(Refused):
            reckon_ranking(cast.ada, call, then=lambda _key: None)
        run_due(rounds=False)
        page = ada.get(url).content.decode()
        trail = ada.get(reverse("calls:rating_trail", args=[call.slug, pond.number])).content.decode()
        hidden = signed_in(cast.ben).get(url)

    assert page.index("A pond") < page.index("A bench") < page.index("An awning")
    assert "Henderson" in page
    assert "Eli Stein" in trail
    assert hidden.status_code == 403


def test_pairs_are_compared_on_their_page(cast, signed_in):
    with clock.frozen(NOON):
        call = make_rated_call(cast.ada, cast.team)
        for title in ("A pond", "A bench"):
            make_contribution(cast.ben, call, title=title)
        set_sheet(cast.ada, call, (), way="pairs")
    ada, url = signed_in(cast.ada), reverse("calls:rating_pair", args=[call.slug])
    with clock.frozen(RATING):
        assert "Which is the better one?" in ada.get(url).content.decode()
        assert ada.post(url, {"first": "1", "second": "2", "said": "first"}).status_code == 302
        end = ada.get(url, follow=True).content.decode()
        wrong = ada.post(url, {"first": "1", "second": "1", "said": "first"})
        reckon_ranking(cast.ada, call, then=reckon_task.enqueue)
        run_due(rounds=False)
        page = ada.get(reverse("calls:rating_results", args=[call.slug])).content.decode()

    assert "You have compared everything" in end
    assert wrong.status_code == 422
    assert page.index("A pond") < page.index("A bench")
    assert "Bradley" in page


def test_what_is_asked_is_said_in_the_readers_language(cast, field, signed_in):
    call, _made = field
    with clock.frozen(RATING):
        page = signed_in(cast.ada).get(reverse("calls:rating", args=[call.slug]), headers={"accept-language": "en"})

    assert USUAL[0].name["en"] in page.content.decode()
    assert "75 %" in page.content.decode()
