"""What is missing, refused or broken is said in the reader's language, as page, notice or problem details."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from allmende.foundation.tasks.worker import run_due
from allmende.surfaces.web import failures

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_missing_page_says_what_to_do_in_the_reader_s_language(client: Client):
    answer = client.get("/nowhere/", headers={"accept-language": "de"})

    assert answer.status_code == 404
    assert "Hier ist nichts" in answer.content.decode()


def test_a_missing_part_of_a_page_is_a_notice_without_a_page_round_it(client: Client):
    answer = client.get("/nowhere/", headers={"hx-request": "true", "accept-language": "en"})

    assert answer.status_code == 404
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_a_missing_address_of_the_api_is_a_problem(client: Client):
    answer = client.get("/api/nowhere/")

    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_failure_has_a_code_that_stands_in_the_log(caplog: pytest.LogCaptureFixture):
    answer = failures.server_error(RequestFactory().get("/x/"))

    code = caplog.records[-1].getMessage().split()[1].rstrip(":")
    assert answer.status_code == 500
    assert code in answer.content.decode()


def test_the_page_of_last_resort_asks_nothing_of_the_house():
    request = HttpRequest()  # no session, no reader, no space
    request.method, request.path = "GET", "/x/"

    assert "Das lag an uns" in failures.server_error(request).content.decode()


def test_a_wrong_host_name_is_refused_plainly(client: Client):
    answer = client.get("/components/", headers={"host": "evil.example"})

    assert answer.status_code == 400


def test_a_guest_s_page_carries_no_token_and_no_cookie(client: Client):
    answer = client.get("/components/")

    assert "csrf" not in answer.content.decode().lower()
    assert not answer.cookies


def test_a_language_is_remembered_and_leads_back(client: Client):
    answer = client.get("/language/?to=it&next=/components/")

    assert answer.headers["Location"] == "/components/"
    assert "Componenti" in client.get("/components/").content.decode()


def test_a_language_link_never_leads_elsewhere(client: Client):
    assert client.get("/language/?to=it&next=https://evil.example/").headers["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/", "confirm-email/"]
)
def test_the_account_s_pages_are_ours(client: Client, path: str):
    html = client.get(f"/accounts/{path}").content.decode()

    assert 'class="gate-card' in html
    assert "style=" not in html


def test_signing_in_wrongly_says_so_beside_the_form_and_above_it(client: Client):
    html = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()

    assert 'class="errsum" role="alert"' in html
    assert 'aria-invalid="true"' in html


def test_a_member_s_language_is_kept_with_the_person(client: Client, cast):
    client.force_login(cast.ada.account)

    client.post("/language/", {"to": "it", "next": "/components/"})

    cast.ada.refresh_from_db()
    assert cast.ada.language == "it"
    assert "Componenti" in client.get("/components/").content.decode()


def test_a_guest_can_not_post_a_language(client: Client):
    assert client.post("/language/", {"to": "it"}).status_code == 403


def test_the_mail_for_a_new_password_is_in_our_words(client: Client, cast, mailoutbox):
    client.post("/accounts/password/reset/", {"email": cast.ada.account.email}, headers={"accept-language": "de"})
    run_due()

    mail = mailoutbox[0]
    assert mail.subject == "Ein neues Passwort"
    assert "/accounts/password/reset/key/" in mail.body
    assert "Wenn du es nicht warst" in mail.body


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_text_of_ten_megabytes_is_told_to_be_too_long(cast, sign_in, headers):
    answer = sign_in(cast.ada).post("/settings/", {"name": "x" * 10_000_000}, headers=headers)

    assert answer.status_code == 413
    assert "what you wrote is still there" in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not bool(headers)
