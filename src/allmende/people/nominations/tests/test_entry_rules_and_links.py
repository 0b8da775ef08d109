"""How people come in is the space's to set; links let in so many for so long; an open door leads to the welcome."""

from __future__ import annotations

import re

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import join_space, open_space
from allmende.commons.spaces.models import Membership, Preset, SpaceKind
from allmende.commons.spaces.testing import make_community, make_member, make_note
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import enter, enter_by, make_link, nominate, revoke_link, set_entry
from allmende.people.nominations.models import EntryLink, Way
from allmende.people.nominations.rules import rule_of
from allmende.people.welcome.models import Path

pytestmark = pytest.mark.django_db


def is_in(actor, space):
    """Whether someone belongs, or is on the way."""
    return (
        Membership.objects.filter(actor=actor, space=space).exists()
        or Path.objects.filter(actor=actor, space=space).exists()
    )


@pytest.mark.parametrize(
    ("preset", "way", "guardians"),
    [(Preset.COOPERATIVE, Way.NOMINATION, False), (Preset.EDUCATION, Way.OPEN, True), (Preset.BRAND, Way.OPEN, False)],
)
def test_each_kind_of_community_has_a_usual_way_in(preset, way, guardians):
    founded = make_community(make_person("Fay"), preset=preset)

    rule = rule_of(founded)

    assert (rule.way, rule.wants_guardians) == (way, guardians)


def test_interest_groups_stay_open_and_teams_take_people_in_until_someone_says_otherwise(refused, cast):
    bees = open_space(cast.eli, cast.community, name="Bees", purpose=SpaceKind.GROUP)

    join_space(cast.finn, bees)
    assert "takes people in itself" in str(refused(lambda: join_space(cast.finn, cast.team)).reason)
    set_entry(cast.ada, cast.team, way=Way.OPEN)
    join_space(cast.finn, cast.team)
    set_entry(cast.eli, bees, way=Way.HOSTS)

    assert refused(lambda: join_space(cast.ada, bees)).status == 403
    assert refused(lambda: join_space(cast.dora, cast.team)).status == 403
    assert Membership.objects.filter(actor=cast.finn, space=cast.team).exists()


def test_the_form_saves_what_can_be_and_says_what_can_not(sign_in, text, cast):
    client, url = sign_in(cast.eli), "/spaces/meadow/entry/"
    sent = {"way": "application", "vouches": 3, "quorum": 2, "days": 10, "shown_to": "members", "questions": "Why?"}

    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "At least as many speak as vouch." in text(answer)
    assert client.post(url, {**sent, "quorum": 4}).status_code == 302
    assert client.post(url, {**sent, "quorum": 4, "days": 0}).status_code == 422
    assert client.post(url, {**sent, "quorum": 4, "way": "magic"}).status_code == 422

    rule = rule_of(cast.community)
    assert (rule.way, rule.vouches, rule.quorum, rule.asked) == ("application", 3, 4, ["Why?"])
    assert recorded(cast.community.id).count("EntryRuleChanged") == 1


def test_a_running_nomination_keeps_what_held_when_it_began(cast):
    made = nominate(cast.ben, cast.community, name="Noor", email="noor@example.org", why="x")

    set_entry(cast.eli, cast.community, vouches=5, quorum=5)

    made.refresh_from_db()
    assert (made.vouches_needed, made.quorum) == (2, 2)


def test_a_link_is_shown_once_says_who_made_it_and_lets_in(sign_in, client, text, cast):
    page = text(
        sign_in(cast.eli).post("/spaces/meadow/entry/links/", {"l-label": "Market", "l-most_uses": 2, "l-days": 7})
    )
    token = re.search(r"/doors/([\w-]+)/", page)[1]
    assert token not in text(sign_in(cast.eli).get("/spaces/meadow/entry/"))
    assert "Eli Stein has made this link." in text(client.get(f"/doors/{token}/"))

    sign_in(cast.dora).get(f"/doors/{token}/")
    assert EntryLink.objects.get().uses == 0
    sign_in(cast.dora).post(f"/doors/{token}/entrance/")
    sign_in(cast.dora).post(f"/doors/{token}/entrance/")

    assert is_in(cast.dora, cast.community)
    assert EntryLink.objects.get().uses == 1


def test_a_link_that_is_used_up_revoked_or_over_says_so(sign_in, refused, cast):
    one, two = make_person("One"), make_person("Two")
    used, _token = make_link(cast.eli, cast.community, most_uses=1)
    enter_by(one, used)
    assert refused(lambda: enter_by(two, used)).status == 410
    gone, token = make_link(cast.eli, cast.community)
    revoke_link(cast.eli, gone)
    revoke_link(cast.eli, gone)
    assert sign_in(two).get(f"/doors/{token}/").status_code == 410
    assert refused(lambda: enter_by(two, gone)).status == 410
    late, _token = make_link(cast.eli, cast.community, days=1)
    with clock.travel(days=1, seconds=1):
        assert refused(lambda: enter_by(two, late)).status == 410

    assert not is_in(two, cast.community)
    assert recorded().count("EntryLinkRevoked") == 1


def test_only_those_who_care_for_it_make_links(refused, cast):
    assert refused(lambda: make_link(cast.ben, cast.community)).status == 403
    assert refused(lambda: make_link(cast.ben, cast.team)).status == 403
    assert make_link(cast.ada, cast.team)


def test_an_open_community_is_entered_with_one_step_that_leads_to_the_welcome(sign_in, refused, cast):
    assert refused(lambda: enter(cast.dora, cast.community)).status == 403
    set_entry(cast.eli, cast.community, way=Way.OPEN)

    answer = sign_in(cast.dora).post("/spaces/meadow/entrance/")

    assert answer.headers["Location"] == "/welcome/"
    assert is_in(cast.dora, cast.community)


def test_guests_with_an_account_take_part_in_what_is_public_where_the_community_says_so(refused, cast):
    note = make_note(cast.team, cast.ada, Layer.COMMUNITY)
    note.audience_id = 1
    note.save()
    note.refresh_from_db()
    assert "Only members" in str(refused(lambda: comment(cast.dora, note, "May I?")).reason)

    set_entry(cast.eli, cast.community, guests_take_part=True)
    said = comment(cast.dora, note, "How deep is it?")
    inside = make_note(cast.team, cast.ada, Layer.COMMUNITY)
    assert refused(lambda: comment(cast.dora, inside, "And here?")).status == 404

    # Becoming a member converts nothing: the same actor, the same rows, and no mark of a guest anywhere.
    before = Comment.objects.values().get(id=said.id)
    make_member(cast.community, cast.dora)
    assert Comment.objects.values().get(id=said.id) == before
    assert comment(cast.dora, inside, "And here?")


def test_whoever_follows_is_shown_so_and_may_stop(sign_in, client, text, cast):
    url = f"/follows/{cast.community.id}/"
    page = sign_in(cast.dora)
    assert client.post(url).status_code == 403

    page.post(url)
    assert "You follow this" in text(page.get("/spaces/meadow/"))
    page.post(f"{url}removal/")

    assert "You follow this" not in text(page.get("/spaces/meadow/"))
    assert page.post(f"/follows/{cast.team.id}/").status_code == 404
    assert page.post(url, {"next": "https://evil.example/"}).headers["Location"] == "/spaces/meadow/"
