"""People find beside each other what was marked with the same word, as far as they see it anyway."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import widen
from allmende.commons.tags.commands import tag
from allmende.commons.tags.models import Tagging
from allmende.commons.tags.queries import tag_page, tags_lately, tags_of
from allmende.commons.threads.commands import comment, edit_comment
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import save_contribution, set_sections
from allmende.rooms.calls.commands.calls import SectionText
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def call(cast):
    return make_call(cast.ada, cast.team)


def found(reader, cast, slug="garden"):
    page = tag_page(reader, cast.community, slug)
    return page and [line.title for line in page.lines]


def test_a_tag_leads_to_what_bears_it_and_only_as_far_as_one_sees(cast, call):
    tag(call, ["#Garden", "shade"])

    assert found(cast.ben, cast) == ["A cooler schoolyard"]
    assert found(cast.finn, cast) is None  # of the community, not of the team
    assert found(cast.ben, cast, "unheard_of") is None

    widen(cast.ada, call, cast.team, Layer.COMMUNITY)
    assert found(cast.finn, cast) == ["A cooler schoolyard"]


def test_tags_are_replaced_and_those_that_stay_keep_their_place(cast, call):
    tag(call, ["garden", "shade"])
    [kept] = Tagging.objects.filter(tag__slug="garden").values_list("id", flat=True)

    tag(call, ["GARDEN", "pond", "42"])

    assert [one.label for one in tags_of([call.id])[call.id]] == ["#garden", "#pond"]
    assert Tagging.objects.get(tag__slug="garden").id == kept
    tag(call, [])
    assert tags_of([call.id]) == {}


def test_what_goes_into_the_bin_is_under_no_tag(cast):
    call = make_call(cast.ada, cast.team, start=NOON + 30 * clock.timedelta(days=1))
    tag(call, ["garden"])
    assert found(cast.ada, cast) == ["A cooler schoolyard"]

    put_in_bin(cast.ada, call)

    assert found(cast.ada, cast) is None
    assert tags_lately(cast.ada, cast.community) == []


def test_the_tags_in_use_are_those_of_what_one_sees(cast, call):
    other = make_call(cast.ada, cast.team, title="Rain", layer=Layer.COMMUNITY)
    tag(call, ["garden", "shade"])
    tag(other, ["garden"])

    assert [(one.slug, one.count) for one in tags_lately(cast.ben, cast.community)] == [("garden", 2), ("shade", 1)]
    assert [(one.slug, one.count) for one in tags_lately(cast.finn, cast.community)] == [("garden", 1)]


def test_pages_follow_each_other_without_a_gap(cast):
    for n in range(5):
        tag(make_call(cast.ada, cast.team, title=f"Call {n}"), ["garden"])

    first = tag_page(cast.ben, cast.community, "garden", limit=2)
    second = tag_page(cast.ben, cast.community, "garden", first.next, limit=2)
    last = tag_page(cast.ben, cast.community, "garden", second.next, limit=2)

    titles = [line.title for page in (first, second, last) for line in page.lines]
    assert titles == [f"Call {n}" for n in (4, 3, 2, 1, 0)]
    assert last.next is None


@pytest.mark.parametrize("things", [1, 3])
def test_the_page_takes_the_same_statements_for_one_thing_as_for_three(
    cast, sign_in, things, django_assert_num_queries
):
    for n in range(things):
        tag(make_call(cast.ada, cast.team, title=f"Call {n}"), ["garden"])
    browser = sign_in(cast.ben)
    browser.get("/tags/garden/")

    with django_assert_num_queries(11):
        page = browser.get("/tags/garden/").content.decode()

    assert page.count('class="hit') == things


def test_another_way_to_write_it_leads_to_the_same_page(cast, call, sign_in):
    tag(call, ["Straße"])

    assert sign_in(cast.ben).get("/tags/STRASSE/").url == "/tags/strasse/"
    assert "#Straße" in sign_in(cast.ben).get("/tags/strasse/").content.decode()


def test_programs_read_the_same(cast, call, sign_in):
    tag(call, ["garden"])

    [tag_out] = sign_in(cast.ben).get("/api/v1/tags").json()
    [line] = sign_in(cast.ben).get("/api/v1/tags/Garden/things").json()["items"]

    assert (tag_out["slug"], tag_out["count"]) == ("garden", 1)
    assert (line["title"], line["kind"], line["layer"]) == ("A cooler schoolyard", "call", "team")


def test_what_is_said_and_handed_in_bears_the_tags_in_its_words(cast, call):
    set_sections(cast.ada, call, [SectionText("Why", "It is hot. #shade")])
    contribution = make_contribution(cast.ben, call)
    save_contribution(cast.ben, contribution, contribution.revision, text="Frogs for the #Garden.")
    said = comment(cast.ada, contribution, "More #shade, please.")
    edit_comment(cast.ada, said, "More #light, please.")

    assert {key: [one.slug for one in tags] for key, tags in tags_of([call.id, contribution.id, said.id]).items()} == {
        call.id: ["shade"], contribution.id: ["garden"], said.id: ["light"],
    }  # fmt: skip
    assert found(cast.ben, cast, "light") == ["More #light, please."]


def test_tags_lead_on_from_where_they_are_read(cast, call, sign_in):
    contribution = make_contribution(cast.ben, call)
    comment(cast.ada, contribution, "More #shade, please.")

    page = sign_in(cast.ben).get(f"/id/{contribution.id}/", follow=True).content.decode()

    assert '<a href="/tags/shade/">#shade</a>' in page
