"""The jury's order: for hosts, and for jurors who have judged all they can; without names while the review is blind."""

from __future__ import annotations

import pytest
from django.urls import reverse

from allmende.commons.ratings.models import Panel, Pattern
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import answers
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.jury import judge_contribution, note
from allmende.rooms.calls.queries.jury import judged_contribution
from allmende.rooms.calls.testing import WEEK, make_contribution, make_jury_call, make_rated_call

pytestmark = pytest.mark.django_db
JUDGING, AFTER = NOON + 1.5 * WEEK, NOON + 2.5 * WEEK


def judged(cast, *, blind):
    """A call with two contributions of Ben's that Finn, of the jury, has judged, with a note; the order is reckoned."""
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, cast.finn, blind=blind)
        made = [make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench")]
    return call, made


def judge_all(cast, call, made):
    for contribution, points in zip(made, (2, 5), strict=True):
        marks = answers(sheet_of(call.id, Panel.JURY), points, points, None)
        judge_contribution(cast.finn, judged_contribution(call, contribution.number), marks)
    note(cast.finn, call, "Ben Roth has thought of upkeep.", judged_contribution(call, made[1].number))


@pytest.mark.parametrize("blind", [False, True])
def test_it_opens_once_one_has_judged_and_tells_points_and_notes(cast, signed_in, blind):
    call, made = judged(cast, blind=blind)
    url = reverse("calls:jury_order", args=[call.slug])
    with clock.frozen(JUDGING):
        finn, ada = signed_in(cast.finn), signed_in(cast.ada)
        assert finn.get(url).status_code == 403
        judge_all(cast, call, made)
        assert ada.post(url).status_code == 302
        run_due(rounds=False)
        page, hosts = finn.get(url).content.decode(), ada.get(url).content.decode()

    assert page.index("A bench") < page.index("A pond")
    assert "given: 1 × 5" in page
    assert "has thought of upkeep" in page
    assert ("Ben Roth" in page) != blind
    assert "Ben Roth" in hosts


def test_its_statements_do_not_grow_with_it(cast, signed_in, django_assert_num_queries):
    call, made = judged(cast, blind=False)
    url = reverse("calls:jury_order", args=[call.slug])
    with clock.frozen(JUDGING):
        judge_all(cast, call, made)
        ada = signed_in(cast.ada)
        ada.post(url)
        run_due(rounds=False)
        ada.get(url)
        with django_assert_num_queries(24, exact=False):  # nothing is kept inside a test's transaction
            assert ada.get(url).status_code == 200


def test_hosts_read_what_is_worth_a_look_and_note_what_came_of_it(cast, signed_in):
    with clock.frozen(NOON):
        call = make_rated_call(cast.ada, cast.team)
        pond = make_contribution(cast.ben, call)
    sheet = sheet_of(call.id)
    item = sheet.items.get(thing=pond.id)
    pattern = Pattern.objects.create(
        sheet=sheet, kind="burst", key="k", items=[item.pk], ratings=4, above=180, chance=0.0004
    )
    pattern.involved.create(actor=cast.finn)
    with clock.frozen(AFTER):
        ada, ben = signed_in(cast.ada), signed_in(cast.ben)
        page = ada.get(reverse("calls:rating_patterns", args=[call.slug])).content.decode()
        results = ben.get(reverse("calls:rating_results", args=[call.slug])).content.decode()
        ada.post(reverse("calls:pattern_note", args=[call.slug, pattern.pk]), {"note": "One workshop."})
        noted = ada.get(reverse("calls:rating_patterns", args=[call.slug])).content.decode()

    assert "Many high ratings of one thing within ten minutes" in page
    assert "4 ratings, on average 1.8 points above what others give." in page
    assert "fewer than one of 2,500 cases" in page or "fewer than one of 2,499 cases" in page
    assert "Finn Thal" in page
    assert "A pond" in page
    assert "Worth a look" not in results
    assert "One workshop." in noted
