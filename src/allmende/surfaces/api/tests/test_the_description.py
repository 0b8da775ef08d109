"""The description of the API is valid OpenAPI 3.1, and says of every operation who may call it and how it refuses."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from allmende.foundation.areas import areas

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def described(client):
    return client.get("/api/v1/openapi.json").json()


def operations(described):
    return [
        (method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_valid(described):
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


REPEATABLE = {"/api/v1/uploads/{key}/file"}
"""Asked again for the same upload they give the same answer."""


def test_every_operation_says_who_may_call_it_how_often_and_how_it_refuses(described):
    scopes = {f"{area.key}:{kind}" for area in areas() for kind in ("read", "write")}
    for method, path, operation in operations(described):
        where = f"{method} {path}"
        names = {each["name"] for each in operation["parameters"]}
        assert set(operation["security"][0]["token"]) <= scopes, where
        assert operation["security"][0]["token"][0].endswith("read" if method == "get" else "write"), where
        assert {"401", "403", "404", "422", "429"} <= set(operation["responses"]), where
        if "Tus-Resumable" not in names and path not in REPEATABLE:  # that protocol says itself how it repeats
            assert ("Idempotency-Key" in names) == (method == "post"), where
            assert ("412" in operation["responses"]) == ("If-Match" in names) == ("428" in operation["responses"]), (
                where
            )
        assert operation["summary"], where
        assert operation["tags"][0] in {tag["name"] for tag in described["tags"]}, where
        for status, response in operation["responses"].items():
            assert status < "400" or set(response["content"]) == {"application/problem+json"}, where


def test_names_are_given_once_and_every_field_that_is_sent_has_an_example(described):
    names = [operation["operationId"] for _method, _path, operation in operations(described)]
    assert len(names) == len(set(names))
    assert described["components"]["schemas"]["ContributionIn"]["examples"]


def test_no_other_host_is_named(client):
    text = client.get("/api/v1/openapi.json").content.decode()

    assert set(re.findall(r"https?://([^/\"]+)", text)) <= {"community.example", "ada.example", "social.example"}
