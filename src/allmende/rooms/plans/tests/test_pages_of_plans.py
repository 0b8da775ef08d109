"""Plans over the web: both texts are shown where two windows meet, lists cost the same however long, and phrases are never filled in."""

import pytest

from allmende.commons.spaces.testing import make_member
from allmende.identity.accounts.testing import make_person
from allmende.rooms.plans.commands import add_item, add_result
from allmende.rooms.plans.commands.leaving import doubt_own_confirmations
from allmende.rooms.plans.invariants import INVARIANTS
from allmende.rooms.plans.models import QUESTIONS, Answer, Question
from allmende.rooms.plans.testing import WORDS, make_answer, make_plan

pytestmark = pytest.mark.django_db
MORE = "Twelve households, as we counted anew on the third of March."


@pytest.fixture
def plan(cast):
    return make_plan(cast.ada, cast.team)


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.ben.account)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def text(response):
    return response.content.decode()


def test_an_answer_saved_in_another_window_stands_beside_what_was_typed(signed_in, cast, plan):
    make_answer(cast.ben, plan)

    page = signed_in.post(f"/plans/{plan.id}/questions/whom/", {"text": MORE, "revision": "0"})

    assert page.status_code == 409
    assert WORDS in text(page)
    assert MORE in text(page)
    assert Answer.objects.get().text == WORDS


@pytest.mark.parametrize("revision", ["", "nonsense", "9" * 40, "²", "-1"])
def test_a_revision_that_is_none_overwrites_nothing(signed_in, cast, plan, revision):
    make_answer(cast.ben, plan)

    page = signed_in.post(f"/plans/{plan.id}/questions/whom/", {"text": MORE, "revision": revision})

    assert page.status_code == 409


def test_what_was_typed_comes_back_where_it_can_t_be_taken(signed_in, plan):
    page = signed_in.post(f"/plans/{plan.id}/questions/whom/", {"text": "Everyone.", "revision": "0"})

    assert page.status_code == 422
    assert "Everyone." in text(page)


def test_no_question_is_answered_beforehand(signed_in, plan):
    for asked in QUESTIONS.values():
        page = signed_in.get(f"/plans/{plan.id}/questions/{asked.key}/")
        assert f">{asked.concrete}</textarea>" not in text(page)


def test_the_page_says_what_is_missing_and_leads_there(signed_in, plan):
    page = text(signed_in.get(f"/plans/{plan.id}/"))

    assert "There is no goal yet." in page
    assert f'href="/plans/{plan.id}/goals/"' in page


@pytest.mark.parametrize("many", [1, 3])
def test_a_plan_costs_the_same_however_much_stands_in_it(signed_in, cast, plan, many, django_assert_num_queries):
    people = [cast.ada, cast.ben, make_member(cast.team, make_person("Gina Feld"))]
    make_member(cast.community, people[2])
    for person in people[:many]:
        make_answer(person, plan, text=f"{WORDS} {person.name}.")
        add_item(cast.ada, plan, "risks", title=f"Rain on {person.name}", owner=person)
        add_item(cast.ada, plan, "goals", title="Dry cellars")
    signed_in.get(f"/plans/{plan.id}/")

    with django_assert_num_queries(STATEMENTS):
        signed_in.get(f"/plans/{plan.id}/")


STATEMENTS = 23


@pytest.mark.parametrize("many", [1, 3])
def test_a_tree_of_results_costs_the_same_however_large(signed_in, cast, many, django_assert_num_queries):
    above = None
    for number in range(many):
        above = add_result(cast.ada, cast.team, title=f"Level {number}", parent=above)
    signed_in.get(f"/results/?in={cast.team.slug}")

    with django_assert_num_queries(OF_RESULTS):
        signed_in.get(f"/results/?in={cast.team.slug}")


OF_RESULTS = 9


def test_two_accounts_of_one_person_confirm_nothing_to_each_other(cast, plan):
    make_answer(cast.ben, plan, confirmed_by=cast.ada)
    Answer.objects.update(author=cast.ada)
    [invariant] = INVARIANTS
    assert list(invariant.broken())

    doubt_own_confirmations()

    assert not Answer.objects.get(question=Question.WHOM).is_concrete
    assert not list(invariant.broken())
