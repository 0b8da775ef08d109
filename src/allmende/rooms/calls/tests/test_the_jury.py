"""A jury judges: blindly if wished, so that no page, program or search tells it a name before its time is over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.kept import outdate
from allmende.commons.ratings.models import Panel, Rating, Recusal, Sheet
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import USUAL, answers
from allmende.foundation import clock
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import draft_contribution, set_sheet, submit_contribution
from allmende.rooms.calls.commands.jury import (
    declare_conflict,
    hide_passages,
    judge_contribution,
    note,
    set_shortlist,
    state,
    take_back_conflict,
)
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import Call, JuryNote, Shortlist
from allmende.rooms.calls.queries.blind import BAR, hider
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.rules import may_judge
from allmende.rooms.calls.rules.circles import is_on_shortlist
from allmende.rooms.calls.testing import WEEK, make_contribution, make_jury_call

pytestmark = pytest.mark.django_db
JUDGING, AFTER = NOON + 1.5 * WEEK, NOON + 2.1 * WEEK
WORDS = (
    "I, Ben Roth of Linz (@ben-roth, ben@example.org, https://ben.example), plan a pond. Ask Roth: it cools the air."
)


def anew(call):
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


@pytest.fixture
def blind(cast):
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, cast.finn, blind=True)
        draft = draft_contribution(cast.ben, call, title="Ben Roth's pond", text=WORDS, cost=500_000)
        return call, submit_contribution(cast.ben, draft)


@pytest.fixture
def open_review(cast):
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, cast.finn)
        return call, [make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench", "An awning")]


def ways_of(call, pond):
    """Every address by which a juror might come to the contribution."""
    base = f"/calls/{call.slug}"
    return (
        f"{base}/", f"{base}/contributions/", f"{base}/contributions/?order=newest", f"{base}/discussion/", f"{base}/jury/",
        f"{base}/jury/{pond.number}/", f"{base}/shortlist/", f"{base}/comparison/?c={pond.number}", f"{base}/contributions/{pond.number}/versions/",
        f"{base}/contributions/{pond.number}/rating/", f"{base}/contributions/{pond.number}/edit/", f"/id/{pond.id}/", f"/id/{pond.id}/reactions/",
        contribution_url(call.slug, pond.number, pond.title), "/search/?q=pond", f"/ladder/{pond.id}/",
        f"/api/v1{base}/contributions", f"/api/v1{base}/contributions/{pond.number}", f"/api/v1{base}/contributions/{pond.number}/versions",
        f"/api/v1{base}/jury/{pond.number}", f"/api/v1{base}/contributions/{pond.number}/rating", "/api/v1/search?q=pond", "/",
    )  # fmt: skip


def test_a_blind_review_tells_no_name_by_any_way(cast, blind, signed_in):
    call, pond = blind
    with clock.frozen(JUDGING):
        turn_due_calls()
        outdate()
        finn: Client = signed_in(cast.finn)
        told = {}
        for url in ways_of(call, pond):
            answer = finn.get(url, follow=True)
            body = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
            body = body.split('class="footer"')[0]
            for name in ("Ben Roth", "ben-roth", "ben@example", "ben.example", "Roth:"):
                if name in body:
                    told[url] = name
        judged = finn.get(f"/calls/{call.slug}/jury/{pond.number}/").content.decode()

    assert told == {}
    assert BAR in judged
    assert "it cools the air" in judged


def test_what_hosts_mark_is_hidden_too_and_they_see_how(cast, blind, signed_in):
    call, pond = blind
    ada = signed_in(cast.ada)
    with clock.frozen(JUDGING):
        assert (
            ada.post(reverse("calls:hiding", args=[call.slug, pond.number]), {"passages": "of Linz\n\n"}).status_code
            == 302
        )
        seen = signed_in(cast.finn).get(reverse("calls:judge", args=[call.slug, pond.number])).content.decode()
        with pytest.raises(Refused):
            hide_passages(cast.ada, pond, [f"passage {n}" for n in range(51)])
        with pytest.raises(Refused):
            hide_passages(cast.finn, pond, ["air"])

    assert "Linz" not in seen


def test_names_are_told_once_the_jury_is_over(cast, blind, signed_in):
    call, pond = blind
    with clock.frozen(AFTER):
        turn_due_calls()
        outdate()
        page = signed_in(cast.finn).get(reverse("calls:judge", args=[call.slug, pond.number])).content.decode()

    assert "Ben Roth" in page


def test_a_review_is_blind_only_under_seal_and_for_those_who_cannot_look_behind(cast, blind, open_review):
    call, pond = blind
    with clock.frozen(NOON), pytest.raises(Refused) as refusal:
        set_sheet(cast.ada, open_review[0], USUAL, panel=Panel.JURY, is_blind=True)
    assert refusal.value.status == 422
    with clock.frozen(JUDGING):
        assert may_judge(cast.finn, pond)
        assert not may_judge(cast.ada, pond)
        assert call.place_id == cast.team.id


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Ada Berg and ada berg", f"{BAR} and {BAR}"),
        ("Ada\nBerg", BAR),
        ("Bergwerk, Adagio", "Bergwerk, Adagio"),
        ("see www.ada.example/x now", f"see {BAR} now"),
        ("", ""),
    ],
)
def test_a_bar_stands_in_the_place_of_names_and_addresses(text, hidden):
    assert hider(["Ada Berg", "Ada", "Berg"])(text) == hidden


def test_the_jury_judges_by_its_own_sheet_in_its_own_time(cast, open_review):
    call, [pond, *_others] = open_review
    marks = answers(sheet_of(call.id, Panel.JURY), 4, 2, None)

    for at, who in ((NOON, cast.finn), (AFTER, cast.finn), (JUDGING, cast.eli), (JUDGING, cast.ben)):
        with clock.frozen(at), pytest.raises(Refused):
            judge_contribution(who, pond, marks)
    with clock.frozen(JUDGING):
        judge_contribution(cast.finn, pond, marks)

    assert Rating.objects.get().score == 3500


def test_who_stands_too_near_stays_out_and_only_hosts_read_why(cast, open_review, signed_in):
    call, [pond, *_others] = open_review
    with clock.frozen(JUDGING):
        judge_contribution(cast.finn, pond, answers(sheet_of(call.id, Panel.JURY), 5, 5, None))
        finn = signed_in(cast.finn)
        sent = finn.post(reverse("calls:conflict", args=[call.slug, pond.number]), {"reason": "He is my brother."})
        none = finn.post(reverse("calls:conflict", args=[call.slug, pond.number]), {"reason": ""})
        own, host = (
            signed_in(who).get(reverse("calls:jury", args=[call.slug])).content.decode()
            for who in (cast.finn, cast.ada)
        )

        assert (sent.status_code, none.status_code) == (302, 422)
        assert not Rating.objects.exists()
        assert not may_judge(cast.finn, pond)
        assert "my brother" in host
        assert "my brother" not in own
        take_back_conflict(cast.finn, pond)
        assert may_judge(cast.finn, pond)
        declare_conflict(cast.finn, pond, "After all.")
    assert Recusal.objects.count() == 1


def test_notes_are_the_jurys_and_the_hosts_alone(cast, open_review, signed_in):
    call, [pond, *_others] = open_review
    url = reverse("calls:jury_notes", args=[call.slug])
    with clock.frozen(JUDGING):
        assert (
            signed_in(cast.finn).post(url, {"text": "Strong on shade.", "number": str(pond.number)}).status_code == 302
        )
        pages = {
            who: signed_in(who).get(reverse("calls:judge", args=[call.slug, pond.number]))
            for who in (cast.ada, cast.ben)
        }
        with pytest.raises(Refused):
            note(cast.ben, call, "Me too.")
        with pytest.raises(Refused):
            note(cast.finn, call, "  ")

    assert "Strong on shade." in pages[cast.ada].content.decode()
    assert pages[cast.ben].status_code == 403
    [held] = [holding for holding in holdings() if holding.key == "jury"]
    assert len(held.export(cast.finn)["jury_notes"]) == 1
    held.forget(cast.finn)
    assert not JuryNote.objects.exists()


def test_the_statement_is_read_once_it_is_published(cast, open_review, signed_in):
    call, _made = open_review
    url = reverse("calls:shortlist", args=[call.slug])
    with clock.frozen(JUDGING):
        with pytest.raises(Refused):
            state(cast.finn, call, "Fine.", publish=True)
        state(cast.finn, call, "We looked for what a school can keep up.")
        set_shortlist(cast.finn, call, [2, 1], announce=True)
        before = signed_in(cast.ben).get(url).content.decode()
        state(cast.ada, call, "We looked for what a school can keep up.", publish=True)
        after = signed_in(cast.ben).get(url).content.decode()

    assert "keep up" not in before
    assert "keep up" in after


def test_the_shortlist_stands_in_order_and_nothing_announced_is_taken_off(cast, open_review, signed_in):
    call, [pond, bench, awning] = open_review
    url = reverse("calls:shortlist", args=[call.slug])
    with clock.frozen(JUDGING):
        finn, ben = signed_in(cast.finn), signed_in(cast.ben)
        assert finn.post(url, {"numbers": f"{bench.number}, {pond.number}"}).status_code == 302
        assert "Nothing is on the shortlist yet" in ben.get(url).content.decode()
        assert not is_on_shortlist(cast.ben, call)
        assert finn.post(url, {"numbers": f"{bench.number} {pond.number}", "announce": "1"}).status_code == 302
        page = ben.get(url).content.decode()
        with pytest.raises(Refused) as refusal:
            set_shortlist(cast.finn, call, [pond.number])
        assert refusal.value.status == 409
        set_shortlist(cast.finn, call, [awning.number, bench.number, pond.number])
        assert finn.post(url, {"numbers": "x"}).status_code == 422
        with pytest.raises(Refused):
            set_shortlist(cast.finn, call, [999])

    assert page.index("A bench") < page.index("A pond")
    assert is_on_shortlist(cast.ben, call)
    assert Shortlist.objects.get().entries.count() == 3


def test_up_to_four_stand_side_by_side(cast, open_review, signed_in):
    call, made = open_review
    url = reverse("calls:comparison", args=[call.slug])
    with clock.frozen(JUDGING):
        ben = signed_in(cast.ben)
        page = ben.get(f"{url}?c=2&c=1&c=1&c=999&c=x").content.decode()
        empty = ben.get(url)

    assert page.index("A bench") < page.index("A pond")
    assert made[2].title not in page
    assert empty.status_code == 200


def test_hosts_say_on_a_page_what_the_jury_judges_by(cast, signed_in):
    with clock.frozen(NOON):
        call = make_jury_call(cast.ada, cast.team, cast.finn)
        Sheet.objects.all().delete()
        rows = {"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-name_en": "Light", "c-0-asked": "points"}
        asked = {"top": "5", "revision": "0", "c-0-weight": "1", **rows}

        answer = signed_in(cast.ada).post(reverse("calls:jury_criteria", args=[call.slug]), asked)

        assert answer.url == reverse("calls:jury", args=[call.slug])
        assert [one.panel for one in Sheet.objects.filter(thing=call.id)] == [Panel.JURY]
