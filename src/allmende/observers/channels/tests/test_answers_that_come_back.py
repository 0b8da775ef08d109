"""What is answered elsewhere stands in the talk of its thing: words as words, looked at where the space says so, gone when it is gone there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Kind
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.queries import origin_of
from allmende.commons.threads.commands import comment, lock_thread
from allmende.commons.threads.models import Comment, Source
from allmende.commons.threads.queries import page_of
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import elsewhere as elsewhere_actor
from allmende.identity.actors.models import Actor
from allmende.observers.channels.commands import returning
from allmende.observers.channels.commands.keeping import review
from allmende.observers.channels.commands.listening import listen_to
from allmende.observers.channels.models import Block, ChannelState, Delivery, Echo, EchoState
from allmende.observers.channels.tests.conftest import share, work
from allmende.observers.channels.tests.pages import elsewhere, endless, slow  # noqa: F401  a fixture
from allmende.observers.notices.models import Notice
from allmende.observers.notices.queries import page_of as notices_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(mastodon, server, town):
    """A post that is out there, and its status."""
    post = share(town)
    work()
    return post, Delivery.objects.get().remote_id


def listen(channel, *, minutes: int = 15) -> int:
    with clock.travel(minutes=minutes):
        return listen_to(channel.id)


def said_on(thing, reader) -> list[str]:
    return [view.text for view in page_of(reader, thing).comments]


def test_a_reply_waits_until_a_keeper_has_looked_at_it(mastodon, server, town, posted):
    post, status = posted
    server.answer(status, "5", "<p>How many frogs?</p>")

    listen(mastodon)
    listen(mastodon, minutes=40)

    echo = Echo.objects.get()
    assert (echo.state, echo.text, echo.name) == (EchoState.WAITING, "How many frogs?", "Mo Hill")
    assert said_on(post, town.ben) == []
    with pytest.raises(Refused):
        returning.show(town.ben, echo)
    returning.show(town.eli, echo)
    [view] = page_of(town.cleo, post).comments
    assert (view.name, view.handle) == ("Mo Hill", "")
    assert (view.source.host, view.source.url) == ("hill.example", "https://hill.example/@mo/5")
    assert Echo.objects.get().text == "", "the words stand in one place alone"


def test_it_is_marked_in_the_page_with_a_link_and_no_account_or_picture_comes_of_it(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    accounts, people = Account.objects.count(), Actor.objects.filter(kind="person").count()
    server.answer(status, "5", '<p>Nice <img src="https://hill.example/track.png" alt=""> frogs, @ben-roth #frogs</p>')
    listen(mastodon)
    pull_all()

    page = (
        Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
        .get(reverse("posts:post", args=[post.id]))
        .content.decode()
    )

    assert "Mo Hill" in page
    assert "on hill.example" in page
    assert 'href="https://hill.example/@mo/5" rel="nofollow noopener ugc"' in page
    assert "track.png" not in page
    assert (Account.objects.count(), Actor.objects.filter(kind="person").count()) == (accounts, people)
    assert any("elsewhere" in str(row.sentence) for row in notices_of(town.ben).items)


def test_members_answer_it_and_nobody_elsewhere_is_told(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)
    said = Comment.objects.get()
    comment(town.ada, post, "Seven.", parent=said)
    react(town.ada, said, Kind.THANKS)
    asked = len(server.asked)

    work()

    assert len(server.asked) == asked
    assert [reply.text for reply in page_of(town.ben, post).comments[0].replies] == ["Seven."]
    assert not Notice.objects.filter(actor=elsewhere_actor()).exists()


@pytest.mark.parametrize("visibility", ["private", "direct", "", None])
def test_what_was_not_said_in_public_comes_back_to_nobody(mastodon, server, town, posted, visibility):
    _post, status = posted
    server.answer(status, "5", "<p>Between us.</p>", visibility=visibility)

    listen(mastodon)

    assert not Echo.objects.exists()


def test_ones_own_status_there_is_no_answer(mastodon, server, town, posted):
    _post, status = posted
    server.answer(
        status, "5", "<p>Us.</p>", account={"id": "42", "acct": "meadow", "url": "https://social.example/@meadow"}
    )

    listen(mastodon)

    assert not Echo.objects.exists()


def test_what_is_removed_there_goes_here_with_its_words(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)
    server.answers.clear()

    listen(mastodon, minutes=40)

    assert said_on(post, town.ben) == []
    assert not Echo.objects.exists()
    assert not Source.objects.exists()
    assert not Comment.objects.exclude(text="").exists()


def test_other_words_there_are_other_words_here_and_are_looked_at_again(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    row = server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)
    row["content"] = "<p>How many frogs?</p>"
    listen(mastodon, minutes=40)
    unlooked = said_on(post, town.ben)
    review(town.eli, mastodon, is_reviewed=True)
    row["content"] = "<p>Buy pills.</p>"
    listen(mastodon, minutes=90)

    assert unlooked == ["How many frogs?"] or unlooked == [r"How many frogs\?"]
    assert said_on(post, town.ben) == []
    assert Echo.objects.get().state == EchoState.WAITING


def test_hidden_stays_hidden(mastodon, server, town, posted):
    _post, status = posted
    server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)
    returning.hide(town.eli, Echo.objects.get())

    listen(mastodon, minutes=40)

    assert Echo.objects.values_list("state", "text").get() == (EchoState.HIDDEN, "")


@pytest.mark.parametrize("whole_host", [False, True])
def test_a_blocked_author_or_host_is_heard_no_more_until_the_block_is_lifted(
    mastodon, server, town, posted, whole_host
):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)
    returning.block(town.eli, Echo.objects.get(), whole_host=whole_host)
    listen(mastodon, minutes=40)
    heard = said_on(post, town.ben)
    returning.unblock(town.eli, Block.objects.get())
    listen(mastodon, minutes=90)

    assert heard == []
    assert len(said_on(post, town.ben)) == 1


def test_in_a_closed_discussion_it_waits(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    lock_thread(town.eli, post)
    server.answer(status, "5", "<p>How many?</p>")

    listen(mastodon)

    assert Echo.objects.get().state == EchoState.WAITING
    with pytest.raises(Refused):
        returning.show(town.eli, Echo.objects.get())


def test_a_mention_that_links_here_comes_back_once(mastodon, server, town, posted):
    post, _status = posted
    url = f"{origin_of(town.community)}/posts/{post.id}/"
    account = {"id": "9", "acct": "lu", "display_name": "", "url": "https://lake.example/@lu"}
    status = {"id": "800", "url": "https://lake.example/@lu/800", "visibility": "public", "account": account}
    server.mentions = [
        {"id": "3", "type": "mention", "status": status | {"content": f'<p>See <a href="{url}">this</a></p>'}}
    ]

    listen(mastodon)
    listen(mastodon, minutes=40)

    assert Echo.objects.values_list("name", "state").get() == ("lu", EchoState.WAITING)
    asked = [body for _m, path, body, _h in server.asked if path == "/api/v1/notifications"]
    assert [body.get("since_id") for body in asked] == [None, "3"]


def test_it_moves_along_with_its_thing(mastodon, server, town, posted):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    server.answer(status, "5", "<p>How many?</p>")
    listen(mastodon)

    narrow(town.ben, post, town.community, Layer.COMMUNITY)

    assert Comment.objects.get().audience_id == type(post).objects.get(id=post.id).audience_id


def test_a_revoked_token_stops_listening(mastodon, server, town, posted):
    server.tokens.clear()

    listen(mastodon)

    mastodon.refresh_from_db()
    assert mastodon.state == ChannelState.SIGNED_OUT


def test_rest_is_given(mastodon, server, town, posted):
    server.moods = [(429, {"Retry-After": "900"})]

    listen(mastodon)

    mastodon.refresh_from_db()
    assert mastodon.rests_until > clock.now()


HOSTILE = [
    "<script>alert(1)</script>Hello", "<b onmouseover=alert(1)>Hello</b>", "[x](javascript:alert(1))", "![x](https://spy.example/1.png)",
    "# Hello\n\n- a\n- b", "<a href='javascript:alert(1)'>Hello</a>", "`code` **bold** | a | b |", "https://spam.example/ Hello",
    "<p>" * 3000 + "Hello", "\u202egnp.exe Hello", "&lt;script&gt;alert(1)&lt;/script&gt;",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE)
def test_words_mean_themselves(mastodon, server, town, posted, content):
    post, status = posted
    review(town.eli, mastodon, is_reviewed=False)
    server.answer(status, "5", content)

    listen(mastodon)

    [view] = page_of(town.ben, post).comments
    assert not any(
        sign in view.html
        for sign in (
            "<script",
            "<img",
            "<h2",
            "<li",
            "<strong",
            "<code",
            "<table",
            "onmouseover",
            'javascript:alert(1)"',
        )
    )
