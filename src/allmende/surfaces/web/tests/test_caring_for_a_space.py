"""Hosts and curators set how a space is called, looks, who belongs to it and what goes outward."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Membership, Mode, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.rules import role_in
from allmende.foundation.doors import rooms
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import recorded

GENERAL = {
    "name": "Orchard",
    "summary": "Old trees",
    "about": "We *prune*.",
    "language": "de",
    "zone": "Europe/Rome",
    "slug": "orchard",
}


def text(answer: Any) -> str:
    return answer.content.decode()


def png() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (64, 64), "#336655").save(drawn, "PNG")
    return SimpleUploadedFile("logo.png", drawn.getvalue(), "image/png")


def test_a_host_changes_name_words_zone_and_address(sign_in, cast):
    answer = sign_in(cast.ada).post("/spaces/orchard/settings/", GENERAL | {"slug": "old-orchard"})

    assert answer.url == "/spaces/old-orchard/settings/"
    space = Space.objects.get(slug="old-orchard")
    assert (space.summary, space.zone, space.language) == ("Old trees", "Europe/Rome", "de")
    assert "<em>prune</em>" in space.about_html


def test_a_member_does_not(sign_in, cast):
    assert sign_in(cast.ben).get("/spaces/orchard/settings/").status_code == 403
    assert sign_in(cast.ben).post("/spaces/orchard/settings/", GENERAL).status_code == 403


def test_an_address_that_is_taken_is_said_at_its_field(sign_in, cast):
    answer = sign_in(cast.ada).post("/spaces/orchard/settings/", GENERAL | {"slug": "meadow"})

    assert answer.status_code == 422
    assert "This address is taken." in text(answer)


def test_a_readable_colour_becomes_the_look_of_its_pages(sign_in, cast):
    client = sign_in(cast.ada)

    client.post("/spaces/orchard/settings/look/", {"colour": "#8a2b55"})

    assert '<link rel="stylesheet" href="/spaces/orchard/look.css?8a2b55">' in text(client.get("/spaces/orchard/"))
    sheet = client.get("/spaces/orchard/look.css?8a2b55")
    assert "--brand: light-dark(" in text(sheet)
    assert sheet.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert client.get("/spaces/orchard/look.css").headers["Cache-Control"] == "no-cache"


def test_a_colour_that_nobody_can_read_is_refused_with_the_nearest_that_works(sign_in, cast):
    answer = sign_in(cast.ada).post("/spaces/orchard/settings/look/", {"colour": "#ffee00"})

    assert answer.status_code == 422
    assert "The nearest that can be read is" in text(answer)
    assert Space.objects.get(slug="orchard").colour == ""


def test_a_colour_is_tried_on_before_it_is_taken(sign_in, cast):
    shown = text(sign_in(cast.ada).get("/spaces/orchard/settings/look/preview/", {"colour": "#8a2b55"}))

    assert shown.count("<svg") == 2
    assert "text needs 4.5" in shown
    assert sign_in(cast.ben).get("/spaces/orchard/settings/look/preview/").status_code == 403


def test_a_logo_is_open_to_all_and_can_be_taken_away(sign_in, cast):
    client = sign_in(cast.ada)

    client.post("/spaces/orchard/settings/look/", {"colour": "", "logo": png()})
    logo = Space.objects.get(slug="orchard").logo
    assert logo is not None
    assert str(logo) in text(client.get("/spaces/orchard/"))
    client.post("/spaces/orchard/settings/look/", {"colour": "", "without_logo": "on"})

    assert Space.objects.get(slug="orchard").logo is None


def test_someone_is_taken_in_by_name_or_handle(sign_in, cast):
    client = sign_in(cast.ada)

    client.post("/spaces/orchard/members/", {"person": "@finn-thal", "role": "member"})

    assert Membership.objects.filter(space=cast.team, actor=cast.finn).exists()
    assert "Nobody here has that name." in text(
        client.post("/spaces/orchard/members/", {"person": "Nobody", "role": "member"})
    )
    stranger = client.post("/spaces/orchard/members/", {"person": "Dora Weit", "role": "member"})
    assert stranger.status_code == 422
    assert "must first belong to the community" in text(stranger)


def test_roles_are_given_by_those_who_care_for_the_space(sign_in, cast):
    url = "/spaces/orchard/members/ben-roth/role/"

    assert sign_in(cast.ben).post(url, {"role": "host"}).status_code == 403
    sign_in(cast.ada).post(url, {"role": "host"})

    assert role_in(cast.ben, cast.team) == "host"


def test_someone_is_taken_out_but_never_the_last_who_cares(sign_in, cast):
    client = sign_in(cast.eli)
    client.post("/spaces/orchard/members/ben-roth/removal/")
    client.post("/spaces/orchard/members/eli-stein/removal/")

    assert client.post("/spaces/orchard/members/ada-berg/removal/").status_code == 409
    assert set(Membership.objects.filter(space=cast.team).values_list("actor__handle", flat=True)) == {"ada-berg"}


def test_members_are_shown_to_members_only(sign_in, client, cast):
    assert "Ben Roth" in text(sign_in(cast.finn).get("/spaces/orchard/members/"))
    assert sign_in(cast.dora).get("/spaces/meadow/members/").status_code == 403
    assert client.get("/spaces/meadow/members/").status_code == 403


def test_a_curator_sets_the_gates_in_words(sign_in, cast):
    client = sign_in(cast.eli)
    assert "Reviewed: it waits until a curator has looked at it" in text(client.get("/spaces/orchard/settings/gates/"))

    client.post(
        "/spaces/orchard/settings/gates/", {"to-2": "free", "to-3": "free", "to-4": "closed", "to-5": "reviewed"}
    )

    assert mode_of(cast.team, Layer.NETWORK) == Mode.CLOSED
    assert sign_in(cast.ada).get("/spaces/orchard/settings/gates/").status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_members_costs_the_same_however_long_it_is(sign_in, cast, many, django_assert_num_queries):
    space = {1: "bees", 3: "orchard"}[many]
    if many == 1:
        sign_in(cast.eli).post("/spaces/new/", {"name": "Bees", "purpose": "group", "parent": "meadow"})
    client = sign_in(cast.finn)
    client.get(f"/spaces/{space}/members/")

    with django_assert_num_queries(8):
        client.get(f"/spaces/{space}/members/")


def test_a_communitys_curators_choose_its_rooms_after_the_founding_as_at_it(sign_in, cast):
    eli, url = sign_in(cast.eli), "/spaces/meadow/settings/"
    meadow = GENERAL | {"name": "Meadow", "slug": "meadow", "host": ""}

    assert 'href="/hubs/"' in eli.get("/").content.decode()
    assert eli.post(url, meadow | {"rooms": ["calls"]}).url == url
    assert cast.community.__class__.objects.get(pk=cast.community.pk).rooms == ["calls"]
    forget_all()  # as the committed activity does: this test's transaction never ends
    assert 'href="/hubs/"' not in eli.get("/").content.decode()
    assert recorded(cast.community.id)[-1] == "SpaceChanged"

    for wrong in ([], ["cellar"], ["calls", "cellar"]):
        assert eli.post(url, meadow | {"rooms": wrong}).status_code == 422
    assert eli.post(url, meadow | {"rooms": [room.key for room in rooms()]}).status_code == 302
    assert cast.community.__class__.objects.get(pk=cast.community.pk).rooms == [], "all: later ones appear too"
    assert 'name="rooms"' not in sign_in(cast.ada).get("/spaces/orchard/settings/").content.decode()
