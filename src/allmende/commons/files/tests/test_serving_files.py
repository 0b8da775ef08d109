"""The media origin: who gets a file, and how harmless it arrives."""

import re
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from allmende.commons.audiences.commands import public
from allmende.commons.files.commands import remove, store_document
from allmende.commons.files.models import File
from allmende.commons.files.queries import covers_of, documents_of, picture_source, pictures_of, portrait_url
from allmende.commons.files.testing import make_picture, make_upload
from allmende.commons.spaces.testing import make_cast
from allmende.foundation import clock
from allmende.foundation.text import render_markdown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _origin(settings, tmp_path):
    settings.MEDIA_ORIGIN, settings.MEDIA_HOST = "http://media.test", "media.test"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


@pytest.fixture
def cast():
    return make_cast()


def get(url: str, **headers: str):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers={"host": "media.test", **headers})


def publish(thing) -> None:
    thing.audience = public()
    thing.save(update_fields=["audience"])


def test_a_public_picture_needs_no_signature_and_is_kept_by_everyone(cast):
    file = make_picture(cast.ada, cast.team)
    publish(cast.team)
    shown = pictures_of([cast.team.id])[cast.team.id][0]

    response = get(shown.src)

    assert shown.src == f"http://media.test/m/{file.id}/640.webp"
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["Cache-Control"] == "public, max-age=86400, immutable"


def test_every_answer_is_dead_matter(cast):
    file = make_picture(cast.ada, open_to_all=True)
    document = store_document(cast.ada, make_upload(b"<html><script>alert(1)</script>", "page.html"), thing=cast.team)
    publish(cast.team)

    for url in (picture_source(file).src, picture_source(file).full, documents_of(cast.team.id)[0].url):
        response = get(url)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["Content-Type"] in {"image/webp", "image/jpeg", "text/plain; charset=utf-8"}
        assert not response.cookies
        assert response.get("Vary") == ("Accept" if url != documents_of(cast.team.id)[0].url else None)
    assert response["Content-Disposition"] == 'attachment; filename="page.txt"'
    assert document.name == "page.txt"


def test_what_is_not_public_needs_a_signature_that_runs_out(cast):
    make_picture(cast.ada, cast.team)
    with clock.travel(hours=0):
        url = covers_of([cast.team.id])[cast.team.id].src
        signed = get(url)

    assert signed.status_code == 200
    assert signed["Cache-Control"] == "private, max-age=3600, immutable"
    with clock.travel(minutes=59):
        assert get(url).status_code == 200
    with clock.travel(hours=2, minutes=1):
        assert get(url).status_code == 404


def test_signed_addresses_stay_the_same_within_the_hour(cast):
    make_picture(cast.ada, cast.team)
    start = clock.now().replace(minute=0)

    urls = set()
    for minute in (1, 30, 59):
        with clock.frozen(start.replace(minute=minute)):
            urls.add(covers_of([cast.team.id])[cast.team.id].srcset)
    assert len(urls) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.split("?")[0],
        lambda url: re.sub(r"until=\d+", "until=999999999", url),
        lambda url: re.sub(r"by=.", "by=x", url),
        lambda url: re.sub(r"until=\d+", "until=²", url),
        lambda url: url.replace("640.webp", "641.webp"),
        lambda url: url.replace("640.webp", "1280.webp"),
        lambda url: url.replace("640.webp", "full.png"),
        lambda url: url.replace("640.webp", "../../../etc/passwd"),
        lambda url: url.replace("640.webp", "..%2f..%2fkeys/master"),
        lambda url: url.replace("/m/", "/m/../"),
        lambda url: re.sub(r"/m/[0-9a-f-]+", f"/m/{clock.new_id()}", url),
        lambda _url: "http://media.test/",
        lambda _url: "http://media.test/accounts/login/",
    ],
)
def test_any_other_address_leads_nowhere(cast, change):
    make_picture(cast.ada, cast.team)
    url = covers_of([cast.team.id])[cast.team.id].src

    assert get(url).status_code == 200
    response = get(change(url))
    assert response.status_code == 404
    assert not response.cookies


def test_a_signature_for_one_file_opens_no_other(cast):
    one, other = make_picture(cast.ada, cast.team), make_picture(cast.ada, cast.team)
    url = picture_source(one).src

    assert get(url.replace(str(one.id), str(other.id))).status_code == 404


def test_withdrawn_and_removed_files_are_gone(cast, django_capture_on_commit_callbacks):
    file = make_picture(cast.ada, cast.team)
    inside = cast.team.audience
    publish(cast.team)
    url = picture_source(File.objects.get()).src
    assert get(url).status_code == 200

    cast.team.audience = inside
    cast.team.save(update_fields=["audience"])
    assert get(url).status_code == 404

    publish(cast.team)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.ada, file)
    assert get(url).status_code == 404


def test_a_browser_that_has_it_is_told_so(cast):
    url = picture_source(make_picture(cast.ada, open_to_all=True)).src
    etag = get(url)["ETag"]

    response = get(url, **{"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_the_media_origin_only_hands_over(cast):
    url = urlsplit(picture_source(make_picture(cast.ada, open_to_all=True)).src).path

    assert Client().post(url, headers={"host": "media.test"}).status_code == 405
    assert Client().head(url, headers={"host": "media.test"}).status_code == 200


def test_a_portrait_is_found_without_asking_the_database(cast, django_assert_num_queries):
    file = make_picture(cast.ada, open_to_all=True)

    with django_assert_num_queries(0):
        url = portrait_url(file.id)
    assert get(url).status_code == 200
    assert portrait_url(None) == ""


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_once_for_all_its_pictures(cast, count, django_assert_num_queries):
    things = [cast.community, cast.team, cast.team][:count]
    for thing in things:
        make_picture(cast.eli, thing)

    with django_assert_num_queries(1):
        assert len(covers_of([thing.id for thing in things])) == len({thing.id for thing in things})


def test_a_page_shows_a_picture_in_the_width_it_needs(cast):
    file = make_picture(cast.ada, open_to_all=True, alt='"Meadow" & sea')
    base = f"http://media.test/m/{file.id}"

    html = Template("{% load files %}{% picture file sizes='50vw' %}").render(Context({"file": file}))

    assert html == (
        f'<img src="{base}/640.webp" srcset="{base}/320.webp 320w, {base}/640.webp 640w, {base}/960.webp 800w" sizes="50vw" '
        'alt="&quot;Meadow&quot; &amp; sea" width="800" height="600" decoding="async" loading="lazy">'
    )


def test_an_unknown_attribute_of_a_picture_fails_when_the_page_is_compiled():
    with pytest.raises(Exception, match="unexpected keyword argument 'size'"):
        Template("{% load files %}{% picture file size='50vw' %}")


def test_pictures_in_a_text_show_to_those_who_may_see_them(cast):
    file = make_picture(cast.ada, cast.team)
    html = render_markdown(f"Look: ![A <meadow>](file:{file.id})")

    def shown_to(reader) -> str:
        request = RequestFactory().get("/")
        request.actor = reader
        return Template("{% load files %}{% prose html %}").render(Context({"html": html, "request": request}))

    assert 'alt="A &lt;meadow&gt;"' in shown_to(cast.ben)
    assert f"/m/{file.id}/640.webp?until=" in shown_to(cast.ben)
    assert shown_to(cast.cleo) == "<p>Look: A &lt;meadow&gt;</p>\n"
