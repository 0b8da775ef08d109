"""People talk about a thing where it stands: comment, reply, change, remove, close; with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.threads.commands import comment, lock_thread, mark_read
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.doors import talks_of
from allmende.rooms.calls.testing import make_call, make_contribution

HTMX = {"HX-Request": "true"}


@pytest.fixture
def pond(cast: Any) -> Any:
    return make_contribution(cast.ben, make_call(cast.ada, cast.team))


def public_call(cast: Any) -> Any:
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    return make_call(cast.eli, cast.community, layer=Layer.PUBLIC)


def page(thing: Any) -> str:
    return talks_of([(thing.id, thing.kind)])[thing.id]


def say(client: Any, thing: Any, text: str = "What about frogs?", **more: str) -> Any:
    headers = more.pop("headers", {})
    return client.post(
        reverse("comments", args=[thing.id]), {"text": text, "intent": "question", **more}, headers=headers
    )


def test_a_member_says_something_and_lands_at_it(sign_in, cast, pond):
    client = sign_in(cast.ada)

    answer = say(client, pond)

    said = Comment.objects.get(thread=pond.id)
    assert answer.url == f"/id/{said.id}/"
    assert client.get(answer.url).url == f"{page(pond)}?comment={said.id}#c-{said.id}"
    shown = client.get(page(pond)).content.decode()
    assert f'id="c-{said.id}"' in shown
    assert "What about frogs?" in shown


def test_with_scripts_the_comment_comes_with_a_clean_composer(sign_in, cast, pond):
    answer = say(sign_in(cast.ada), pond, headers=HTMX).content.decode()

    assert '<hx-partial hx-target="#comments" hx-swap="beforeend">' in answer
    assert "What about frogs?" in answer
    assert '<textarea name="text" id="comment-text" rows="4"></textarea>' in answer


def test_nothing_to_read_is_said_at_the_field(sign_in, cast, pond):
    answer = say(sign_in(cast.ada), pond, "  ", headers=HTMX)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert "Write something first." in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_are_not_lost_when_the_discussion_was_closed_meanwhile(sign_in, cast, pond, headers):
    lock_thread(cast.ada, pond)

    answer = say(sign_in(cast.ben), pond, "A long thought", headers=headers)

    assert answer.status_code == 409
    assert "A long thought</textarea>" in answer.content.decode()
    assert "This discussion is closed." in answer.content.decode()


def test_what_fails_stands_beside_the_page_and_swaps_no_words_away(cast, pond):
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(cast.ada.account)

    answer = say(client, pond, "A long thought", headers=HTMX)

    assert answer.status_code == 403
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#toasts", "beforeend")
    assert "What you wrote is still there" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_double_click_is_one_comment(sign_in, cast, pond):
    client = sign_in(cast.ada)

    say(client, pond, once="a-key")
    say(client, pond, once="a-key")

    assert Comment.objects.filter(thread=pond.id).count() == 1


def test_who_will_see_it_stands_by_the_button(sign_in, cast, pond):
    assert "The 3 members of this space can see this." in sign_in(cast.ada).get(page(pond)).content.decode()


def test_a_reply_stands_under_what_it_answers(sign_in, cast, pond):
    first = comment(cast.ada, pond, "Who digs?")
    client = sign_in(cast.ben)
    form = client.get(reverse("comment_reply", args=[first.id])).content.decode()
    assert "Your reply to Ada Berg" in form

    answer = client.post(
        reverse("comment_reply", args=[first.id]), {"text": "The class.", "intent": "comment"}, headers=HTMX
    )

    shown = answer.content.decode()
    assert f'hx-target="#c-{first.id}"' in shown
    assert shown.index("Who digs?") < shown.index('class="replies"') < shown.index("The class.")


def test_only_its_author_changes_a_comment(sign_in, cast, pond):
    said = comment(cast.ada, pond, "Who digs?")
    url = reverse("comment_edit", args=[said.id])

    assert sign_in(cast.ben).get(url).status_code == 404
    assert sign_in(cast.ben).post(url, {"text": "Nobody", "intent": "comment"}).status_code == 403
    sign_in(cast.ada).post(url, {"text": "Who digs, and when?", "intent": "question"})

    said.refresh_from_db()
    assert said.text == "Who digs, and when?"


def test_what_is_removed_can_be_brought_back_from_the_toast(sign_in, cast, pond):
    said = comment(cast.ben, pond, "Rubbish!")
    client = sign_in(cast.ada)

    answer = client.post(reverse("comment_removal", args=[said.id]), headers=HTMX).content.decode()

    assert f'<hx-partial hx-target="#c-{said.id}" hx-swap="delete">' in answer
    assert "Rubbish!" not in client.get(page(pond)).content.decode()


def test_a_removed_comment_with_replies_keeps_its_place(sign_in, cast, pond):
    said = comment(cast.ben, pond, "Rubbish!")
    comment(cast.ada, pond, "Why?", parent=said)
    client = sign_in(cast.ben)

    client.post(reverse("comment_removal", args=[said.id]))

    shown = client.get(page(pond)).content.decode()
    assert "This comment was removed." in shown
    assert "Rubbish!" not in shown
    assert "Why?" in shown


def test_a_host_closes_the_discussion_and_opens_it_again(sign_in, cast, pond):
    client = sign_in(cast.ada)

    client.post(reverse("thread_lock", args=[pond.id]))
    assert "This discussion is closed." in sign_in(cast.ben).get(page(pond)).content.decode()
    client.post(reverse("thread_unlock", args=[pond.id]))
    assert "This discussion is closed." not in sign_in(cast.ben).get(page(pond)).content.decode()
    assert sign_in(cast.ben).post(reverse("thread_lock", args=[pond.id])).status_code == 403


def test_a_guest_reads_and_is_asked_to_sign_in(client, cast):
    call = public_call(cast)
    comment(cast.finn, call, "Where is shade missing?")

    shown = client.get(page(call), headers={"Accept-Language": "en"}).content.decode()

    assert "Where is shade missing?" in shown
    assert "Members discuss this. Sign in to join them." in shown
    assert "<textarea" not in shown
    assert say(client, call).status_code == 403


def test_a_stranger_learns_why_they_can_only_read(sign_in, cast):
    call = public_call(cast)

    assert "Only members of the community can comment." in sign_in(cast.dora).get(page(call)).content.decode()


def test_what_is_out_of_sight_is_not_there(sign_in, cast, pond):
    said = comment(cast.ada, pond, "Who digs?")
    client = sign_in(cast.finn)

    assert say(client, pond).status_code == 404
    for name in ("comment_reply", "comment_edit", "comment_replies"):
        assert client.get(reverse(name, args=[said.id])).status_code == 404
    assert client.post(reverse("comment_removal", args=[said.id])).status_code == 404
    assert client.get(f"/id/{said.id}/").status_code == 404


def test_what_is_new_is_marked_until_it_was_read(sign_in, cast, pond):
    comment(cast.ada, pond, "Old")
    mark_read(cast.ben, pond)
    with clock.travel(hours=1):
        fresh = comment(cast.ada, pond, "Fresh")
    client = sign_in(cast.ben)
    assert "1 new comment since you last looked" in client.get(page(pond)).content.decode()
    assert f"?comment={fresh.id}#c-{fresh.id}" in client.get(page(pond)).content.decode()

    with clock.travel(hours=2):
        client.post(reverse("comments_read", args=[pond.id]))

    assert "since you last looked" not in client.get(page(pond)).content.decode()


def test_a_link_leads_to_the_page_on_which_a_comment_stands(sign_in, cast, pond):
    with clock.frozen(clock.now()):
        said = [comment(cast.ada, pond, f"Thought {n}") for n in range(25)]
    client = sign_in(cast.ben)

    first = client.get(page(pond)).content.decode()
    shown = client.get(page(pond), {"comment": said[-1].id}).content.decode()

    assert "Thought 24" not in first
    assert "Thought 24" in shown
    assert "From the beginning" in shown
    more = client.get(reverse("comments", args=[pond.id]), {"after": said[19].id}, headers=HTMX).content.decode()
    assert "Thought 20" in more
    assert "Thought 19" not in more


def test_anything_has_a_lasting_address(sign_in, cast, pond):
    assert sign_in(cast.ben).get(f"/id/{pond.id}/").url.startswith("/calls/a-cooler-schoolyard/contributions/1-")
    assert sign_in(cast.dora).get(f"/id/{pond.id}/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_a_talk_costs_the_same_however_long_it_is(sign_in, cast, pond, many, django_assert_num_queries):
    for n, author in enumerate([cast.ada, cast.ben, cast.eli][:many]):
        said = comment(author, pond, f"Thought {n}")
        comment(cast.ada, pond, f"Answer {n}", parent=said)
    client = sign_in(cast.ben)
    url = reverse("comments", args=[pond.id])
    client.get(url, headers=HTMX)

    with django_assert_num_queries(13):
        client.get(url, headers=HTMX)


def test_a_reply_may_begin_with_what_it_quotes(sign_in, cast, pond):
    said = comment(cast.ben, pond, "Frogs?\n\nOr *newts*?")
    elsewhere = comment(
        cast.eli, make_call(cast.eli, cast.community, title="A plan", layer=Layer.COMMUNITY), "A secret plan"
    )
    ada = sign_in(cast.ada)

    form = ada.get(f"/id/{said.id}/reply/").content.decode()
    page = ada.get(f"/id/{said.id}/reply/?quote={said.id}").content.decode()
    other = ada.get(f"/id/{said.id}/reply/?quote={elsewhere.id}").content.decode()

    assert f"/id/{said.id}/reply/?quote={said.id}" in form
    assert "&gt; Frogs?\n&gt; \n&gt; Or *newts*?\n\n</textarea>" in page
    assert "secret plan" not in other
