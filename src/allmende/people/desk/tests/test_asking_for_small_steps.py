"""The desk says whom to ask by name for which small next step and why; who is asked reads the same and may kindly say no."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.observers.notices.queries import page_of
from allmende.people.desk.commands import answer_ask, ask
from allmende.people.desk.models import Ask, AskState, Step
from allmende.people.desk.queries.board import board_for, my_asks
from allmende.people.trust.commands import thank

WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def browse(actor):
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def suggested(cast, reader=None):
    return [(one.step, one.person.name) for one in board_for(reader or cast.eli, cast.community).suggestions]


def commented(cast, count, who=None):
    for number in range(count):
        comment(who or cast.ben, make_note(cast.community, cast.ada, 3, title=f"Pond {number}"), f"Thought {number}")


def test_who_commented_on_three_things_and_made_none_could_hand_in_one(cast):
    commented(cast, 2)
    assert suggested(cast) == []

    commented(cast, 1)

    board = board_for(cast.eli, cast.community)
    assert [(one.step, one.person.name) for one in board.suggestions] == [(Step.HAND_IN, "Ben Roth")]
    assert board.suggestions[0].why == "because you said something helpful about 3 things of others lately"


def test_who_has_made_something_is_left_in_peace(cast):
    commented(cast, 3)
    make_note(cast.team, cast.ben)

    assert suggested(cast) == []


def test_what_nobody_answered_for_days_is_brought_to_someone_whom_others_take_up(cast):
    with clock.frozen(NOON - timedelta(days=5)):
        make_note(cast.community, cast.finn, 3, title="Who has a ladder?")
        thank(cast.ada, cast.community, cast.ben, "You know where everything is.")
    run_due()

    one = board_for(cast.eli, cast.community).suggestions[0]

    assert (one.step, one.person.name) == (Step.ANSWER, "Ben Roth")
    assert "Who has a ladder?" in one.asks


def test_an_answer_ends_the_search_for_one(cast):
    with clock.frozen(NOON - timedelta(days=5)):
        note = make_note(cast.community, cast.finn, 3)
        thank(cast.ada, cast.community, cast.ben, "You know where everything is.")
    run_due()
    comment(cast.ada, note, "I have one.")

    assert suggested(cast) == []


def test_a_skill_is_brought_to_what_is_open_now(cast):
    from allmende.commons.spaces.reach import audience_for
    from allmende.people.profiles.models import Detail, Key
    from allmende.rooms.calls.testing import make_call

    make_call(cast.eli, cast.community, layer=3, title="A carpenter for the bandstand")
    audience = audience_for(cast.community, 3, cast.finn)
    Detail.objects.create(actor=cast.finn, key=Key.SKILL, word="carpenter", text="Carpenter", audience=audience)

    one = board_for(cast.eli, cast.community).suggestions[0]

    assert (one.step, one.person.name) == (Step.SKILL, "Finn Thal")
    assert "bandstand" in one.why


def test_a_newcomer_whose_commitment_is_near_its_day_could_need_a_hand(cast):
    from allmende.people.welcome.models import Commitment, Path, PathState, Promise

    path = Path.objects.create(space=cast.community, actor=cast.finn, state=PathState.WALKING)
    line = Commitment.objects.create(space=cast.community, form="hours", titles={"en": "Four hours a month"})
    Promise.objects.create(path=path, commitment=line, due=NOON + timedelta(days=4))

    one = board_for(cast.eli, cast.community).suggestions[0]

    assert (one.step, one.person.name, one.count) == (Step.PROMISE, "Finn Thal", 4)


def test_who_was_active_and_is_not_seen_for_weeks_is_missed(cast):
    with clock.frozen(NOON - 5 * WEEK):
        commented(cast, 4)
    commented(cast, 4, who=cast.finn)

    quiet = board_for(cast.eli, cast.community).quiet

    assert [(one.person.name, one.count) for one in quiet if one.person.name != "Ada Berg"] == [("Ben Roth", 5)]


def test_who_does_a_great_part_of_everything_or_has_three_duties_carries_much(cast):
    for duty in (Duty.SALES, Duty.COMMUNITY, Duty.PROJECTS):
        assign(cast.eli, cast.community, duty, cast.finn)
    commented(cast, 20)

    loads = {one.person.name: (one.duties, one.acts) for one in board_for(cast.eli, cast.community).loads}

    assert loads == {"Finn Thal": (3, 0), "Ben Roth": (0, 20)}


def test_whom_several_took_up_and_nobody_thanked_is_to_be_thanked(cast):
    note = make_note(cast.team, cast.ada)
    comment(cast.ben, note, "Good.")
    comment(cast.eli, make_note(cast.community, cast.ada, 3), "Better.")
    run_due()
    assert [(card.name, n) for card, n in board_for(cast.eli, cast.community).thank] == [("Ada Berg", 2)]

    thank(cast.eli, cast.community, cast.ada, "Two good ideas in a week.")

    assert board_for(cast.eli, cast.community).thank == []


def test_nobody_reads_at_the_desk_what_they_may_not_see(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.finn)
    for number in range(3):
        comment(cast.ben, make_note(cast.team, cast.ada, title=f"Secret {number}"), "Hm.")

    assert suggested(cast, cast.finn) == []


def test_who_is_asked_reads_the_words_and_why_it_is_them(cast):
    commented(cast, 3)
    eli = browse(cast.eli)
    page = eli.get("/desk/").content.decode()
    assert "/desk/asks/ben-roth/?step=hand_in&amp;count=3" in page
    assert (
        "Hello Ben, your comments help others" in eli.get("/desk/asks/ben-roth/?step=hand_in&count=3").content.decode()
    )

    eli.post("/desk/asks/ben-roth/", {"step": "hand_in", "count": "3", "text": "Will you hand in your idea?"})
    run_due()

    notice = page_of(cast.ben).items[0]
    assert (notice.sentence, notice.url) == ("Eli Stein asks you for a small step. Read what, and why you", "/asked/")
    words = browse(cast.ben).get("/asked/").content.decode()
    assert "Will you hand in your idea?" in words
    assert "because you said something helpful about 3 things of others lately" in words
    assert "Eli Stein asks you for a small step" in browse(cast.ben).get("/").content.decode()
    assert suggested(cast) == []


def test_a_kind_no_is_told_and_not_this_again_is_kept(cast):
    made = ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "Will you?")
    browse(cast.ben).post(f"/asked/{made.id}/answer/", {"says": "never"})
    run_due()

    assert "would rather not, and thanks you for asking" in page_of(cast.eli).items[0].sentence
    with pytest.raises(Refused, match="would rather not be asked this"):
        ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "But perhaps now?")
    assert ask(cast.eli, cast.community, cast.ben, Step.RETURN, "How are you?")


def test_a_yes_counts_for_who_asked(cast):
    made = ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "Will you?")
    answer_ask(cast.ben, made, accepts=True)
    run_due()

    from allmende.people.trust.models import Merit

    assert Merit.objects.filter(actor=cast.eli, giver=cast.ben, kind="desk.accepted").exists()
    assert recorded(cast.community.id)[-1:] == ["StepAccepted"]


def test_nobody_is_asked_more_than_twice_a_week_nor_the_same_twice(cast):
    first = ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "Will you?")
    assert ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "Will you?").id == first.id
    ask(cast.eli, cast.community, cast.ben, Step.OTHER, "And this?")

    with pytest.raises(Refused, match="asked twice this week"):
        ask(cast.eli, cast.community, cast.ben, Step.RETURN, "And that?")
    with clock.frozen(NOON + timedelta(days=8)):
        assert ask(cast.eli, cast.community, cast.ben, Step.RETURN, "And that?")


def test_an_answer_is_given_once(cast):
    made = ask(cast.eli, cast.community, cast.ben, Step.HAND_IN, "Will you?")
    answer_ask(cast.ben, made, accepts=True)

    with pytest.raises(Refused, match="answered this already"):
        answer_ask(cast.ben, made, accepts=False)
    assert Ask.objects.get().state == AskState.ACCEPTED


def test_a_thing_that_the_asked_person_does_not_see_is_never_named_to_them(cast):
    secret = make_note(cast.team, cast.ada, title="Secret pond")
    ask(cast.eli, cast.community, cast.finn, Step.ANSWER, "Will you?", thing=secret.id)

    assert "Secret pond" not in my_asks(cast.finn, cast.community)[0].why
    assert Ask.objects.get().thing is None


@pytest.mark.parametrize("query", ["?step=../x", "?thing=none", "?count=-4", "?count=99999999999", "?step=<script>"])
def test_forged_addresses_are_taken_for_none(cast, query):
    answer = browse(cast.eli).get(f"/desk/asks/ben-roth/{query}")

    assert answer.status_code == 200


def test_the_desk_takes_as_many_statements_for_one_as_for_many(cast, django_assert_num_queries):
    """Other floors' doors are asked what waits, so that the number itself is theirs too: it stays the same."""
    eli = browse(cast.eli)
    commented(cast, 3)
    run_due()
    eli.get("/desk/")
    with CaptureQueriesContext(connection) as asked_for_one:
        eli.get("/desk/")
    for name in ("Gina Hall", "Hugo Kern"):
        commented(cast, 3, who=make_member(cast.community, make_person(name)))
    run_due()
    with django_assert_num_queries(len(asked_for_one)):
        eli.get("/desk/")
