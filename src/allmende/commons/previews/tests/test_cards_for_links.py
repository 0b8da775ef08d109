"""A bare link becomes a card: looked up once, by the house, for what the community shares; hostile pages just give none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.files.models import File
from allmende.commons.previews import commands, links
from allmende.commons.previews.models import Found, Preview
from allmende.commons.previews.queries import with_cards
from allmende.commons.previews.tests.pages import serving
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment as write_comment
from allmende.commons.threads.queries import page_of
from allmende.foundation import clock, http
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.text import render_markdown
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(settings, monkeypatch):
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with serving() as server:
        # Its port stands for the usual one.
        monkeypatch.setattr(
            links,
            "address_of",
            lambda written, plain=links.address_of: written if "127.0.0.1:" in written else plain(written),
        )
        monkeypatch.setattr("allmende.commons.previews.queries.address_of", links.address_of)
        yield server


def say(author, thing, words):
    comment = write_comment(author, thing, words)
    run_due(rounds=False)
    return comment


def shown(reader, thing) -> str:
    return "".join(comment.words for comment in page_of(reader, thing).comments)


def looked_at(address: str) -> Preview:
    preview = Preview.objects.create(key=links.key_of(address), address=address)
    commands.look_at(preview.id)
    return Preview.objects.get(id=preview.id)


def test_a_bare_link_in_a_comment_becomes_a_card_with_our_own_picture(cast, elsewhere):
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    say(cast.ada, note, f"Look:\n\n{elsewhere.address}/meadow\n\nLovely.")

    words = shown(cast.ben, note)

    assert "<b>Eine Streuobstwiese für alle</b><span>Wie ein Dorf seine Bäume pflegt.</span>" in words
    assert "Obstblatt · 127.0.0.1" in words
    assert 'lang="de"' in words
    picture = Preview.objects.get().picture
    assert f"/m/{picture.id}/320.webp" in words
    assert f"{elsewhere.address}/meadow.png" not in words
    assert (picture.width, picture.height, picture.open_to_all) == (1200, 630, True)
    assert elsewhere.seen == ["/meadow", "/meadow.png"]


def test_an_address_is_asked_once_for_all_and_again_when_its_time_is_over(cast, elsewhere):
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    for author in (cast.ada, cast.ben, cast.ada):
        say(author, note, f"{elsewhere.address}/meadow")
    assert elsewhere.seen == ["/meadow", "/meadow.png"]
    first = Preview.objects.get().picture_id

    with clock.travel(days=31):
        for preview in commands.due_previews():
            commands.look_at(preview)

    assert elsewhere.seen == ["/meadow", "/meadow.png"] * 2
    assert Preview.objects.get().picture_id != first
    assert File.objects.count() == 1


@pytest.mark.parametrize("layer", [None, Layer.PRIVATE, Layer.TEAM])
def test_what_is_for_few_tells_nobody_its_links_and_shows_no_card(cast, elsewhere, layer):
    note = make_note(cast.team, cast.ada, Layer.TEAM)
    if layer == Layer.TEAM:
        say(cast.ben, note, f"{elsewhere.address}/meadow")
    assert elsewhere.seen == []
    assert not Preview.objects.exists()

    looked_at(f"{elsewhere.address}/meadow")
    private = make_note(cast.team, cast.ada, layer)
    text = render_markdown(f"{elsewhere.address}/meadow")
    assert with_cards([(private.id, text)], private.audience) == [text]


def test_no_statement_is_asked_for_a_text_without_a_bare_link(cast, django_assert_num_queries):
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    with django_assert_num_queries(0):
        with_cards(
            [(note.id, render_markdown("See [this](https://example.org/) or https://example.org/ there."))],
            note.audience,
        )
    bare = render_markdown("https://example.org/\n\nhttps://example.org/b")
    with django_assert_num_queries(1):
        assert with_cards([(note.id, bare)] * 3, note.audience) == [bare] * 3


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("script", '<script>alert(1)</script>alert(2)"onload="x'),
        ("latin", "Äpfel und Öl"),
        ("wrong_charset", "Äpfel"),
        ("nested", "Deep"),
        ("bomb", "Eine Streuobstwiese für alle"),
        ("inner_picture", "Eine Streuobstwiese für alle"),
    ],
)
def test_odd_pages_give_their_words_as_words_and_no_harm(cast, elsewhere, path, title):
    preview = looked_at(f"{elsewhere.address}/{path}")
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    [card] = with_cards([(note.id, render_markdown(preview.address))], note.audience)

    assert (preview.state, preview.title, preview.picture) == (Found.READY, title, None)
    assert "<script" not in card
    assert "<img" not in card
    assert 'class="linkcard"' in card


@pytest.mark.parametrize("path", ["huge", "slow", "circle", "inside", "untitled", "paper", "gone"])
def test_hostile_pages_give_no_card_and_are_left_at_that(elsewhere, monkeypatch, path):
    monkeypatch.setattr(http, "WHOLE", 0.5)
    preview = looked_at(f"{elsewhere.address}/{path}")
    assert (preview.state, preview.title) == (Found.WAITING, "")

    for days in (2, 4):
        with clock.travel(days=days):
            assert commands.due_previews() == [preview.id]
            commands.look_at(preview.id)
    preview.refresh_from_db()
    assert preview.state == Found.NOTHING
    assert preview.expires > clock.now() + timedelta(days=60)


def test_a_title_without_end_is_cut(elsewhere):
    preview = looked_at(f"{elsewhere.address}/huge_title")
    assert (preview.state, len(preview.title), preview.title[-1]) == (Found.READY, 200, "…")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=1&amp;c=2#part", "https://example.org/a?b=1&c=2"),
        ("https://localhost/", None),
        ("http://user:word@example.org/", None),
        ("https://example.org:8443/", None),
        ("https://example.org:99999/", None),
        ("https://[::1/", None),
        ("https://example.org/" + "x" * 600, None),
    ],
)
def test_only_addresses_of_the_web_are_looked_up(written, address):
    assert links.address_of(written) == address


def test_a_text_has_three_cards_at_most_and_a_person_sixty_new_addresses_a_day(cast):
    text = render_markdown("\n\n".join(f"https://example.org/{number}" for number in range(9)))
    assert len(links.addresses_in(text)) == links.MOST

    many = [f"https://example.org/{number}" for number in range(70)]
    assert len(commands.want(cast.ada.id, many)) == commands.PER_DAY
    assert commands.want(cast.ada.id, many[:60]) == []
    assert len(commands.want(cast.ben.id, many)) == 10


def test_the_author_hides_a_card_and_shows_it_again(cast, elsewhere, client):
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    comment = say(cast.ada, note, f"{elsewhere.address}/meadow")
    page = f"/previews/{comment.id}/{Preview.objects.get().id}/"
    assert page in shown(cast.ada, note)
    assert page not in shown(cast.ben, note)

    client.force_login(cast.ada.account)
    assert "Eine Streuobstwiese" in client.get(page).content.decode()
    assert client.post(f"{page}hiding/").status_code == 302
    assert "linkcard" not in shown(cast.ben, note)
    assert client.post(f"{page}hiding/removal/").status_code == 302
    assert "linkcard" in shown(cast.ben, note)
    with pytest.raises(Refused, match="Only whoever shared this link"):
        commands.hide(cast.ben, note, Preview.objects.get())


def test_an_operator_can_have_no_link_looked_up(cast, elsewhere, settings):
    settings.PREVIEWS = False
    say(cast.ada, make_note(cast.community, cast.ada, Layer.COMMUNITY), f"{elsewhere.address}/meadow")
    assert elsewhere.seen == []
