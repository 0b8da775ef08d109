"""A list that is the same for all who may read it is written once, and never shown to others or after it has changed."""

import pytest

from allmende.commons.spaces.commands import leave_space
from allmende.commons.threads.commands import comment, edit_comment, remove_comment
from allmende.foundation.kept import forget_all
from allmende.surfaces.api.tests.calling import Caller

pytestmark = pytest.mark.django_db(transaction=True)


def test_comments_are_as_they_are_now_for_those_who_may_read_them(cast, call):
    forget_all()
    said = comment(cast.ben, call, "A pond!")
    path = f"/things/{call.id}/comments"
    ada, ben, cleo = Caller(cast.ada), Caller(cast.ben), Caller()

    def texts(caller, **headers):
        answer = caller.send("get", path, **headers)
        return [one["text"] for one in answer.json()["items"]] if answer.status_code == 200 else answer.status_code

    assert (texts(ada), texts(ben), texts(cleo)) == (["A pond!"], ["A pond!"], 404)

    edit_comment(cast.ben, said, "A lake!")
    comment(cast.ada, call, "And reeds.")
    assert (texts(ada), texts(ben)) == (["A lake!", "And reeds."], ["A lake!", "And reeds."])

    remove_comment(cast.ben, said)
    assert texts(ada) == ["And reeds."]

    tag = ada.send("get", path).headers["ETag"]
    assert (texts(ada, If_None_Match=tag), texts(ada, If_None_Match='"other"')) == (304, ["And reeds."])

    leave_space(cast.ben, cast.team)
    assert (texts(ada), texts(ben)) == (["And reeds."], 404)


def test_each_page_of_it_leads_to_the_next(cast, call):
    forget_all()
    for n in range(3):
        comment(cast.ben, call, f"Frog {n}")
    ada = Caller(cast.ada)

    for _again in range(2):
        first = ada.send("get", f"/things/{call.id}/comments?limit=2")
        second = ada.client.get(first.json()["next"])

        assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
        assert [one["text"] for answer in (first, second) for one in answer.json()["items"]] == [
            "Frog 0",
            "Frog 1",
            "Frog 2",
        ]
        assert (second.json()["next"], second.headers.get("Link")) == (None, None)
