"""The pages of posts: written without script, shown on home and in a space, changed, with its versions."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from allmende.commons.audiences.models import Layer
from allmende.commons.files.models import File
from allmende.commons.mutes.commands import mute
from allmende.commons.reactions.commands import react
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.rooms.posts.commands import publish_due_posts, save_post, share_post
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


def browser(actor) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def picture(name="frog.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def form_of(client, cast, **said):
    """The form that the line on the space's page opens: there by htmx, else on a page of its own."""
    address = f"/posts/new/?in={cast.team.slug}"
    assert f'href="{address}"' in client.get(f"/spaces/{cast.team.slug}/").content.decode()
    page = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "<h1" not in page
    return {"once": hidden(page, "once"), "version": "0", "layer": "2", **said}


def test_a_member_writes_on_the_page_of_the_space_and_shares(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="The **pond** is dug.", send="1", attached=[picture()], **{"alt-0": "A frog"})

    answer = ben.post(f"/posts/new/?in={cast.team.slug}", sent)
    waiting = ben.get(answer.url).content.decode()
    unseen = browser(cast.ada).get(answer.url).status_code
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        publish_due_posts()
        seen = browser(cast.ada).get(answer.url).content.decode()

    assert "Only you see it yet" in waiting
    assert unseen == 404
    assert "<strong>pond</strong>" in seen
    assert "A frog" in seen


def test_the_same_new_post_sent_twice_leads_to_the_post_and_does_nothing_twice(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="Hello", send="1")
    now = clock.now()

    first = ben.post(f"/posts/new/?in={cast.team.slug}", sent | {"attached": [picture()]})
    with clock.frozen(now + timedelta(seconds=11)):
        publish_due_posts()
        second = ben.post(f"/posts/new/?in={cast.team.slug}", sent | {"attached": [picture()]})
        other = ben.post(f"/posts/new/?in={cast.team.slug}", sent | {"text": "Something else"})

    post = Post.objects.get()
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, f"/posts/{post.id}/")
    assert File.objects.filter(thing=post).count() == 1
    assert (other.status_code, post.text) == (409, "Hello")


def test_a_draft_saved_twice_with_the_same_words_is_saved(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="Hello", save="1")

    answers = [ben.post(f"/posts/new/?in={cast.team.slug}", sent) for _twice in (1, 2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Post.objects.get().revision == 1


def test_the_same_form_sent_twice_makes_one_post(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="Hello", save="1")

    ben.post(f"/posts/new/?in={cast.team.slug}", sent)
    ben.post(f"/posts/new/?in={cast.team.slug}", sent)

    assert Post.objects.count() == 1


def test_what_is_written_saves_itself_and_is_shared_from_there(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="Hel")

    first = ben.post(f"/posts/new/draft/?in={cast.team.slug}", sent).json()
    second = ben.post(
        f"/posts/new/draft/?in={cast.team.slug}", sent | {"text": "Hello", "version": first["version"]}
    ).json()
    ben.post(f"/posts/new/?in={cast.team.slug}", sent | {"text": "Hello!", "version": second["version"], "send": "1"})

    post = Post.objects.get()
    assert (post.text, post.state) == ("Hello!", PostState.WAITING)
    assert "Hello!" in ben.get("/drafts/").content.decode()


def test_nothing_is_lost_where_something_can_not_be(cast):
    ben = browser(cast.ben)
    sent = form_of(ben, cast, text="x" * 20_001, send="1", attached=[picture()])

    answer = ben.post(f"/posts/new/?in={cast.team.slug}", sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "A post has 20,000 characters at most." in page
    assert "x" * 20_001 in page
    assert File.objects.filter(thing=Post.objects.get()).count() == 1


def test_a_file_that_is_no_picture_is_named_and_the_words_stay(cast):
    ben = browser(cast.ben)
    bad = SimpleUploadedFile("bomb.png", b"\x89PNG\r\n\x1a\nnothing", content_type="image/png")
    answer = ben.post(f"/posts/new/?in={cast.team.slug}", form_of(ben, cast, text="Look", send="1", attached=[bad]))

    assert answer.status_code == 422
    assert "bomb.png: " in answer.content.decode()
    assert Post.objects.get().text == "Look"


def test_two_windows_see_both_versions_and_nothing_is_overwritten(cast):
    post = make_post(cast.ben, cast.team, text="The first words")
    save_post(cast.ben, post, 0, text="What the other window said")

    answer = browser(cast.ben).post(f"/posts/{post.id}/edit/", {"version": "0", "text": "What this window says"})
    page = answer.content.decode()
    again = browser(cast.ben).post(f"/posts/{post.id}/edit/", {"version": hidden(page, "version"), "text": "Both"})

    assert answer.status_code == 409
    assert "What the other window said" in page
    assert "What this window says" in page
    assert again.status_code == 302
    assert Post.objects.get().text == "Both"


def test_what_was_changed_can_be_compared(cast):
    post = make_post(cast.ben, cast.team, text="A pond cools the air.")
    save_post(cast.ben, post, 0, text="A lake cools the air.")

    page = browser(cast.ada).get(f"/posts/{post.id}/versions/").content.decode()

    assert "<del>pond</del><ins>lake</ins>" in page.replace("\n", "")


def test_home_and_the_space_show_what_was_shared_with_its_poll(cast):
    make_post(cast.ben, cast.team, text="Let us decide", poll=TEA)
    pull_all()

    home, there = (browser(cast.ada).get(page).content.decode() for page in ("/", f"/spaces/{cast.team.slug}/"))

    for page in (home, there):
        assert "Let us decide" in page
        assert "Which tea?" in page
        assert "Share something with" in page


def test_what_someone_muted_says_is_folded_away_and_not_on_home(cast):
    make_post(cast.ben, cast.team, text="Loud words")
    pull_all()
    mute(cast.ada, cast.ben)

    home, there = (browser(cast.ada).get(page).content.decode() for page in ("/", f"/spaces/{cast.team.slug}/"))

    assert "Loud words" not in home
    assert "From someone you have muted: show it" in there


def test_reactions_stand_below_a_post_and_are_given_there(cast):
    post = make_post(cast.ben, cast.team, text="Hello")
    react(cast.eli, post, "thanks")

    ada, ben = (browser(who).get(f"/spaces/{cast.team.slug}/").content.decode() for who in (cast.ada, cast.ben))

    assert f'action="/id/{post.id}/reactions/"' in ada
    assert f'action="/id/{post.id}/reactions/"' not in ben
    assert '<span class="reaction" title="Thank you">' in ben


def test_a_post_in_the_bin_goes_out_no_more(cast):
    later = clock.now() + timedelta(hours=1)
    post = share_post(cast.ben, cast.team, Layer.TEAM, text="Later", at=later)

    browser(cast.ben).post(f"/id/{post.id}/bin/")
    with clock.frozen(later + timedelta(hours=1)):
        done = publish_due_posts()
        page = browser(cast.ben).get(f"/posts/{post.id}/").status_code

    assert (done, Post.objects.get().due, page) == (0, None, 200)


def test_a_preview_keeps_nothing(cast):
    page = browser(cast.ben).post("/posts/preview/", {"text": "**Frogs** <script>"}).content.decode()

    assert "<strong>Frogs</strong> &lt;script&gt;" in page
    assert not Post.objects.exists()
