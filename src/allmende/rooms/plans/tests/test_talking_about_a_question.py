"""Each question of a plan has a discussion of its own, which stands where the plan stands."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin, restore
from allmende.commons.bin.rules import may_bin
from allmende.commons.spaces.rules import may_widen
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.models import Notice
from allmende.rooms.plans.models import Question, Topic
from allmende.rooms.plans.queries import questions_of, topic_titles, topic_urls
from allmende.rooms.plans.testing import make_answer, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return make_plan(cast.ada, cast.team)


@pytest.fixture
def topic(plan):
    return plan.topics.get(question=Question.WHOM)


def test_what_is_said_about_a_question_stands_at_it_and_is_counted_there(cast, client, plan, topic):
    comment(cast.ben, topic, "What about the house behind the mill?")

    said = {one.key: one.said for one in questions_of(plan)}
    client.force_login(cast.ben.account)
    page = client.get(f"/plans/{plan.id}/questions/whom/").content.decode()

    assert (said[Question.WHOM], said[Question.GAIN]) == (1, 0)
    assert "What about the house behind the mill?" in page
    assert "What about the house" not in client.get(f"/plans/{plan.id}/questions/gain/").content.decode()


def test_whoever_does_not_read_the_plan_can_t_talk_about_its_questions(cast, client, topic):
    client.force_login(cast.finn.account)

    answer = client.post(f"/id/{topic.id}/comments/", {"text": "And me?"})

    assert answer.status_code == 404
    with pytest.raises(Refused):
        comment(cast.finn, topic, "And me?")


def test_in_the_bin_the_discussions_lie_with_their_plan_and_come_back_with_it(cast, plan, topic):
    said = comment(cast.ben, topic, "What about the house behind the mill?")

    put_in_bin(cast.ada, Thing.objects.get(id=plan.id))
    assert not Comment.objects.visible_to(cast.ben).filter(id=said.id).exists()

    restore(cast.ada, Thing.objects.get(id=plan.id))
    assert Comment.objects.visible_to(cast.ben).filter(id=said.id).exists()


def test_a_question_goes_nowhere_without_its_plan(cast, topic):
    thing = Thing.objects.select_related("audience", "author").get(id=topic.id)

    assert not may_bin(cast.ada, thing, cast.team)
    assert not may_widen(cast.ada, thing, cast.team, Layer.PUBLIC)


def test_with_the_plan_the_discussions_are_gone(cast, plan, topic):
    comment(cast.ben, topic, "What about the house behind the mill?")

    Thing.objects.get(id=plan.id).delete()

    assert not Thing.objects.filter(kind__in=("topic", "comment")).exists()
    assert not Topic.objects.exists()


def test_whoever_answered_hears_of_it_and_is_led_there(cast, plan, topic):
    make_answer(cast.ben, plan)
    comment(cast.ada, topic, "What about the house behind the mill?")

    pull_all()

    assert Notice.objects.filter(actor=cast.ben).exists()
    assert topic_urls([topic.id]) == {topic.id: f"/plans/{plan.id}/questions/whom/"}
    assert topic_titles([topic.id])[topic.id].endswith(plan.title)
