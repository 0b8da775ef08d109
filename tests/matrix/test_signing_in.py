"""Who may open the pages of signing in, of the back office, and what applications ask: written by hand, a row for each route.

Columns: Cleo the guest, Dora from outside, Finn, Ben, Ada and Eli the curator: none of them runs the node; then Olga, who does.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.identity.accounts.commands import open_account
from allmende.identity.signon.commands import add_application, add_provider
from tests.matrix.asking import Browsers
from tests.matrix.tables import asked

WHO = ("cleo", "dora", "finn", "ben", "ada", "eli", "olga")

ROWS = """
security                       GET  302 200 200 200 200 200 200
session_removal                POST 302 302 302 302 302 302 302
grant_removal                  POST 302 302 302 302 302 302 302
sign_in_anew                   GET  302 302 302 302 302 302 302
idp:oidc:configuration         GET  200 200 200 200 200 200 200
idp:oidc:jwks                  GET  200 200 200 200 200 200 200
idp:oidc:authorization         GET  302 200 200 200 200 200 200
idp:oidc:token                 POST 401 401 401 401 401 401 401
idp:oidc:userinfo              GET  401 401 401 401 401 401 401
idp:oidc:logout                GET  302 200 200 200 200 200 200
idp:oidc:revoke                POST 401 401 401 401 401 401 401
backoffice:providers           GET  404 404 404 404 404 404 200
backoffice:provider_new        GET  404 404 404 404 404 404 200
backoffice:provider            GET  404 404 404 404 404 404 200
backoffice:provider            POST 404 404 404 404 404 404 302
backoffice:provider_trial      POST 404 404 404 404 404 404 302
backoffice:provider_opening    POST 404 404 404 404 404 404 302
backoffice:provider_closing    POST 404 404 404 404 404 404 302
backoffice:provider_removal    POST 404 404 404 404 404 404 302
backoffice:applications        GET  404 404 404 404 404 404 200
backoffice:application_new     GET  404 404 404 404 404 404 200
backoffice:application_new     POST 404 404 404 404 404 404 200
backoffice:application         GET  404 404 404 404 404 404 200
backoffice:application_secret  POST 404 404 404 404 404 404 200
backoffice:application_removal POST 404 404 404 404 404 404 302
"""

ROUTES = {line.split()[0] for line in ROWS.strip().splitlines()}

SENT = {
    "session_removal": {"which": "others"},
    "grant_removal": {"application": "x"},
    "idp:oidc:token": {"grant_type": "authorization_code", "code": "x", "client_id": "nobody"},
    "idp:oidc:revoke": {"token": "x", "client_id": "nobody"},
    "backoffice:provider": {"name": "School", "client_id": "us"},
    "backoffice:application_new": {"name": "Files", "redirects": "https://files.example/back", "keeps_secret": "on"},
}


@pytest.mark.django_db
def test_each_gets_what_the_table_says(cast: Any) -> None:
    olga = open_account("olga@example.org", "Olga", operator=True)
    provider = add_provider(olga, issuer="http://127.0.0.1:9", name="School", client_id="us", secret="hush")
    application, _secret = add_application(olga, name="Forum", redirects="https://forum.example/back")
    args = {"backoffice:provider": [provider.key], "backoffice:application": [application.id]}

    wrong, browsers = [], Browsers(cast, olga=olga)
    for line in ROWS.strip().splitlines():
        route, method, *statuses = line.split()
        is_one = not route.endswith(("_new", "providers", "applications"))
        key = next((args[name] for name in args if route.startswith(name) and is_one), [])
        for who, written in asked(statuses, WHO):
            with browsers.undone(who) as client:
                answer = getattr(client, method.lower())(reverse(route, args=key), SENT.get(route, {}))
            if str(answer.status_code) != written:
                wrong.append(f"{route} {method}, {who}: written {written}, answered {answer.status_code}")

    assert wrong == []
