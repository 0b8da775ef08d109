"""The ten questions: several people answer, a second person confirms, and nothing that anyone wrote is lost."""

import pytest

from allmende.commons.versions.queries import versions_of
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.plans.commands import (
    answer_question,
    change_plan,
    confirm_answer,
    find_lacking,
    remove_answer,
)
from allmende.rooms.plans.models import Answer, Question
from allmende.rooms.plans.queries import answers_to, questions_of
from allmende.rooms.plans.testing import WORDS, make_answer, make_plan

pytestmark = pytest.mark.django_db
MORE = "Twelve households, as we counted anew on the third of March."


@pytest.fixture
def plan(cast):
    return make_plan(cast.ada, cast.team)


def standing(plan, question=Question.WHOM):
    return next(one for one in questions_of(plan) if one.key == question)


def test_a_plan_begins_with_ten_questions_and_no_answers(cast, plan):
    assert len(questions_of(plan)) == 10
    assert not any(one.answers for one in questions_of(plan))
    assert recorded(plan.id) == ["PlanBegun"]


def test_two_people_answer_side_by_side_and_lose_nothing(cast, plan):
    make_answer(cast.ada, plan)
    make_answer(cast.ben, plan, text=MORE)

    assert [one.text for one in answers_to(cast.eli, plan, Question.WHOM)] == [WORDS, MORE]
    assert standing(plan).answers == 2


def test_an_answer_is_settled_once_a_second_person_confirms_it(cast, plan):
    answer = make_answer(cast.ben, plan)
    assert not standing(plan).is_settled

    confirm_answer(cast.ada, answer, answer.revision)

    assert standing(plan).is_settled
    assert recorded(plan.id)[-1] == "AnswerConfirmed"


def test_nobody_is_the_second_person_of_their_own_answer(cast, plan):
    answer = make_answer(cast.ada, plan)

    for say in (lambda: confirm_answer(cast.ada, answer, 1), lambda: find_lacking(cast.ada, answer, 1, "Until when?")):
        with pytest.raises(Refused, match="second person"):
            say()

    assert not standing(plan).is_settled


def test_the_second_person_says_what_is_missing(cast, plan):
    answer = make_answer(cast.ben, plan, confirmed_by=cast.ada)

    find_lacking(cast.ada, answer, answer.revision, "Which households, and who asks them?")

    view = standing(plan)
    assert (view.is_settled, view.lacking, view.tone) == (False, 1, "warn")


def test_what_is_missing_has_to_be_said(cast, plan):
    answer = make_answer(cast.ben, plan)

    with pytest.raises(Refused) as refused:
        find_lacking(cast.ada, answer, 1, " \x00 no ")

    assert refused.value.errors.keys() == {"lacks"}


def test_a_changed_answer_loses_its_confirmation_and_keeps_its_earlier_words(cast, plan):
    answer = make_answer(cast.ben, plan, confirmed_by=cast.ada)

    answer_question(cast.ben, plan, Question.WHOM, MORE, answer.revision)

    assert not standing(plan).is_settled
    assert versions_of(plan.id)[0].snapshot == {"question": "whom", "author": str(cast.ben.id), "text": WORDS}


def test_the_same_words_again_change_nothing(cast, plan):
    answer = make_answer(cast.ben, plan, confirmed_by=cast.ada)

    answer_question(cast.ben, plan, Question.WHOM, f"  {WORDS}\n", 0)

    assert standing(plan).is_settled
    assert Answer.objects.get().revision == answer.revision


def test_two_windows_of_one_person_overwrite_nothing(cast, plan):
    make_answer(cast.ben, plan)

    with pytest.raises(Refused) as refused:
        answer_question(cast.ben, plan, Question.WHOM, MORE, 0)

    assert refused.value.status == 409
    assert Answer.objects.get().text == WORDS


def test_a_confirmation_holds_for_the_words_that_were_read(cast, plan):
    answer = make_answer(cast.ben, plan)
    answer_question(cast.ben, plan, Question.WHOM, MORE, answer.revision)

    with pytest.raises(Refused) as refused:
        confirm_answer(cast.ada, answer, answer.revision)

    assert refused.value.status == 409
    assert not standing(plan).is_settled


def test_an_answer_is_taken_back_by_whoever_gave_it(cast, plan):
    answer = make_answer(cast.ben, plan)

    with pytest.raises(Refused):
        remove_answer(cast.ada, answer)
    remove_answer(cast.ben, answer)

    assert not Answer.objects.exists()
    assert versions_of(plan.id)[0].snapshot["text"] == WORDS


@pytest.mark.parametrize("text", ["", "   ", "\x00\x00", "Everyone.", "x" * 6001])
def test_what_is_no_answer_is_refused_with_what_to_do(cast, plan, text):
    with pytest.raises(Refused) as refused:
        answer_question(cast.ben, plan, Question.WHOM, text)

    assert refused.value.status == 422
    assert refused.value.errors.keys() == {"text"}


def test_an_answer_carries_no_script(cast, plan):
    answer = make_answer(cast.ben, plan, text=f"{WORDS} <script>alert(1)</script> [x](javascript:alert(1))")

    assert "<script" not in answer.text_html
    assert 'href="javascript' not in answer.text_html


def test_a_plan_is_not_renamed_over_somebody_elses_change(cast, plan):
    change_plan(cast.ada, plan, 0, title="A dry cellar")

    with pytest.raises(Refused) as refused:
        change_plan(cast.eli, plan, 0, title="Another meadow")

    assert refused.value.status == 409
    plan.refresh_from_db()
    assert plan.title == "A dry cellar"
