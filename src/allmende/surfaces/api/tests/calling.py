"""A program that calls, and what its tests ask of the answers."""

import json
import re

from django.test import Client


class Caller:
    """A program with someone's session, and the token of one of their pages."""

    def __init__(self, actor=None):
        self.client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        self.token = ""
        if actor:
            self.client.force_login(actor.account)
            page = self.client.get("/calls/").content.decode()
            self.token = re.search(r'csrf[^>]*?"([A-Za-z0-9]{64})"', page, re.I | re.S)[1]

    def post(self, call, body, key="k1", **headers):
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = (
            {"X-CSRFToken": self.token, "Accept-Language": "en"} | ({"Idempotency-Key": key} if key else {}) | headers
        )
        path = f"/api/v1/calls/{call if isinstance(call, str) else call.slug}/contributions"
        return self.client.post(path, content, content_type="application/json", headers=headers)

    def send(self, method, path, body=None, **headers):
        """Ask for anything below /api/v1; underscores in the names of headers stand for hyphens."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"X-CSRFToken": self.token, "Accept-Language": "en"} | headers
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1{path}", **content, headers=headers)

    def get(self, call, query="", **headers):
        return self.client.get(f"/api/v1/calls/{call.slug}/contributions{query}", headers=headers)


class Program(Caller):
    """A program with a token."""

    def __init__(self, secret):
        super().__init__()
        self.secret = secret

    def send(self, method, path, body=None, **headers):
        """Ask with the token."""
        return super().send(method, path, body, **{"Authorization": f"Bearer {self.secret}"} | headers)


def is_problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], bool(body["title"]), body["instance"]) == (status, True, answer.wsgi_request.path)
    return body


def pointers(body):
    return {error["pointer"]: error["detail"] for error in body["errors"]}
