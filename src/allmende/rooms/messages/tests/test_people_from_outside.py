"""Someone without an account takes part in one conversation by mail and by a personal link, and sees nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation.mail.models import Stopped
from allmende.foundation.mail.reachable import COMPLAINED, stop
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import (
    add_people,
    leave_outside,
    open_space_talk,
    renew_outside,
    take_out_outside,
)
from allmende.rooms.messages.models import Outsider
from allmende.rooms.messages.testing import make_talk, say
from allmende.rooms.messages.tests.outsiders import KARL, ask, link_in, mails

pytestmark = pytest.mark.django_db


def test_a_host_asks_someone_in_who_reads_what_is_written_from_then_on(cast: Cast, three, client, signed_in):
    page = signed_in(cast.eli).post(f"/messages/{three.pk}/outside/", KARL, follow=True).content.decode()
    (asked,) = mails()
    say(cast.ada, three, "Who **repairs** it?", answers=three.messages.get().pk)
    (told,) = mails()

    seen = client.get(link_in(told)).content.decode()

    assert "karl@example.org" in page
    assert ("Eli" in asked.body, "You know the pump." in asked.body) == (True, True)
    assert (link_in(asked) != link_in(told), "Who **repairs** it?" in told.body) == (True, True)
    assert ("<strong>repairs</strong>" in seen, "old" in seen) == (True, False)


def test_the_page_is_listed_nowhere_and_tells_nobody_its_address(cast: Cast, three, client):
    ask(cast.eli, three)

    answer = client.get(link_in(*mails()))

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_they_answer_on_their_page_and_are_marked_as_from_outside(cast: Cast, three, client, signed_in):
    ask(cast.eli, three)
    link = link_in(*mails())

    answer = client.post(link, {"text": "I do, on Friday.", "once": "1"})
    client.post(link, {"text": "I do, on Friday.", "once": "1"})
    page = signed_in(cast.ben).get(f"/messages/{three.pk}/").content.decode()

    said = three.messages.get(text="I do, on Friday.")
    assert (answer.status_code, said.carrier, said.author.name) == (302, "link", "Karl Weber")
    assert ("from outside, by mail" in page, "Reading along from outside" in page) == (True, True)
    assert f"/people/{said.author.handle}/" not in page
    assert signed_in(cast.ben).get(f"/people/{said.author.handle}/").status_code == 404
    assert mails() == []  # what they wrote themselves isn't sent to them


def test_files_profiles_and_links_into_the_house_stay_inside(cast: Cast, three, client):
    ask(cast.eli, three)
    link = link_in(*mails())
    say(cast.ada, three, "See [the plan](/calls/pond/) of @ben-roth, and [theirs](https://example.org/).")

    page = client.get(link).content.decode()

    log = page.split('role="log"')[1].split("</form>")[0]
    assert ("the plan" in log, 'href="/calls' in log, 'href="/people' in log) == (True, False, False)
    assert 'href="https://example.org/"' in log


@pytest.mark.parametrize("end", ["taken out", "left"])
def test_whoever_is_taken_out_or_leaves_reads_and_hears_nothing_more(cast: Cast, three, client, end):
    one = ask(cast.eli, three)
    link = link_in(*mails())
    say(cast.ada, three, "On its way")

    take_out_outside(cast.eli, one) if end == "taken out" else leave_outside(one)

    one.refresh_from_db()
    assert (mails(), client.get(link).status_code, one.email) == ([], 404, "")
    assert client.post(link, {"text": "Still here"}).status_code == 404
    assert client.get(f"{link}copy/").status_code == 404


def test_mail_programs_end_it_with_one_press_and_looking_ends_nothing(cast: Cast, three, client):
    ask(cast.eli, three)
    (letter,) = mails()
    path = urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path

    looked = client.get(path).status_code, Outsider.objects.get().ended
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert (looked, letter.extra_headers["List-Unsubscribe-Post"]) == ((200, None), "List-Unsubscribe=One-Click")
    assert (answer.status_code, Outsider.objects.get().why) == (200, "left")
    with pytest.raises(Refused) as refused:
        ask(cast.eli, three)
    assert refused.value.status == 409
    assert client.get(path[:-2] + "x/").status_code == 404


def test_a_new_link_ends_the_earlier_ones(cast: Cast, three, client):
    one = ask(cast.eli, three)
    old = link_in(*mails())

    renew_outside(cast.eli, one)

    assert client.get(old).status_code == 404
    assert client.get(link_in(*mails())).status_code == 200


def test_links_grow_old(cast: Cast, three, client):
    one = ask(cast.eli, three)
    link = link_in(*mails())
    one.keys.update(expires=one.added)

    assert client.get(link).status_code == 404


def test_only_hosts_ask_people_in_and_never_into_a_talk_of_two(cast: Cast, three):
    ours, two = open_space_talk(cast.ada, cast.team), make_talk(cast.community, cast.ada, cast.ben)

    for who, talk, status in (
        (cast.ben, three, 403),
        (cast.ben, ours, 403),
        (cast.finn, ours, 404),
        (cast.ada, two, 409),
    ):
        with pytest.raises(Refused) as refused:
            ask(who, talk)
        assert refused.value.status == status
    assert ask(cast.ada, ours).ended is None


def make_young(cast: Cast) -> Actor:
    young = make_member(cast.community, make_person("Yuna Klein"))
    young.account.age_band = AgeBand.UNDER_18
    young.account.save()
    return young


def test_where_someone_young_reads_nobody_from_outside_comes_in(cast: Cast):
    ours = open_space_talk(cast.ada, cast.team)
    take_in(cast.ada, cast.team, make_young(cast))

    with pytest.raises(Refused) as refused:
        ask(cast.ada, ours)

    assert refused.value.status == 403


def test_when_someone_young_joins_the_conversation_closes_to_the_outside(cast: Cast, client, three):
    ours = open_space_talk(cast.ada, cast.team)
    ask(cast.ada, ours)
    link = link_in(*mails())
    take_in(cast.ada, cast.team, make_young(cast))
    say(cast.ada, ours, "Welcome, Yuna!")

    page = client.get(link)

    assert (page.status_code, "Yuna" in page.content.decode(), mails()) == (409, False, [])
    assert client.post(link, {"text": "Hello"}).status_code == 409
    ask(cast.eli, three)
    with pytest.raises(Refused):
        add_people(cast.eli, three, [make_young(cast)])


def test_an_address_that_complained_is_not_written_to(cast: Cast, three):
    stop("karl@example.org", COMPLAINED)

    with pytest.raises(Refused) as refused:
        ask(cast.eli, three)

    assert (refused.value.status, mails(), Stopped.objects.count()) == (409, [], 1)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"email": "karl"}, {"language": "xx"}, {"why": ""}, {"why": "x" * 501}]
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, three, wrong):
    with pytest.raises(Refused) as refused:
        ask(cast.eli, three, **wrong)

    assert (refused.value.status, set(refused.value.errors)) == (422, set(wrong))


def test_nobody_is_flooded_with_invitations(cast: Cast, three):
    for talk in (make_talk(cast.community, cast.eli, cast.ada, cast.ben) for _ in range(3)):
        ask(cast.eli, talk)

    with pytest.raises(Refused) as refused:
        ask(cast.eli, three)

    assert refused.value.status == 429


def test_mails_have_an_end(cast: Cast, three, monkeypatch):
    monkeypatch.setattr("allmende.rooms.messages.channels.outside.MAILS_A_DAY", 2)
    ask(cast.eli, three)
    mails()

    for number in range(4):
        say(cast.ada, three, f"{number}")

    assert len(mails()) == 2
