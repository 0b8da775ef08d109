"""A guest asks, a member takes it up, another vouches, a curator admits; the guest accepts, commits, and keeps the first commitment."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from allmende.commons.spaces.models import Membership, Role
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.identity.accounts.models import Account
from allmende.people.nominations.commands import set_entry
from allmende.people.nominations.models import Nomination, State
from allmende.people.nominations.testing import code_of, mails_to, token_of
from allmende.people.welcome.testing import make_commitment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KIM = "kim@example.org"
SAID = {
    "en": {
        "ask": "Ask to be nominated", "name": "Your name", "email": "Your e-mail", "about": "About you", "send": "Ask",
        "mailbox": "Look into your mailbox", "confirm": "Yes, confirm", "out": "Your request is out", "requests": "Requests",
        "take": "Take it up", "why": "Why do they fit?", "nominate": "Nominate", "next": "Next: 1 more person vouches",
        "person": "Who could vouch?", "do_ask": "Ask", "question": "Do you vouch for Kim Lenz?", "vouch": "I vouch for them",
        "thanks": "Thank you. You vouch for Kim Lenz.", "waits": "1 nomination waits for your decision", "admit": "Admit",
        "admitted": "Kim Lenz is admitted", "account": "Create my account", "sign_up": "Become a member",
        "accept": "Accept the invitation", "code": "Send me the code", "read": "Accept and go on", "promise": "I promise",
        "done": "It is done", "waiting": "Waits to be confirmed", "kept": "It is kept", "arrived": "You are a full member of Meadow",
        "confirm_address": "Confirm",
    },
    "de": {
        "ask": "Um Nominierung bitten", "name": "Dein Name", "email": "Deine E-Mail", "about": "Über dich", "send": "Fragen",
        "mailbox": "Sieh in dein Postfach", "confirm": "Ja, bestätigen", "out": "Deine Anfrage ist unterwegs", "requests": "Anfragen",
        "take": "Aufgreifen", "why": "Warum passt dieser Mensch hierher?", "nominate": "Nominieren",
        "next": "Als Nächstes: noch 1 Fürsprache", "person": "Wer könnte Fürsprache einlegen?", "do_ask": "Fragen",
        "question": "Legst du für Kim Lenz Fürsprache ein?", "vouch": "Ich lege Fürsprache ein",
        "thanks": "Du hast für Kim Lenz Fürsprache eingelegt", "waits": "1 Nominierung wartet auf deine Entscheidung",
        "admit": "Aufnehmen", "admitted": "Kim Lenz ist aufgenommen", "account": "Mein Konto anlegen",
        "sign_up": "Mitglied werden", "accept": "Einladung annehmen", "code": "Code schicken", "read": "Annehmen und weiter",
        "promise": "Ich verspreche es", "done": "Es ist geschafft", "waiting": "Wartet auf Bestätigung", "kept": "Ist gehalten",
        "arrived": "Du bist volles Mitglied von Meadow", "confirm_address": "Bestätigen",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
def test_from_the_first_question_to_the_commitment_that_is_kept(language, house, cast, stands_in_nobodys_way):
    say = SAID[language]
    for actor in (cast.finn, cast.ada, cast.eli):
        actor.language = language
        actor.save()
    set_entry(cast.eli, cast.community, vouches=1, quorum=1)
    make_commitment(cast.community)
    house.hold(NOON)
    guest = house.open(width=390, language=language)
    member, other, curator = (house.open(actor, language=language) for actor in (cast.finn, cast.ada, cast.eli))

    # The guest asks on a phone, and confirms the address by the mail's link: opening it alone changes nothing.
    guest.goto(f"{house.address}/spaces/meadow/")
    guest.get_by_role("link", name=say["ask"]).click()
    guest.get_by_label(say["name"]).fill("Kim Lenz")
    guest.get_by_label(say["email"]).fill(KIM)
    guest.get_by_label(say["about"]).fill("I like to cook for many.")
    stands_in_nobodys_way(guest)
    guest.get_by_role("button", name=say["send"], exact=True).click()
    guest.get_by_role("heading", name=say["mailbox"]).wait_for()
    guest.goto(f"{house.address}/requests/{token_of(KIM, 'requests')}/")
    stands_in_nobodys_way(guest)
    guest.get_by_role("button", name=say["confirm"]).click()
    guest.get_by_role("heading", name=say["out"]).wait_for()

    # A member takes it up, and asks another to vouch.
    member.goto(f"{house.address}/nominations/")
    member.get_by_role("link", name=say["requests"]).click()
    stands_in_nobodys_way(member)
    member.get_by_role("link", name=say["take"]).click()
    member.get_by_label(say["why"]).fill("Met at the market; cooks like few.")
    stands_in_nobodys_way(member)
    member.get_by_role("button", name=say["nominate"], exact=True).click()
    member.get_by_text(say["next"]).wait_for()
    member.get_by_label(say["person"]).fill("@ada-berg")
    member.get_by_role("option", name="Ada Berg").click()
    member.get_by_role("button", name=say["do_ask"], exact=True).click()
    member.locator("#toasts").get_by_text("Ada Berg").wait_for()

    # The other finds it at home, and vouches with the keyboard alone.
    other.goto(house.address)
    other.get_by_role("link", name=say["question"]).click()
    stands_in_nobodys_way(other)
    other.get_by_role("button", name=say["vouch"]).focus()
    other.keyboard.press("Enter")
    other.get_by_text(say["thanks"]).first.wait_for()

    # The curator finds it at home and in the mail, and admits.
    assert "Kim Lenz" in mails_to("eli-stein@example.org")[-1]
    curator.goto(house.address)
    curator.get_by_role("link", name=say["waits"]).click()
    stands_in_nobodys_way(curator)
    curator.get_by_role("link", name="Kim Lenz").click()
    stands_in_nobodys_way(curator)
    curator.get_by_role("button", name=say["admit"]).click()
    curator.get_by_text(say["admitted"]).first.wait_for()
    run_due()

    # Kim reads the mail, makes an account, and accepts; where the address is not confirmed yet, a code does it.
    guest.goto(f"{house.address}/invitations/{token_of(KIM, 'invitations')}/")
    stands_in_nobodys_way(guest)
    guest.get_by_role("link", name=say["account"]).click()
    sign_up(guest, say, house)
    if guest.get_by_role("button", name=say["code"]).count():
        guest.get_by_role("button", name=say["code"]).click()
        guest.locator("[name=code]").fill(code_of(KIM))
        stands_in_nobodys_way(guest)
    guest.get_by_role("button", name=say["accept"]).click()
    guest.wait_for_url("**/welcome/")

    made = Nomination.objects.get()
    assert (made.state, made.nominee.name) == (State.ACCEPTED, "Kim Lenz")
    assert Account.objects.filter(actor=made.nominee, email=KIM).exists()

    # Kim accepts what holds for all and promises something: a newcomer, who already contributes.
    for box in guest.locator("[name=agreement]").all():
        box.check()
    stands_in_nobodys_way(guest)
    guest.get_by_role("button", name=say["read"]).click()
    guest.locator("[name=commitment]").check()
    stands_in_nobodys_way(guest)
    guest.get_by_role("button", name=say["promise"]).click()
    guest.get_by_role("button", name=say["done"]).wait_for()
    membership = Membership.objects.get(actor=made.nominee, space=cast.community)
    assert (membership.role, membership.has_work, membership.has_share) == (Role.NEWCOMER, True, False)

    # It is done; the curator confirms it, and Kim is a full member.
    guest.get_by_role("button", name=say["done"]).click()
    guest.get_by_text(say["waiting"]).first.wait_for()
    curator.goto(f"{house.address}/welcome/queue/")
    stands_in_nobodys_way(curator)
    curator.get_by_role("button", name=say["kept"]).click()
    expect(curator.get_by_role("button", name=say["kept"])).to_have_count(0)
    guest.goto(f"{house.address}/welcome/")
    guest.get_by_role("heading", name=say["arrived"]).wait_for()
    stands_in_nobodys_way(guest)
    membership.refresh_from_db()
    assert (membership.role, membership.has_say, membership.has_share) == (Role.MEMBER, True, True)


def sign_up(page, say, house):
    """Make an account in the form that signing up shows, confirm the address by the mail's link, and come back to the invitation."""
    page.locator("[name=name]").fill("Kim Lenz")
    page.locator("[name=email]").fill(KIM)
    page.locator("[name=password1]").fill("a long and quiet meadow 7")
    page.locator("[name=band][value=adult]").check(force=True)
    page.get_by_role("button", name=say["sign_up"]).click()
    page.wait_for_url("**/accounts/confirm-email/")
    page.goto(f"{house.address}/accounts/confirm-email/{token_of(KIM, 'confirm-email')}/")
    page.get_by_role("button", name=say["confirm_address"], exact=True).click()
    page.wait_for_url("**/invitations/**")
