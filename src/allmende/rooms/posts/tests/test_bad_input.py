"""What nobody should send: a clear sentence, and nothing lost."""

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Preset, Space
from allmende.foundation.verdicts import Refused
from allmende.rooms.posts.commands import draft_post, publish_post, save_post, share_post
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


def browser(actor) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def sent(cast, text):
    form = {"once": "bad", "version": "0", "layer": "2", "send": "1", "text": text}
    return browser(cast.ben).post(f"/posts/new/?in={cast.team.slug}", form)


def test_two_megabytes_come_back_in_the_form(cast):
    text = "frogs " * 350_000
    answer = sent(cast, text)

    assert answer.status_code == 422
    assert "A post has 20,000 characters at most." in answer.content.decode()
    assert text[:1_000_000] in answer.content.decode()


def test_ten_thousand_mentions_are_too_many_and_stay_in_the_draft(cast):
    text = " ".join(f"@p{n}" for n in range(3000))
    answer = sent(cast, text)

    assert answer.status_code == 422
    assert "You name 3000 people; 50 at most are told." in answer.content.decode()
    assert Post.objects.get().text == text


@pytest.mark.parametrize(
    "text", ["> " * 19 + "deep", "[" * 9000, "\u202eevil\u202c \u200b@ben\u2066", "🎉" * 400, "a\x00b", "\ud83d"]
)
def test_odd_texts_are_posts_like_others(cast, text):
    post = make_post(cast.ben, cast.team, text=text)
    page, there = (browser(cast.ada).get(url) for url in (f"/posts/{post.id}/", f"/spaces/{cast.team.slug}/"))

    assert (page.status_code, there.status_code) == (200, 200)


def test_however_deep_words_are_quoted_they_are_there_to_read(cast):
    answer = sent(cast, "> " * 5000 + "deep")

    assert answer.status_code == 302
    assert "deep" in browser(cast.ben).get(answer.url).content.decode()


def test_a_link_to_this_machine_is_a_link_and_no_card(cast):
    post = make_post(cast.ben, cast.community, text="http://127.0.0.1:8000/admin", layer=Layer.COMMUNITY)
    page = browser(cast.ada).get(f"/posts/{post.id}/").content.decode()

    assert 'href="http://127.0.0.1:8000/admin"' in page
    assert "linkcard" not in page


def test_links_to_elsewhere_come_with_trust_as_in_comments(cast):
    Space.objects.filter(id=cast.community.id).update(preset=Preset.BRAND)
    with pytest.raises(Refused, match="Links to elsewhere") as refusal:
        make_post(cast.ben, cast.team, text="Buy at https://spam.example/now")

    assert list(refusal.value.errors) == ["text"]


def test_a_language_or_a_layer_that_is_none_is_refused(cast):
    with pytest.raises(Refused) as language:
        draft_post(cast.ben, cast.team, language="xx")
    with pytest.raises(Refused) as layer:
        share_post(cast.ben, cast.team, Layer.PRIVATE, text="Hello")

    assert (language.value.status, list(language.value.errors)) == (422, ["language"])
    assert (layer.value.status, list(layer.value.errors)) == (422, ["layer"])


def test_an_emptied_post_stays_what_it_was(cast):
    post = make_post(cast.ben, cast.team, text="Hello")
    with pytest.raises(Refused):
        save_post(cast.ben, post, 0, text=" ")
    publish_post(cast.ben, post)

    assert Post.objects.get().text == "Hello"


@pytest.mark.parametrize("field", ["at", "closes"])
@pytest.mark.parametrize("moment", ["yesterday", "9999-99-99T99:99", "0001-01-01T00:00", "2026-03-29T02:30"])
def test_a_moment_that_is_none_is_named_at_its_field(cast, field, moment):
    form = {
        "once": "m",
        "version": "0",
        "layer": "2",
        "send": "1",
        "text": "Hello",
        "question": "Q?",
        "answers": "a\nb",
        field: moment,
    }
    answer = browser(cast.ben).post(f"/posts/new/?in={cast.team.slug}", form)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Post.objects.get().text == "Hello"
