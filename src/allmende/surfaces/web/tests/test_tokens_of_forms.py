"""The token of a page's forms is one that Django takes, under a mask that is new each time."""

from django.conf import settings
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match, _unmask_cipher_token
from django.test import Client
from django.urls import reverse

from allmende.surfaces.web.form_token import masked

SECRET = "aZ09" * 8


def test_django_reads_the_secret_under_any_mask():
    tokens = {masked(SECRET) for _each in range(50)}

    assert len(tokens) == 50
    assert {_unmask_cipher_token(token) for token in tokens} == {SECRET}
    assert all(_does_token_match(token, SECRET) and not _does_token_match(token, SECRET[::-1]) for token in tokens)


def test_every_letter_of_a_mask_comes_equally_often():
    drawn = "".join(masked(SECRET)[:32] for _each in range(2000))

    counts = [drawn.count(letter) for letter in CSRF_ALLOWED_CHARS]
    assert sum(counts) == 64_000
    assert min(counts) > 800
    assert max(counts) < 1270


def test_a_browser_gets_its_cookie_once_and_sends_what_the_page_says(cast):
    ada = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    ada.force_login(cast.ada.account)

    first, second = ada.get("/"), ada.get("/")

    assert settings.CSRF_COOKIE_NAME in first.cookies
    assert settings.CSRF_COOKIE_NAME not in second.cookies
    answers = [
        ada.post(reverse("language"), {"to": "it", "csrfmiddlewaretoken": token}).status_code
        for token in (str(first.context["csrf_token"]), str(second.context["csrf_token"]), masked(SECRET))
    ]
    assert answers == [302, 302, 403]
