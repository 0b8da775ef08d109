"""Below 16 a guardian decides, by mail: each thing by itself, with a log, and can take it back at any time."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.consent import commands
from allmende.commons.consent.models import GuardianEvent, Guardianship, GuardianState, Scope
from allmende.commons.consent.queries.young import guardianship_of
from allmende.commons.consent.rules import guardian_allows
from allmende.commons.consent.testing import latest_link, make_guardian, make_young
from allmende.commons.spaces.commands import decide_passage
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import mailbox_of
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Guest

pytestmark = pytest.mark.django_db
GUEST, MUM = Guest("en"), "mum@example.net"
SCOPES = list(Scope.values)


@pytest.fixture
def child(cast):
    return make_young(cast.ben)


def link(address=MUM):
    return "/guardians/{}/{}/".format(*latest_link(address))


def allowed(child):
    return [scope for scope in SCOPES if guardian_allows(child, scope)]


def test_a_child_asks_a_guardian_who_agrees_to_some_of_it_in_the_browser(cast, child, sign_in, client):
    sign_in(child).post("/privacy/guardian/", {"name": "Mum", "address": MUM, "language": "en"})
    page = client.get(link())
    assert "What may Ben Roth do here?" in page.content.decode()
    assert " checked" not in page.content.decode(), "nothing is ticked beforehand"
    assert allowed(child) == [], "opening the link changes nothing"

    answer = client.post(link(), {"allows": ["take_part", "messages"], "is_guardian": "on"}, REMOTE_ADDR="203.0.113.9")
    assert "may now" in answer.content.decode()
    assert allowed(child) == ["take_part", "messages"]
    event = GuardianEvent.objects.order_by("-id").first()
    assert (event.state, event.allows, event.by_address, event.from_network) == (
        "granted", ["take_part", "messages"], MUM, "203.0.113.9",
    )  # fmt: skip


def test_the_mail_speaks_the_guardians_language_and_carries_the_link(cast, child):
    commands.ask_guardian(child, "Mamma", MUM, "it")
    run_due()
    assert mail.outbox[-1].to == [MUM]
    assert "/guardians/" in mail.outbox[-1].body


def test_a_link_is_good_for_one_answer_and_the_next_mail_brings_the_next(cast, child, client):
    commands.ask_guardian(child, "Mum", MUM)
    first = link()
    client.post(first, {"allows": ["take_part"], "is_guardian": "on"})

    assert client.post(first, {"answer": "no"}).status_code == 410
    assert client.get(first).status_code == 410
    assert allowed(child) == ["take_part"]
    assert client.post(link(), {"answer": "no"}).status_code == 200
    assert allowed(child) == []
    assert guardianship_of(child).state == GuardianState.REVOKED


def test_it_can_be_taken_back_years_later(cast, child, client):
    with clock.frozen(NOON):
        make_guardian(child, *SCOPES)
    with clock.frozen(NOON + timedelta(days=1000)):
        assert client.post(link(), {"answer": "no"}).status_code == 200
    assert allowed(child) == []


def test_whoever_does_not_answer_in_time_has_not_agreed(cast, child, client):
    with clock.frozen(NOON):
        commands.ask_guardian(child, "Mum", MUM)
    with clock.frozen(NOON + timedelta(days=14)):
        assert client.post(link(), {"allows": ["take_part"], "is_guardian": "on"}).status_code == 410
    assert allowed(child) == []


@pytest.mark.parametrize("forged", ["0" * 32, "ffffffffffffffffffffffffffffffff", "x"])
def test_a_forged_link_opens_nothing(cast, child, client, forged):
    asked = commands.ask_guardian(child, "Mum", MUM)
    assert client.post(f"/guardians/{asked.id}/{forged}/", {"allows": SCOPES, "is_guardian": "on"}).status_code == 410
    assert client.get("/guardians/01900000-0000-7000-8000-000000000000/x/").status_code == 404
    assert allowed(child) == []


def test_without_saying_that_one_is_the_guardian_nothing_is_agreed(cast, child, client):
    commands.ask_guardian(child, "Mum", MUM)
    assert client.post(link(), {"allows": ["take_part"]}).status_code == 422
    assert client.post(link(), {"allows": ["everything"], "is_guardian": "on"}).status_code == 422
    assert allowed(child) == []


@pytest.mark.parametrize(
    "address",
    [
        "ben-roth@example.org", "BEN-ROTH@Example.ORG", "ben-roth+mum@example.org", " ben-roth@example.org ",
        "Ben-Roth+a+b@EXAMPLE.org", "ｂｅｎ-roth@example.org",
    ],
)  # fmt: skip
def test_a_guardian_who_is_the_child_is_refused(cast, child, address):
    with pytest.raises(Refused) as refused:
        commands.ask_guardian(child, "Mum", address)
    assert refused.value.status == 422
    assert not Guardianship.objects.exists()


def test_so_is_another_young_person_and_so_is_an_answer_from_the_childs_own_browser(cast, child, sign_in):
    make_young(cast.ada, AgeBand.UNDER_18)
    with pytest.raises(Refused):
        commands.ask_guardian(child, "Ada", "Ada-Berg+x@example.org")
    commands.ask_guardian(child, "Mum", MUM)
    for young in (child, cast.ada):
        assert sign_in(young).post(link(), {"allows": SCOPES, "is_guardian": "on"}).status_code == 403
    assert allowed(child) == []
    assert sign_in(cast.eli).post(link(), {"allows": ["take_part"], "is_guardian": "on"}).status_code == 200


@given(st.text(alphabet="abc.", min_size=1, max_size=6), st.text(alphabet="xyz+", max_size=4), st.booleans())
def test_capitals_plus_and_idn_lead_to_the_same_mailbox(local, tag, shouts):
    address = f"{local}+{tag}@bücher.example"
    assert mailbox_of(address.upper() if shouts else address) == f"{local}@xn--bcher-kva.example"


def test_dots_count_unless_the_host_ignores_them():
    assert mailbox_of("a.b@gmail.com") == mailbox_of("AB+kid@googlemail.com")
    assert mailbox_of("a.b@example.org") != mailbox_of("ab@example.org")


@pytest.mark.parametrize(
    "address", ["", "mum", "mum@", "mum@localhost\nBcc: all@example.org", "a@b@c", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_said_at_its_field(cast, child, sign_in, address):
    answer = sign_in(child).post("/privacy/guardian/", {"name": "Mum", "address": address, "language": "en"})
    assert answer.status_code == 422
    assert not Guardianship.objects.exists()


def test_three_mails_a_day_are_enough(cast, child):
    for number in range(3):
        commands.ask_guardian(child, "Mum", f"mum{number}@example.net")
    with pytest.raises(Refused) as refused:
        commands.ask_guardian(child, "Mum", MUM)
    assert refused.value.status == 429


def test_asking_someone_else_ends_the_first_link(cast, child, client):
    commands.ask_guardian(child, "Mum", MUM)
    commands.ask_guardian(child, "Dad", "dad@example.net")
    assert client.post(link(), {"allows": SCOPES, "is_guardian": "on"}).status_code == 410
    assert client.post(link("dad@example.net"), {"allows": ["meetings"], "is_guardian": "on"}).status_code == 200
    assert allowed(child) == ["meetings"]


def test_who_has_agreed_cannot_be_replaced_by_asking_someone_milder(cast, child):
    make_guardian(child, "take_part")
    with pytest.raises(Refused) as refused:
        commands.ask_guardian(child, "Uncle", "uncle@example.net")
    assert refused.value.status == 409


def test_one_who_declined_cannot_agree_over_the_head_of_the_one_who_did(cast, child, client):
    make_guardian(child)
    make_guardian(child, "take_part", address="dad@example.net")
    assert client.post(link(), {"allows": SCOPES, "is_guardian": "on"}).status_code == 409
    assert allowed(child) == ["take_part"]


def test_an_address_that_does_not_exist_is_noted_so_that_the_child_can_mend_it(cast, child, sign_in, monkeypatch):
    def refuse(message, **_options):
        raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    commands.ask_guardian(child, "Mum", MUM)
    run_due()

    assert guardianship_of(child).state == GuardianState.BOUNCED
    assert "There is no such mailbox" in sign_in(child).get("/privacy/guardian/").content.decode()


def test_the_link_that_is_good_now_can_be_mailed_again_to_the_guardian_and_to_nobody_else(cast, child, client):
    asked = make_guardian(child, "take_part")
    assert client.post(f"/guardians/{asked.id}/link/").status_code == 200
    client.post(f"/guardians/{asked.id}/link/")
    run_due()
    assert [one.to for one in mail.outbox if "this is the link" in one.body] == [[MUM]], "once an hour at the most"


def test_what_stands_outside_comes_home_when_the_guardian_takes_that_back(cast, child, client):
    make_guardian(child, "take_part", "outward")
    note = make_note(cast.community, child, Layer.PUBLIC)
    passage = note.passages.get(state="waiting")
    decide_passage(cast.eli, passage, passes=True)
    assert Thing.objects.get(id=note.id).layer == Layer.PUBLIC
    client.post(link(), {"allows": ["take_part"], "is_guardian": "on"})
    assert Thing.objects.get(id=note.id).layer == Layer.COMMUNITY


def test_from_sixteen_on_nobody_else_decides_and_the_guardian_is_forgotten(cast, child, client):
    asked, old = make_guardian(child, "take_part"), link()
    commands.set_age(cast.eli, child, cast.community, AgeBand.UNDER_18, "Birthday!")

    assert allowed(child) == SCOPES
    assert client.post(old, {"answer": "no"}).status_code == 410
    asked.refresh_from_db()
    assert (asked.name, asked.address) == ("", "")
    assert not GuardianEvent.objects.exclude(by_address="").exists()


def test_adults_and_those_of_sixteen_ask_nobody(cast):
    for band in (AgeBand.UNDER_18, AgeBand.ADULT, ""):
        make_young(cast.ben, band)
        assert allowed(cast.ben) == SCOPES
        with pytest.raises(Refused):
            commands.ask_guardian(cast.ben, "Mum", MUM)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_through_the_same_link_at_once_one_counts(cast):
    child = make_young(cast.ben)
    asked = commands.ask_guardian(child, "Mum", MUM)
    _key, signature = latest_link(MUM)
    said = at_once(
        lambda: commands.answer(asked, signature, ["take_part"], reader=GUEST),
        lambda: commands.answer(asked, signature, [], reader=GUEST),
    )
    assert sorted(type(one).__name__ for one in said) == ["Guardianship", "Refused"]


STEPS = st.one_of(
    st.tuples(st.just("ask"), st.integers(0, 2)),
    st.tuples(st.just("answer"), st.integers(0, 2), st.lists(st.sampled_from(SCOPES), unique=True)),
    st.tuples(st.just("wait"), st.integers(1, 20)),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(STEPS, max_size=10))
def test_whatever_happens_a_child_may_do_what_the_last_good_answer_of_the_one_guardian_says(cast, story):
    """A story of asking, answering through the latest link of each address, and time; the log tells the same as the rule."""
    GuardianEvent.objects.all().delete()
    Guardianship.objects.all().delete()
    child, now = make_young(make_person("Kim Young")), NOON
    tells: dict[str, list[str]] = {}
    for step in story:
        match step:
            case "wait", days:
                now += timedelta(days=days)
            case "ask", who:
                with clock.frozen(now):
                    _try(lambda who=who: commands.ask_guardian(child, "G", f"g{who}@example.net"))
            case "answer", who, allows:
                address = f"g{who}@example.net"
                asked = Guardianship.objects.filter(child=child, address=address).order_by("-id").first()
                with clock.frozen(now):
                    if asked and _try(
                        lambda a=asked, w=allows, to=address: commands.answer(a, latest_link(to)[1], w, reader=GUEST)
                    ):
                        tells[address] = [scope for scope in SCOPES if scope in allows]
        holding = [allows for allows in tells.values() if allows]
        assert len(holding) <= 1, "one guardian at a time"
        assert allowed(child) == (holding[0] if holding else [])
        assert Guardianship.objects.filter(child=child, state=GuardianState.GRANTED).count() == len(holding)


def _try(act):
    try:
        act()
    except Refused:
        return False
    return True
