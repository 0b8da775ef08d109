"""A token never reaches further than its person, and no further than its scopes, its layer and its space."""

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import leave_space, set_role
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.rules import role_in
from allmende.commons.spaces.testing import make_member, make_note, make_space
from allmende.commons.things.models import Thing
from allmende.commons.tokens.commands import make_token, revoke_token
from allmende.commons.tokens.models import Token
from allmende.commons.tokens.queries import reader_for
from allmende.commons.tokens.testing import give_program, give_token
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import suspend
from allmende.rooms.calls.models import Contribution
from allmende.surfaces.api.tests.calling import Caller, Program, is_problem

pytestmark = pytest.mark.django_db

POND = {
    "title": "A pond", "text": "It cools the air, and the frogs will like it too.", "cost": {"minor": 500_000, "currency": "EUR"},
}  # fmt: skip
LIST = "/calls/a-cooler-schoolyard/contributions"


def seen_by():
    """Titles of all notes that the latest token's reader sees."""
    reader = reader_for(Token.objects.select_related("owner", "space__root").latest("id"))
    return set(Thing.objects.visible_to(reader).filter(kind="note").values_list("title", flat=True))


@pytest.fixture
def notes(cast):
    """One note of Ben's on each layer of the team, and one of another team of his."""
    other = make_space(cast.ben, cast.community, "Bakery")
    for layer in (Layer.PRIVATE, Layer.TEAM, Layer.COMMUNITY):
        make_note(cast.team, cast.ben, layer, title=layer.name)
    make_note(other, cast.ben, Layer.TEAM, title="OTHER")
    make_note(other, cast.ben, Layer.COMMUNITY, title="OTHER COMMUNITY")
    make_note(cast.team, cast.ben, None, title="DRAFT")
    return other


def test_a_token_does_what_its_person_may_without_a_session(cast, call):
    program = Program(give_token(cast.ben, "calls:write"))

    made = program.send("post", LIST, POND, Idempotency_Key="k")
    assert made.status_code == 201
    assert Contribution.objects.get().author_id == cast.ben.id
    assert program.send("get", LIST).json()["items"][0]["title"] == "A pond"


@pytest.mark.parametrize(
    ("layer", "own", "titles"),
    [
        (Layer.PRIVATE, False, {"PRIVATE", "TEAM", "COMMUNITY", "OTHER", "OTHER COMMUNITY", "DRAFT"}),
        (Layer.TEAM, False, {"TEAM", "COMMUNITY", "OTHER", "OTHER COMMUNITY"}),
        (Layer.COMMUNITY, False, {"COMMUNITY", "OTHER COMMUNITY"}),
        (Layer.PUBLIC, False, set()),
        (Layer.PRIVATE, True, {"PRIVATE", "TEAM", "COMMUNITY", "DRAFT"}),
        (Layer.TEAM, True, {"TEAM", "COMMUNITY"}),
        (Layer.COMMUNITY, True, {"COMMUNITY"}),
    ],
)
def test_a_token_sees_no_further_in_than_its_layer_and_nothing_outside_its_space(cast, notes, layer, own, titles):
    give_token(cast.ben, "calls:read", layer=layer, space=cast.team if own else None)

    assert seen_by() == titles


def test_what_a_person_is_somewhere_counts_only_where_their_token_sees_in(cast, notes):
    def roles(**of):
        give_token(cast.eli, "calls:read", **of)
        reader = reader_for(Token.objects.select_related("owner").latest("id"))
        return role_in(reader, cast.community), role_in(reader, cast.team)

    assert roles(layer=Layer.PRIVATE) == (Role.CURATOR, Role.CURATOR)
    assert roles(layer=Layer.COMMUNITY) == (Role.MEMBER, None)
    assert roles(layer=Layer.PUBLIC) == (None, None)
    make_member(cast.team, cast.eli, Role.HOST)
    assert roles(layer=Layer.TEAM, space=cast.team) == (Role.MEMBER, Role.HOST)


def test_scopes_are_kept_to_and_named(cast, call):
    reading = Program(give_token(cast.ben, "calls:read"))
    assert reading.send("get", LIST).status_code == 200
    answer = reading.send("post", LIST, POND, Idempotency_Key="k")
    is_problem(answer, 403)
    assert 'error="insufficient_scope", scope="calls:write"' in answer.headers["WWW-Authenticate"]
    is_problem(Program(give_token(cast.ben, "people:write")).send("get", LIST), 403)
    assert not Contribution.objects.exists()


def test_what_is_ones_own_needs_a_token_that_sees_all_the_way_in(cast):
    assert Program(give_token(cast.ben, "me:read")).send("get", "/profile").status_code == 200
    with pytest.raises(Refused) as refused:
        give_token(cast.ben, "me:read", layer=Layer.TEAM)
    assert "me" in refused.value.errors
    secret = give_token(cast.ben, "calls:read", layer=Layer.TEAM)
    Token.objects.update(scopes=["me:read"])
    is_problem(Program(secret).send("get", "/profile"), 403)


def test_a_programs_token_reads_what_members_see_and_changes_nothing(cast, notes, call):
    program = Program(give_program(cast.ada, cast.team, "calls:read", "people:read"))
    assert seen_by() == {"TEAM", "COMMUNITY", "OTHER COMMUNITY"}
    assert program.send("get", LIST).status_code == 200
    is_problem(program.send("post", LIST, POND, Idempotency_Key="k"), 403)
    with pytest.raises(Refused):
        give_program(cast.ada, cast.team, "calls:write")
    with pytest.raises(Refused):
        give_program(cast.ben, cast.team, "calls:read")


