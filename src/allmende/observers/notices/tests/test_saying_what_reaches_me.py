"""The page on which people say what reaches them."""

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import make_note
from allmende.foundation.push.testing import Device as Browser
from allmende.observers.notices.commands.wishing import choose_here
from allmende.observers.notices.models import Choice, Device, Mail, Wishes
from allmende.observers.notices.presets import Here
from allmende.observers.notices.queries.told import occasions_here, told_of

pytestmark = pytest.mark.django_db


def told(actor):
    return told_of([actor.id])[actor.id]


def table(actor, **changes):
    """The table as the page sends it, with changes by occasion."""
    sent = {}
    for occasion in occasions_here():
        ways = told(actor).everywhere(occasion)
        sent[f"{occasion.key}-mail"] = changes.get(occasion.key, ways.mail)
        sent |= {f"{occasion.key}-in_app": "on"} if ways.in_app else {}
    return sent


def test_the_page_shows_presets_occasions_places_and_hours(sign_in, cast, text):
    choose_here(cast.ben, cast.team.id, Here.WEEKLY)

    page = text(sign_in(cast.ben).get(reverse("notices:settings")))

    for words in (
        "Quiet",
        "Normal",
        "Everything",
        "Replies to you",
        "What must reach you",
        "Orchard",
        "In the weekly digest",
    ):
        assert words in page


def test_nobody_has_a_row_until_they_choose_something(sign_in, cast):
    client = sign_in(cast.ben)
    client.get(reverse("notices:settings"))
    assert (Wishes.objects.count(), Choice.objects.count()) == (0, 0)

    client.post(reverse("notices:choices"), table(cast.ben))
    assert not Choice.objects.exists()

    client.post(reverse("notices:choices"), table(cast.ben, talk="daily"))
    (choice,) = Choice.objects.all()
    assert (choice.occasion, choice.mail, choice.in_app, choice.push) == ("talk", "daily", None, None)


def test_a_preset_takes_single_choices_back_and_leaves_places(sign_in, cast):
    client = sign_in(cast.ben)
    client.post(reverse("notices:choices"), table(cast.ben, talk="never"))
    client.post(reverse("notices:places"), {"place": cast.team.id, "how": "app"})

    client.post(reverse("notices:preset"), {"preset": "everything"})

    assert [choice.place_id for choice in Choice.objects.all()] == [cast.team.id]
    assert {told(cast.ben).everywhere(each).mail for each in occasions_here()} == {Mail.AT_ONCE}


def test_an_exception_ends_where_it_began(sign_in, cast):
    client = sign_in(cast.ben)
    client.post(reverse("notices:places"), {"place": cast.team.id, "how": "app"})
    assert client.post(reverse("notices:places"), {"place": cast.team.id, "how": ""}).status_code == 302

    assert not Choice.objects.exists()


def test_nobody_makes_an_exception_for_what_they_do_not_see(sign_in, cast):
    note = make_note(cast.team, cast.ada)

    assert sign_in(cast.finn).post(reverse("notices:places"), {"place": note.id, "how": "app"}).status_code == 404


def test_what_must_reach_one_stays_in_the_app(sign_in, cast):
    sent = {key: value for key, value in table(cast.ben, vital="never").items() if key != "vital-in_app"}

    sign_in(cast.ben).post(reverse("notices:choices"), sent)

    from allmende.foundation.journal.occasions import VITAL

    choose_here(cast.ben, cast.team.id, Here.APP)
    ways = told(cast.ben).ways(VITAL, [cast.team.id])
    assert (ways.in_app, ways.mail) == (True, Mail.NEVER)


def test_quiet_hours_have_a_beginning_and_an_end(sign_in, cast, text):
    client, address = sign_in(cast.ben), reverse("notices:manner")
    sent = {"digest_hour": "18", "digest_day": "4", "mails": "on", "quiet_from": "22"}

    refused = client.post(address, sent | {"quiet_until": ""})
    assert (refused.status_code, "Say from when and until when" in text(refused)) == (422, True)

    assert client.post(address, sent | {"quiet_until": "7"}).status_code == 302
    wishes = Wishes.objects.get(actor=cast.ben)
    assert (wishes.quiet_from, wishes.quiet_until, wishes.digest_hour, wishes.digest_day) == (22, 7, 18, 4)
    assert (wishes.mails, wishes.no_content) == (True, False)


def test_a_program_says_it_too(sign_in, cast):
    client = sign_in(cast.ben)

    def send(method, path, **sent):
        return getattr(client, method)(f"/api/v1{path}", sent, "application/json").json()

    assert send("patch", "/notices/reach", preset="quiet", quiet=[22, 7], no_content=True)["quiet_from"] == 22
    shown = send("put", "/notices/reach/occasions/talk", in_app=False, mail="daily")
    assert {"occasion": "talk", "title": "Replies to you", "in_app": False, "push": False, "mail": "daily"} in shown[
        "occasions"
    ]
    assert send("put", f"/things/{cast.team.id}/reach", how="weekly")["places"] == [
        {"thing": str(cast.team.id), "title": "Orchard", "how": "weekly"}
    ]
    assert client.get("/api/v1/notices/reach").json()["no_content"] is True
    assert (
        client.put("/api/v1/notices/reach/occasions/nonsense", {"mail": "daily"}, "application/json").status_code == 422
    )


def test_devices_are_listed_and_have_a_column_of_their_own_once_there_is_one(sign_in, cast, text):
    client, browser = sign_in(cast.ben), Browser()
    assert "On devices" not in text(client.get(reverse("notices:settings")))

    keys = {"endpoint": "https://push.example/x", "public": browser.public, "secret": browser.secret}
    client.post(
        reverse("notices:devices"),
        keys,
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"},
    )
    page = text(client.get(reverse("notices:settings")))
    assert "On devices" in page
    assert "Firefox on Linux" in page

    client.post(reverse("notices:choices"), table(cast.ben))
    assert Choice.objects.get(occasion="talk").push is False
    (device,) = Device.objects.all()
    assert client.post(reverse("notices:device_removal", args=[device.id])).status_code == 302
    assert not Device.objects.exists()


@pytest.mark.parametrize("places", [1, 3])
def test_the_page_takes_the_same_statements_for_one_exception_as_for_three(
    sign_in, cast, places, django_assert_num_queries
):
    client = sign_in(cast.ben)
    for title in ("A pond", "A hedge", "A gate")[:places]:
        choose_here(cast.ben, make_note(cast.team, cast.ada, title=title).id, Here.APP)
    client.get(reverse("notices:settings"))

    with django_assert_num_queries(12):
        client.get(reverse("notices:settings"))
