"""Members look each other up: by what they type, by filters, in the order of the alphabet."""

import json

import pytest
from django.test import Client

from allmende.commons.audiences.models import Kind as AudienceKind
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import archive_space, leave_space, open_space, take_in
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.spaces.testing import make_member
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Kind
from allmende.people.directory.commands import refresh_all
from allmende.people.directory.models import Listing, Word
from allmende.people.directory.queries import cards
from allmende.people.profiles import commands as say
from allmende.people.profiles.commands import rename
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.testing import make_hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(directory, signed_in):
    return signed_in(directory.ben)


def test_everyone_who_belongs_is_there_by_the_alphabet(ben, names):
    assert names(ben) == ["Ada Berg", "Ben Roth", "Eli Stein", "Finn Thal"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("b", ["Ada Berg", "Ben Roth"]), ("BERG", ["Ada Berg"]), ("ro be", ["Ben Roth"]), ("zz", []),
        ("ada ben", []), ("", ["Ada Berg", "Ben Roth", "Eli Stein", "Finn Thal"]), ("%", ["Ada Berg", "Ben Roth", "Eli Stein", "Finn Thal"]),
    ],
)  # fmt: skip
def test_beginnings_of_words_find(ben, names, typed, found):
    assert names(ben, f"q={typed}") == found


@pytest.mark.parametrize("typed", ["jürgen", "JUERGEN", "jurgen", "groß", "gross", "müller"])
def test_spellings_of_a_name_are_one(cast, signed_in, names, typed):
    make_member(cast.community, make_person("Jürgen Groß-Müller"))
    refresh_all()

    found = names(signed_in(cast.ben), f"q={typed}")

    assert found == (["Jürgen Groß-Müller"])


def test_what_someone_says_finds_them(ben, names, tell, cast):
    tell(cast.ada, Key.SKILL, "Timber framing")
    tell(cast.ada, Key.SHORT, "Builds sheds of old doors")
    tell(cast.finn, Key.TEXT, "I keep **bees** by the canal.")
    tell(cast.finn, Key.OFFER, "Mentoring in knots")
    tell(cast.eli, Key.SEEK, "A dry shed")

    assert names(ben, "q=timb") == ["Ada Berg"]
    assert names(ben, "q=shed") == ["Ada Berg", "Eli Stein"]
    assert names(ben, "q=bees+finn") == ["Finn Thal"]
    assert names(ben, "offer=knots") == ["Finn Thal"]
    assert names(ben, "seek=shed") == ["Eli Stein"]
    assert names(ben, "seek=knots") == []


def test_filters_find_and_can_be_put_together(ben, names, tell, cast):
    skill = tell(cast.ada, Key.SKILL, "Joinery")[0].word
    tell(cast.finn, Key.SKILL, "Joinery")
    tell(cast.finn, Key.LANGUAGE, "it")
    tell(cast.finn, Key.AVAILABILITY, "10")
    tell(cast.ada, Key.AVAILABILITY, "4")

    assert names(ben, f"skill={skill}") == ["Ada Berg", "Finn Thal"]
    assert names(ben, f"skill={skill}&language=it") == ["Finn Thal"]
    assert names(ben, "hours=1") == ["Ada Berg", "Finn Thal"]
    assert names(ben, "hours=10") == ["Finn Thal"]
    assert names(ben, f"skill={skill}&q=ada") == ["Ada Berg"]


def test_a_hub_is_a_filter_by_its_name(ben, tell, cast, names):
    hub = make_hub(cast.eli, cast.community)
    say.put(cast.ada, cast.ada, cast.community, Key.HUB, say.hub(cast.ada, hub.id), Layer.COMMUNITY)

    assert names(ben, f"hub={hub.id}") == ["Ada Berg"]
    assert "Wool Mill (1)" in ben.get("/people/").content.decode()


def test_an_archived_hub_is_offered_to_nobody_and_stays_where_someone_wrote_it(ben, tell, cast, names, signed_in):
    hub = make_hub(cast.eli, cast.community)
    say.put(cast.ada, cast.ada, cast.community, Key.HUB, say.hub(cast.ada, hub.id), Layer.COMMUNITY)
    tell(cast.ada, Key.SHORT, "Builds sheds")
    archive_space(cast.eli, hub)

    page, chosen = ben.get("/people/").content.decode(), ben.get(f"/people/?hub={hub.id}").content.decode()
    assert "Wool Mill (1)" not in page
    assert f'<option value="{hub.id}" selected>Wool Mill (archived)</option>' in chosen
    assert names(ben, f"hub={hub.id}") == ["Ada Berg"]
    assert "Wool Mill (archived)" in ben.get("/people/ada-berg/").content.decode()
    own = signed_in(cast.ada)
    assert "Wool Mill (archived)" in own.get("/profile/").content.decode()
    sent = {"hub": str(hub.id), "availability": "4", "hub_layer": "3", "availability_layer": "3", "rate_layer": "3"}
    assert own.post("/people/ada-berg/profile/work/", sent).status_code == 302
    assert Detail.objects.get(actor=cast.ada, key=Key.HUB).word == str(hub.id), "saving the rest keeps it"
    assert "Wool Mill" not in ben.get("/profile/").content.decode()
    with pytest.raises(Refused, match="Choose a hub"):
        say.hub(cast.ben, hub.id)


