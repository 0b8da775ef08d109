"""What is kept of a page for many readers never shows one what is another's, and never what was true before."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.mutes.commands import mute
from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Kind
from allmende.commons.spaces.commands import change_space, leave_space, set_role
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_cast
from allmende.commons.threads.commands import comment, edit_comment, mark_read, remove_comment
from allmende.foundation import clock
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import NOON
from allmende.identity.accounts.commands import open_account
from allmende.identity.actors.commands import change_profile
from allmende.rooms.calls.commands import change_call, save_contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.testing import make_call, make_contribution
from tools.statements import asked

pytestmark = pytest.mark.django_db(transaction=True)

OWN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|name="once" value="|news/\?after=)[^"&]+')
"""What differs each time by intention."""


class Yard:
    """A call of a community with a contribution and talk, and everyone's browser."""

    def __init__(self):
        with clock.frozen(NOON - timedelta(weeks=8)):
            self.cast = make_cast()
        self.call = make_call(self.cast.eli, self.cast.community, layer=Layer.COMMUNITY)
        self.pond = make_contribution(self.cast.ben, self.call)
        self.said = [comment(who, self.pond, f"Words of {who.name}") for who in (self.cast.ada, self.cast.ben)]
        comment(self.cast.finn, self.pond, "A reply", parent=self.said[0])
        self.browsers = {}

    @property
    def pages(self):
        parts = [reverse(f"calls:{part}", args=[self.call.slug]) for part in ("call", "talk", "contributions")]
        return [
            *parts,
            contribution_url(self.call.slug, self.pond.number, self.pond.title),
        ]

    @property
    def lists(self):
        return [reverse("calls:index"), reverse("space", args=[self.cast.community.slug])]

    def get(self, who, page, **headers):
        if who not in self.browsers:
            self.browsers[who] = Client(SERVER_NAME="localhost")
            if who != "cleo":
                self.browsers[who].force_login(getattr(self.cast, who).account)
        answer = self.browsers[who].get(page, headers=headers)
        return answer.status_code, OWN.sub(r"\1", answer.content.decode())

    def post(self, who, path, **form):
        """Send a form as htmx does; return what was asked of the database."""
        self.get(who, self.pages[0])
        with asked() as statements:
            answer = self.browsers[who].post(
                path, {**form, "once": str(clock.new_id())}, headers={"HX-Request": "true"}
            )
        assert answer.status_code < 400, answer.content
        return statements

    def say(self, who):
        mark_read(getattr(self.cast, who), self.pond)
        with clock.travel(seconds=1):
            return self.post(who, f"/id/{self.pond.id}/comments/", text=f"Again {clock.new_id()}", intent="comment")

    def vote(self, who):
        return self.post(who, f"/calls/{self.call.slug}/vote/", choices=[self.pond.ballot_key], receipt="")

    def see(self, who):
        return self.get(who, self.pages[-1])[1]


@pytest.fixture
def yard():
    with clock.frozen(NOON):
        yield Yard()


def test_everyone_sees_with_what_is_kept_what_they_see_without_it(yard):
    everyone = ("eli", "ada", "ben", "finn", "dora", "cleo")
    change_profile(yard.cast.finn, language="de")
    fresh = {}
    for who in everyone:
        for page in (*yard.pages, *yard.lists):
            forget_all()
            fresh[who, page] = yard.get(who, page)

    forget_all()
    for _round in range(2):
        for who in (*everyone, *reversed(everyone)):
            for page in (*yard.pages, *yard.lists):
                assert yard.get(who, page) == fresh[who, page], (who, page)
    assert (fresh["dora", yard.pages[0]][0], fresh["cleo", yard.pages[0]][0]) == (404, 404)


def test_what_readers_have_of_their_own_in_a_talk_is_shown_to_them_alone(yard):
    cast, everyone = yard.cast, ("eli", "ada", "ben", "finn", "cleo")
    hers, his = yard.said
    react(cast.eli, hers, Kind.AGREE)
    react(cast.finn, hers, Kind.THANKS)
    react(cast.ada, his, Kind.THANKS)
    mute(cast.finn, cast.ben)
    mark_read(cast.ada, yard.pond)
    with clock.travel(minutes=1):
        comment(cast.eli, yard.pond, "A word more")
    with clock.travel(minutes=2):
        fresh = {}
        for who in everyone:
            forget_all()
            fresh[who] = yard.see(who)

        forget_all()
        for who in (*everyone, *reversed(everyone)):
            assert yard.see(who) == fresh[who], who

    assert len(set(fresh.values())) == len(everyone)
    assert (fresh["finn"].count("From someone you have muted"), fresh["eli"].count("From someone you have muted")) == (
        1,
        0,
    )


def test_what_outlives_a_comment_is_what_one_would_read_after_it(yard):
    everyone = ("eli", "finn", "cleo")
    pages = (*yard.pages, *yard.lists)
    for who in everyone:
        for page in pages:
            yard.get(who, page)

    comment(yard.cast.ada, yard.pond, "Something new")

    kept = {(who, page): yard.get(who, page) for who in everyone for page in pages}
    forget_all()
    assert kept == {(who, page): yard.get(who, page) for who in everyone for page in pages}
    assert "Something new" in yard.see("finn")


