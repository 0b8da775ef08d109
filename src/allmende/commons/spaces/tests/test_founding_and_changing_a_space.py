"""Communities are founded, spaces opened inside them, and changed by those who care for them."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import change_space, found_community, leave_space, open_space, set_gate, take_out
from allmende.commons.spaces.models import Membership, Mode, OldSlug, Preset, Role, Space, SpaceKind
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.queries import is_known_host, root_by_host
from allmende.commons.spaces.rules import role_in
from allmende.commons.spaces.testing import make_community, make_member, make_space
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.testing import make_person

pytestmark = pytest.mark.django_db


def refused(deed, *args, **kwargs) -> tuple[int, list[str]]:
    with pytest.raises(Refused) as raised:
        deed(*args, **kwargs)
    return raised.value.status, sorted(raised.value.errors)


@pytest.fixture
def eli():
    return make_person("Eli Stein")


@pytest.mark.parametrize(
    ("preset", "network", "public"),
    [
        (Preset.COOPERATIVE, Mode.REVIEWED, Mode.REVIEWED),
        (Preset.EDUCATION, Mode.REVIEWED, Mode.REVIEWED),
        (Preset.BRAND, Mode.FREE, Mode.FREE),
    ],
)
def test_the_kind_of_community_sets_its_gates(eli, preset, network, public):
    space = found_community(eli, name="Meadow", preset=preset)

    modes = [mode_of(space, layer) for layer in (Layer.COMMUNITY, Layer.NETWORK, Layer.PUBLIC)]
    assert modes == [Mode.FREE, network, public]


def test_the_founding_circle_are_its_curators_each_once(eli):
    ada = make_person("Ada Berg")

    space = found_community(eli, name="Meadow", circle=(ada, eli, ada))

    assert {role_in(actor, space) for actor in (eli, ada)} == {Role.CURATOR}
    assert Space.objects.get(id=space.id).member_count == 2
    assert recorded(space.id) == ["SpaceOpened"]


def test_a_community_is_there_for_everyone_to_look_at_and_a_team_for_its_members(cast):
    assert Space.objects.visible_to(cast.cleo).values_list("slug", flat=True).get() == cast.community.slug
    assert Space.objects.visible_to(cast.finn).count() == 2


@pytest.mark.parametrize("name", ["", "   ", "!!!", "x" * 81])
def test_a_name_has_letters_and_an_end(eli, name):
    assert refused(found_community, eli, name=name) == (422, ["name"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Berlin"), ("zone", "Europe"), ("zone", "../../etc/passwd"), ("zone", ""), ("language", "fr"),
        ("host", "https://a.example"), ("host", "a b"), ("host", "a..b"), ("host", "-a.example"), ("host", "a" * 260),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_by_its_name(eli, field, value):
    assert refused(found_community, eli, name="Meadow", **{field: value}) == (422, [field])
    space = make_community(eli)
    assert refused(change_space, eli, space, **{field: value}) == (422, [field])
    assert Space.objects.get(id=space.id).title == "Meadow"


def test_spaces_of_the_same_name_have_addresses_of_their_own(eli):
    assert [make_community(eli, "Grüne Wiese").slug for _ in range(3)] == [
        "gruene-wiese", "gruene-wiese-2", "gruene-wiese-3",
    ]  # fmt: skip


def test_a_word_of_our_own_addresses_is_no_spaces_address(eli):
    space = make_community(eli, "New")

    assert space.slug == "new-2"
    assert refused(change_space, eli, space, slug="new") == (422, ["slug"])


def test_an_old_address_is_kept_and_can_be_taken_back(cast):
    change_space(cast.ada, cast.team, slug="fruit")
    change_space(cast.ada, cast.team, slug="fruit-trees")

    assert set(OldSlug.objects.values_list("slug", "space__slug")) == {
        ("orchard", "fruit-trees"), ("fruit", "fruit-trees"),
    }  # fmt: skip

    change_space(cast.ada, cast.team, slug="orchard")

    assert set(OldSlug.objects.values_list("slug", flat=True)) == {"fruit", "fruit-trees"}


def test_nobody_takes_an_address_that_another_space_has_or_had(cast):
    change_space(cast.ada, cast.team, slug="fruit")
    other = make_space(cast.ada, cast.community, "Pond")

    for slug in ("fruit", "orchard", cast.community.slug):
        assert refused(change_space, cast.ada, other, slug=slug) == (409, ["slug"])
    assert make_space(cast.ada, cast.community, "Orchard").slug == "orchard-2"


@pytest.mark.parametrize("slug", ["Über", "a b", "", "a/b", "-a", "x" * 61])
def test_an_address_has_small_letters_digits_and_hyphens(cast, slug):
    assert refused(change_space, cast.ada, cast.team, slug=slug) == (422, ["slug"])


def test_a_colour_on_which_nothing_can_be_read_is_refused(cast):
    assert refused(change_space, cast.ada, cast.team, colour="#ffffff00") == (422, ["colour"])
    assert refused(change_space, cast.ada, cast.team, colour="green") == (422, ["colour"])
    assert change_space(cast.ada, cast.team, colour="#1F6F50").colour == "#1f6f50"
    assert change_space(cast.ada, cast.team, colour="").colour == ""


def test_what_a_space_does_not_have_is_a_mistake_of_ours(cast):
    with pytest.raises(TypeError, match="member_count"):
        change_space(cast.ada, cast.team, member_count=7)


def test_a_change_is_recorded_without_its_words(cast):
    change_space(cast.ada, cast.team, name="Orchard", summary="  Apples.  ", about="**Pears**")

    space = Space.objects.get(id=cast.team.id)
    assert (space.summary, space.about_html) == ("Apples.", "<p><strong>Pears</strong></p>\n")
    assert recorded(space.id)[-1] == "SpaceChanged"


def test_a_host_name_leads_to_its_community(eli, settings, tmp_path):
    settings.DATA = tmp_path
    first, white = make_community(eli), make_community(eli, "Harbour", host="Talk.Harbour.Example")

    assert root_by_host("talk.harbour.example") == white
    assert root_by_host("localhost") == first
    assert [is_known_host(host) for host in ("talk.harbour.example", "evil-talk.harbour.example")] == [True, False]


def test_a_host_name_belongs_to_one_community_and_stays_ones_own(eli, settings):
    settings.EXTRA_HOSTS = ("a.example",)
    first, second = make_community(eli, host="a.example"), make_community(eli, "Harbour")

    assert refused(change_space, eli, second, host="a.example") == (409, ["host"])
    assert change_space(eli, first, host="a.example", name="Wide meadow").host == "a.example"
    assert change_space(eli, first, host="").host is None


def test_a_host_name_and_a_sender_are_confirmed_by_whoever_runs_the_node(cast):
    olga = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True)

    assert refused(change_space, cast.eli, cast.community, host="talk.example")[0] == 403
    assert refused(change_space, cast.eli, cast.community, sender="boss@bank.example")[0] == 403
    assert refused(change_space, olga, cast.community, sender="no address") == (422, ["sender"])
    changed = change_space(olga, cast.community, host="talk.example", sender="hello@talk.example")
    assert (changed.host, changed.sender) == ("talk.example", "hello@talk.example")


def test_a_space_inside_a_community_has_no_host_name(cast):
    assert refused(change_space, cast.eli, cast.team, host="evil.example") == (422, ["host"])


def test_nested_spaces_belong_to_the_community_at_the_root(cast):
    inner = open_space(cast.ada, cast.team, name="Apples", purpose=SpaceKind.TEAM)
    innermost = open_space(cast.ada, inner, name="Cider", purpose=SpaceKind.GROUP)

    assert (innermost.root_id, innermost.space_id) == (cast.community.id, inner.id)
    assert role_in(cast.eli, innermost) == Role.CURATOR
    assert role_in(cast.ben, innermost) is None


def test_leaving_a_community_is_leaving_its_spaces(cast):
    inner = make_member(make_space(cast.ada, cast.team, "Apples"), cast.ben) and cast.ben

    leave_space(inner, cast.community)

    assert not Membership.objects.filter(actor=cast.ben).exists()
    assert Space.objects.get(id=cast.team.id).member_count == 2


def test_who_leaves_one_community_stays_in_another(cast):
    other = make_community(cast.dora, "Harbour")
    make_member(other, cast.ben)

    take_out(cast.eli, cast.community, cast.ben)

    assert list(Membership.objects.filter(actor=cast.ben).values_list("space__slug", flat=True)) == ["harbour"]


def test_there_is_no_gate_to_a_layer_that_does_not_exist(cast):
    assert refused(set_gate, cast.eli, cast.community, Layer.TEAM, Mode.CLOSED) == (422, [])
    assert refused(set_gate, cast.eli, cast.team, Layer.PRIVATE, Mode.CLOSED) == (422, [])


def test_a_space_follows_its_community_at_a_gate_until_it_says_otherwise(cast):
    set_gate(cast.eli, cast.community, Layer.PUBLIC, Mode.CLOSED)
    assert mode_of(cast.team, Layer.PUBLIC) == Mode.CLOSED

    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.FREE)

    assert mode_of(cast.team, Layer.PUBLIC) == Mode.FREE
    assert mode_of(cast.community, Layer.PUBLIC) == Mode.CLOSED


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil-localhost"])
def test_a_host_name_that_nobody_has_is_refused(client, host, settings, tmp_path):
    settings.DATA = tmp_path

    assert client.get("/", headers={"host": host}).status_code == 400
    assert RequestFactory(SERVER_NAME=host).get("/").get_host() == host
