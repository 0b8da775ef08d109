"""Questions about a brief are answered for everyone; the news of a call reach all who take part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.follows.commands import follow
from allmende.commons.spaces.testing import Cast
from allmende.commons.spaces.waiting import what_waits
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import draft_contribution
from allmende.rooms.calls.commands.asking import answer, ask, remove_question, set_round, tell_news
from allmende.rooms.calls.models import Call, Question, Round
from allmende.rooms.calls.queries.asking import questions_of, updates_of
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def anew(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def make_round(cast: Cast, kind: Round = Round.HOSTS) -> Call:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    set_round(cast.ada, call, kind, NOON + timedelta(days=3))
    return anew(call)


def told(actor: Actor) -> list[str]:
    pull_all()
    return list(Notice.objects.filter(actor=actor).order_by("id").values_list("reason", flat=True))


def test_until_it_is_answered_a_question_is_the_hosts_and_who_asked(cast: Cast) -> None:
    call = make_round(cast)
    question = ask(cast.ben, call, "May it stand on the lawn?")

    assert [one.id for one in questions_of(cast.ada, call).questions] == [question.id]
    assert [one.id for one in questions_of(cast.ben, call).questions] == [question.id]
    assert questions_of(cast.finn, call).questions == []
    assert "calls.asked" in told(cast.ada)

    answer(cast.ada, call, question, "Yes, north of the path.")

    assert [one.answer_text for one in questions_of(cast.finn, call).questions] == ["Yes, north of the path."]
    assert "calls.answered" in told(cast.ben)


def test_where_the_call_says_so_everyone_reads_a_question_at_once(cast: Cast) -> None:
    call = make_round(cast, Round.ALL)
    ask(cast.ben, call, "May it stand on the lawn?")

    assert len(questions_of(cast.finn, call).questions) == 1


def test_who_stays_unsaid_is_named_nowhere_not_even_in_the_journal(cast: Cast) -> None:
    call = make_round(cast)
    question = ask(cast.ben, call, "Is there really money for it?", unnamed=True)

    assert questions_of(cast.ada, call).questions[0].asker == ""
    assert questions_of(cast.ben, call).questions[0].is_own
    assert not Entry.objects.filter(name="BriefQuestionAsked", actor=cast.ben.id).exists()
    assert "calls.asked_unnamed" in told(cast.ada)

    answer(cast.ada, call, question, "Yes, all of it.")
    assert "calls.answered" in told(cast.ben), "who asked hears the answer all the same"


def test_the_round_ends_at_its_minute(cast: Cast) -> None:
    call = make_round(cast)

    with clock.frozen(NOON + timedelta(days=3)), pytest.raises(Refused) as refused:
        ask(cast.ben, call, "May it stand on the lawn?")

    assert refused.value.status == 410


def test_what_waits_for_an_answer_waits_for_the_hosts(cast: Cast) -> None:
    call = make_round(cast)
    question = ask(cast.ben, call, "May it stand on the lawn?")
    assert any("Answer questions" in str(one.title) for one in what_waits(cast.ada, cast.community, 9))

    answer(cast.ada, call, question, "Yes.")
    assert not any("Answer questions" in str(one.title) for one in what_waits(cast.ada, cast.community, 9))


def test_a_question_is_taken_back_until_it_is_answered(cast: Cast) -> None:
    call = make_round(cast)
    first, second = ask(cast.ben, call, "How deep may it be?"), ask(cast.ben, call, "Who waters it?")
    remove_question(cast.ben, call, first)
    answer(cast.ada, call, second, "All of us.")

    with pytest.raises(Refused):
        remove_question(cast.ben, call, Question.objects.get(id=second.id))
    assert Question.objects.filter(call=call).count() == 1


def test_ten_unanswered_questions_of_one_person_are_enough(cast: Cast) -> None:
    call = make_round(cast)
    for number in range(10):
        ask(cast.ben, call, f"Is number {number} meant?")

    with pytest.raises(Refused) as refused:
        ask(cast.ben, call, "And number ten?")
    assert refused.value.status == 409


@pytest.mark.parametrize("text", ["", "   ", "?", "\0\0", "x" * 2_001])
def test_what_is_no_question_is_refused_in_words_and_shown_again(
    cast: Cast, signed_in: Callable[[Actor], Client], text: str
) -> None:
    call = make_round(cast)

    response = signed_in(cast.ben).post(f"/calls/{call.slug}/questions/", {"text": text})

    assert response.status_code == 422
    assert not Question.objects.filter(call=call).exists()


def test_a_question_with_a_byte_that_no_database_takes_is_cleaned(cast: Cast) -> None:
    question = ask(cast.ben, make_round(cast), "May it\0 stand on the lawn?")

    assert "\0" not in Question.objects.get(id=question.id).text


def test_news_reach_who_drafts_who_handed_in_who_commented_and_who_follows(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    make_contribution(cast.ben, call)
    comment(cast.finn, call, "Good question.")
    follow(cast.eli, call)

    tell_news(cast.ada, anew(call), "A second visit", "On Friday at four.")

    assert "calls.news" in told(cast.ben)
    assert "calls.news" in told(cast.finn)
    assert "calls.news_followed" in told(cast.eli)
    assert "calls.news" not in told(cast.ada)


def test_news_reach_who_has_only_begun(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    draft_contribution(cast.finn, call, title="A brook")

    tell_news(cast.ada, anew(call), "A second visit", "On Friday at four.")

    assert "calls.news" in told(cast.finn)


def test_what_came_after_one_handed_in_is_marked(cast: Cast) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    tell_news(cast.ada, anew(call), "Before", "This was known.")
    with clock.frozen(NOON + timedelta(hours=1)):
        make_contribution(cast.ben, call)
    with clock.frozen(NOON + timedelta(hours=2)):
        tell_news(cast.ada, anew(call), "After", "This is new.")

    assert [(one.title, one.is_later) for one in updates_of(cast.ben, call)[0]] == [("After", True), ("Before", False)]
    assert [one.is_later for one in updates_of(cast.finn, call)[0]] == [False, False]


def test_the_brief_shows_the_newest_of_it(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    call = make_round(cast)
    tell_news(cast.ada, call, "A second visit", "On Friday at four.")

    page = signed_in(cast.finn).get(f"/calls/{call.slug}/").content.decode()

    assert "A second visit" in page
    assert "/questions/" in page