def test_a_page_costs_few_statements_and_no_more_with_more_on_it(yard):
    for _time in range(2):
        counts = []
        for page in yard.pages:
            yard.get("finn", page)
            with CaptureQueriesContext(connection) as asked:
                yard.get("finn", page)
            counts.append(len(asked))
        assert counts == [5, 6, 8, 6]
        for n in range(3):
            with clock.frozen(NOON + timedelta(minutes=n)):
                comment(yard.cast.ada, yard.pond, f"More {n}")
                make_contribution(yard.cast.ben, yard.call, title=f"Pond {n}")


def test_a_comment_and_a_ballot_take_few_statements_of_one_transaction_however_much_was_said(yard):
    # PostgreSQL holds the thing by a statement of its own, SQLite all by the one that begins.
    with clock.frozen(NOON + timedelta(weeks=2, hours=1)):
        counts = [len(yard.vote(who)) for who in ("ada", "ben", "finn")]
    assert counts[1:] == ([12, 12] if connection.vendor == "sqlite" else [11, 11])
    for _time in range(2):
        with clock.travel(minutes=_time):
            counts = [len(yard.say(who)) for who in ("ada", "ben", "finn")]
        assert counts[1:] == [18, 18]
        for n in range(3):
            comment(yard.cast.eli, yard.pond, f"More {n} {_time}")


def test_whatever_changes_shows_at_once(yard):
    assert "Words of Ada" in yard.see("finn")

    edit_comment(yard.cast.ada, yard.said[0], "Other words")
    assert "Other words" in yard.see("finn")
    assert "Words of Ada" not in yard.see("finn")

    remove_comment(yard.cast.ben, yard.said[1])
    assert "Words of Ben" not in yard.see("finn")

    comment(yard.cast.eli, yard.pond, "And one more")
    assert "And one more" in yard.see("ada")

    text = "It is larger than a pond, and cools the air even more."
    save_contribution(yard.cast.ben, yard.pond, yard.pond.revision, title="A lake", text=text, cost=500_000)
    change_call(yard.cast.eli, yard.call, summary="Where is water missing?")
    yard.pond.title = "A lake"
    assert "larger than a pond" in yard.see("finn")
    assert "Where is water missing?" in yard.get("finn", yard.pages[0])[1]

    change_space(yard.cast.eli, yard.cast.community, colour="#7a1f5c", name="Hillside")
    change_profile(yard.cast.ada, name="Ada Berg-Stein", language="de")
    for new in ("look.css?7a1f5c", "Hillside", "Ada Berg-Stein", "Reply"):
        assert new in yard.see("finn")
    assert "Antworten" in yard.see("ada")
    assert "Reply" not in yard.see("ada")


def test_a_right_that_is_given_or_taken_holds_at_once(yard):
    remove = '/removal/"'
    assert remove not in yard.see("finn").split("A reply")[0]

    set_role(yard.cast.eli, yard.cast.community, yard.cast.finn, Role.HOST)
    assert remove in yard.see("finn").split("A reply")[0]

    set_role(yard.cast.eli, yard.cast.community, yard.cast.finn, Role.MEMBER)
    assert remove not in yard.see("finn").split("A reply")[0]

    leave_space(yard.cast.finn, yard.cast.community)
    assert [yard.get("finn", page)[0] for page in yard.pages] == [404] * 4
    assert [yard.get("ada", page)[0] for page in yard.pages] == [200] * 4

    yard.cast.ada.account.sessions.all().delete()
    assert yard.get("ada", yard.pages[0])[0] == 404


def test_a_community_of_its_own_host_shows_nothing_of_the_other(yard):
    yard.see("finn")
    olga = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True)
    change_space(yard.cast.eli, yard.cast.community, colour="#7a1f5c")
    change_space(olga, yard.cast.community, host="meadow.example")
    with clock.frozen(NOON - timedelta(weeks=7)):
        other = make_cast_elsewhere()

    page = Client(SERVER_NAME="localhost").get("/").content.decode()

    assert other.title in page
    assert "Meadow" not in page
    assert "7a1f5c" not in page


def make_cast_elsewhere():
    """Another community on the same node, under the node's own host."""
    from allmende.commons.spaces.testing import make_community
    from allmende.identity.accounts.testing import make_person

    return make_community(make_person("Olga Rot"), "Riverside")


def test_a_draft_is_read_anew_each_time(yard):
    from allmende.rooms.calls.commands import draft_contribution

    draft = draft_contribution(yard.cast.ada, yard.call, title="Shade", text="First words")
    page = contribution_url(yard.call.slug, draft.number, "Shade")
    assert "First words" in yard.get("ada", page)[1]

    save_contribution(yard.cast.ada, draft, draft.revision, title="Shade", text="Second words")

    assert "Second words" in yard.get("ada", page)[1]
    assert yard.get("eli", page)[0] == 404