def test_a_token_ends_at_once_with_time_revocation_suspension_and_office(cast, call):
    def works(secret):
        return Program(secret).send("get", LIST).status_code

    mine, over, program = (
        give_token(cast.ben, "calls:read"),
        give_token(cast.ben, "calls:read", days=1),
        give_program(cast.ada, cast.team, "calls:read"),
    )
    assert (works(mine), works(over), works(program)) == (200, 200, 200)
    with clock.frozen(NOON + timedelta(days=1)):
        answer = Program(over).send("get", LIST)
    is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Allmende", error="invalid_token"'
    revoke_token(cast.ben, Token.objects.get(owner=cast.ben, expires__gt=NOON + timedelta(days=2)))
    assert works(mine) == 401
    set_role(cast.eli, cast.team, cast.ben, Role.HOST)
    set_role(cast.eli, cast.team, cast.ada, Role.MEMBER)
    assert works(program) == 401, "nobody answers for it any more"
    again = give_token(cast.ben, "calls:read")
    set_role(cast.eli, cast.team, cast.ada, Role.HOST)
    leave_space(cast.ben, cast.community)
    assert works(again) == 404, "what they no longer see is not there"
    suspend(cast.ben.account)
    assert works(again) == 401


def test_what_is_no_token_is_refused_and_no_cookie_helps(cast, call, public_call):
    signed_in = Caller(cast.ben)
    for header in ("Bearer", "Bearer x", "Bearer " + "x" * 5000, "Basic YTpi", "Bearer \u00e4", "bearer allmende_"):
        is_problem(signed_in.send("get", f"/calls/{public_call.slug}/contributions", Authorization=header), 401)
    secret = give_token(cast.finn, "calls:read")
    is_problem(signed_in.send("get", LIST, Authorization=f"Bearer {secret}"), 404)
    assert "session" not in signed_in.send("get", "/profile", Authorization=f"Bearer {secret}").cookies


def test_a_token_opens_no_page_and_makes_no_token(cast):
    program = Program(give_token(cast.ben))
    bearer = {"Authorization": f"Bearer {program.secret}"}
    for path in ("/settings/security/", "/settings/security/tokens/", "/settings/security/tokens/new/"):
        assert program.client.get(path, headers=bearer).status_code in {302, 403}
    reader = reader_for(Token.objects.select_related("owner").latest("id"))
    with pytest.raises(Refused) as refused:
        make_token(reader, name="More", scopes=["calls:read"], layer=Layer.PUBLIC, days=1)
    assert refused.value.status == 403


def test_last_use_is_noted_and_the_secret_is_nowhere(cast, call):
    secret = give_token(cast.ben, "calls:read")
    Program(secret).send("get", LIST)

    token = Token.objects.get()
    assert token.used == NOON
    assert secret not in str(Token.objects.values())


def test_the_language_is_the_persons_unless_asked_otherwise(cast):
    cast.ben.language = "it"
    cast.ben.save()
    program = Program(give_token(cast.ben, "calls:read"))
    said = program.client.get("/api/v1/profile", headers={"Authorization": f"Bearer {program.secret}"})
    assert said.headers["Content-Language"] == "it"
    assert program.send("get", "/profile").headers["Content-Language"] == "en"


def test_how_often_is_said_and_too_often_is_429(cast, call, settings):
    settings.API_PER_MINUTE = 3
    program = Program(give_token(cast.ben, "calls:read"))
    answers = [program.send("get", LIST) for _turn in range(4)]

    assert answers[0].headers["RateLimit-Policy"] == '"token";q=3;w=60, "person";q=6;w=60'
    assert answers[0].headers["RateLimit"] == '"token";r=2;t=60, "person";r=5;t=60'
    is_problem(answers[3], 429)
    assert answers[3].headers["Retry-After"] == "60"
    other = Program(give_token(cast.ben, "calls:read"))
    assert [other.send("get", LIST).status_code for _turn in range(3)] == [200, 200, 429], "all of a person's together"
    with clock.frozen(NOON + timedelta(minutes=1)):
        assert program.send("get", LIST).status_code == 200


def test_pages_elsewhere_read_what_everyone_can_and_no_more(cast, call, public_call):
    path = f"/calls/{public_call.slug}/contributions"
    assert Caller().send("get", path, Origin="https://elsewhere.example").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in Caller(cast.ben).send("get", path).headers
    secret = give_token(cast.ben, "calls:read")
    assert "Access-Control-Allow-Origin" not in Program(secret).send("get", path).headers
    preflight = Caller().client.options(f"/api/v1{path}", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in preflight.headers


def test_a_change_needs_the_version_that_it_changes(cast):
    program = Program(give_token(cast.ben, "me:write"))
    first = program.send("get", "/profile")
    is_problem(program.send("patch", "/profile", {"pronouns": "xe"}), 428)
    changed = program.send("patch", "/profile", {"pronouns": "xe"}, If_Match=first.headers["ETag"])
    assert (changed.status_code, changed.json()["pronouns"]) == (200, "xe")
    is_problem(program.send("patch", "/profile", {"pronouns": "they"}, If_Match=first.headers["ETag"]), 412)
    assert program.send("patch", "/profile", {"pronouns": "they"}, If_Match=changed.headers["ETag"]).status_code == 200
    is_problem(program.send("patch", "/profile", {"pronouns": "er"}, If_Match='"yesterday"'), 412)


def test_other_media_types_are_415(cast, call):
    program = Program(give_token(cast.ben, "calls:write"))
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "k"}
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        is_problem(program.client.post(f"/api/v1{LIST}", "{}", content_type=kind, headers=headers), 415)