def test_people_and_profiles_without_an_account_are_told_apart(ben, names, cast):
    make_member(cast.community, make_actor("Berta Alt", kind=Kind.MANAGED))
    refresh_all()

    assert names(ben, "kind=managed") == ["Berta Alt"]
    assert "Berta Alt" not in names(ben, "kind=person")


def test_organisations_are_found_by_those_who_see_their_space(cast, ben, names):
    body = open_space(
        cast.eli, cast.community, name="Canal Ltd", purpose=SpaceKind.ORGANISATION, summary="Boats and locks"
    )
    run_due()
    refresh_all()

    assert names(ben, "kind=organisation") == ["Canal Ltd"]
    assert names(ben, "q=locks") == ["Canal Ltd"]
    assert f'href="/spaces/{body.slug}/"' in ben.get("/people/?q=canal").content.decode()
    Space.objects.filter(id=body.id).update(audience=hidden_audience(AudienceKind.BIN, body, cast.eli))
    assert names(ben, "kind=organisation") == []


def test_pages_go_on_where_the_last_one_ended(cast, signed_in, names, monkeypatch):
    monkeypatch.setattr(cards, "PAGE", 2)
    make_member(cast.community, make_person("Ben Roth"))
    refresh_all()
    client = signed_in(cast.ben)

    first = client.get("/people/")
    second = client.get(f"/people/{first.context['more_url']}")
    third = client.get(f"/people/{second.context['more_url']}")

    shown = [card.name for answer in (first, second, third) for card in answer.context["found"].cards]
    assert shown == ["Ada Berg", "Ben Roth", "Ben Roth", "Eli Stein", "Finn Thal"]
    assert third.context["more_url"] == ""


def test_who_leaves_is_gone_at_once_and_who_comes_is_there_after_the_next_round(ben, cast, names):
    leave_space(cast.finn, cast.community)
    assert names(ben) == ["Ada Berg", "Ben Roth", "Eli Stein"]

    take_in(cast.eli, cast.community, cast.dora)
    run_due()
    assert names(ben) == ["Ada Berg", "Ben Roth", "Dora Weit", "Eli Stein"]
    assert names(ben, "q=weit") == ["Dora Weit"]


def test_a_new_name_is_found_and_the_old_one_no_longer(ben, cast, names):
    rename(cast.finn, cast.finn, "Finja Thal")
    run_due()

    assert names(ben, "q=finja") == ["Finja Thal"]
    assert names(ben)[-1] == "Finja Thal"


def test_keeping_it_again_changes_nothing(directory, tell):
    tell(directory.ada, Key.SKILL, "Joinery")
    rows = (set(Listing.objects.values_list("id", flat=True)), set(Word.objects.values_list("id", flat=True)))

    assert refresh_all() == 0
    assert (set(Listing.objects.values_list("id", flat=True)), set(Word.objects.values_list("id", flat=True))) == rows


def test_typing_asks_for_the_results_alone(ben):
    answer = ben.get("/people/?q=ada", headers={"HX-Request": "true"}).content.decode()
    assert '<p class="muted" data-say>1 found' in answer  # who listens hears it

    assert "Ada Berg" in answer
    assert "<html" not in answer
    assert '<form class="finder"' not in answer


@pytest.mark.parametrize("who", ["dora", None])
def test_a_list_of_members_is_nobody_elses_business(directory, signed_in, who):
    client = signed_in(getattr(directory, who)) if who else Client(SERVER_NAME="localhost")

    assert client.get("/people/").status_code == 403


@pytest.mark.parametrize(
    "query",
    ["kind=pope", "hours=-1", "hours=9999", "hub=x", "after=nonsense", "after=01990000-0000-7000-8000-000000000000",
     "skill=%00", "q=%00%01", "q=" + "x" * 5000, "q=" + "+".join("abcdefghijk"), "language=../..", "view=pdf",
     "search=nonsense", "search=01990000-0000-7000-8000-000000000000"],
)  # fmt: skip
def test_whatever_stands_in_the_address_the_page_answers(ben, query):
    assert ben.get(f"/people/?{query}").status_code == 200


def test_naughty_strings_are_found_or_not_but_never_fail(ben, cast, tell, shared):
    for text in json.loads((shared / "data/naughty-strings/blns.json").read_text("utf-8"))[::16]:
        assert ben.get("/people/", {"q": text, "offer": text}).status_code == 200
