"""Programs are told what happens: signed, once, and nothing further in than their hook, its owner and its space allow."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import narrow, set_role, take_out
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.reach import audience_for
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.threads.commands import comment, remove_comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.identity.accounts.commands import suspend
from allmende.identity.accounts.testing import make_person
from allmende.observers.webhooks.commands.keeping import (
    change_hook,
    drop_old_secret,
    make_hook,
    renew_secret,
    send_test,
)
from allmende.observers.webhooks.models import Delivery, DeliveryState, Hook, HookState
from allmende.observers.webhooks.signing import signature
from allmende.observers.webhooks.tests.conftest import TOLD, work

pytestmark = pytest.mark.django_db


def said(cast, layer=Layer.COMMUNITY, space=None, title="A pond"):
    """Ben comments on a note of his on a layer."""
    place = space or cast.community
    note = make_note(place, cast.ben, Layer.COMMUNITY, title)
    note.audience = audience_for(place, layer, cast.ben)
    note.save()
    return note, comment(cast.ben, note, "Let us dig!")


def test_a_comment_is_told_with_ids_and_addresses_and_without_its_words(hooked, cast):
    _hook, _secret, receiver = hooked
    _note, remark = said(cast)

    work()

    message = receiver.messages[0]
    assert (message["type"], message["data"]["type"]) == ("CommentAdded", "Create")
    assert message["data"]["object"]["id"].endswith(f"/id/{remark.id}/")
    assert message["data"]["target"]["name"] == "A pond"
    assert message["data"]["target"]["layer"] == "community"
    assert message["data"]["actor"]["url"].endswith("/people/ben-roth/")
    assert message["data"]["context"]["name"] == "Meadow"
    assert b"dig" not in receiver.seen[0][1]
    assert b"Ben Roth" not in receiver.seen[0][1]


def test_the_signature_is_the_one_of_standard_webhooks(hooked, cast):
    _hook, secret, receiver = hooked
    said(cast)

    work()

    headers, body = receiver.seen[0]
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert (
        headers["webhook-signature"]
        == "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    )
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 300
    assert headers["webhook-id"] == str(Delivery.objects.get().id)


def test_the_example_of_the_specification_is_signed_as_there():
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_receiver_of_the_handbook_takes_what_is_ours_and_refuses_what_is_not(hooked, cast):
    _hook, secret, receiver = hooked
    said(cast)
    work()
    headers, body = receiver.seen[0]
    page = (Path(__file__).parents[5] / "docs" / "webhooks.md").read_text()
    verify = {}
    exec(re.search(r"```python\n(.*?)```", page, re.S)[1], verify)

    assert verify["verify"](secret, headers, body)
    assert not verify["verify"](secret, headers, body + b" ")
    assert not verify["verify"]("whsec_" + base64.b64encode(b"x" * 32).decode(), headers, body)
    old = headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 301)}
    assert not verify["verify"](secret, old, body)


@pytest.mark.parametrize("layer", list(Layer))
def test_nothing_further_in_than_the_hook_s_layer_or_its_owner_s_eyes_travels(cast, listen, layer):
    deepest = [Layer.PUBLIC, Layer.NETWORK, Layer.COMMUNITY, Layer.TEAM]
    receivers = {level: listen() for level in deepest}
    for level, receiver in receivers.items():
        make_hook(cast.eli, cast.team, url=receiver.url, names=TOLD, layer=level)
    said(cast, layer, cast.team)

    work()

    eli_sees = layer != Layer.PRIVATE  # what is Ben's alone
    assert {level for level in deepest if receivers[level].seen} == {
        level for level in deepest if eli_sees and layer >= level
    }
    unsent = Delivery.objects.exclude(state=DeliveryState.SENT).values_list("state", flat=True)
    assert set(unsent) <= {DeliveryState.DROPPED}


def test_nothing_outside_the_hook_s_space_travels(cast, listen):
    receiver = listen()
    make_hook(cast.eli, cast.team, url=receiver.url, names=TOLD, layer=Layer.COMMUNITY)

    said(cast, Layer.PUBLIC, cast.community)
    work()

    assert not receiver.seen
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("meanwhile", ["narrowed", "binned", "removed comment", "layer changed"])
def test_what_was_hidden_meanwhile_is_not_sent(hooked, cast, meanwhile):
    hook, _secret, receiver = hooked
    receiver.answers = [500]
    note, remark = said(cast)
    work()
    {
        "narrowed": lambda: narrow(cast.ben, note, cast.community, Layer.PRIVATE),
        "binned": lambda: put_in_bin(cast.ben, note),
        "removed comment": lambda: remove_comment(cast.ben, remark),
        "layer changed": lambda: change_hook(cast.eli, hook, url=hook.url, names=TOLD, layer=Layer.PUBLIC),
    }[meanwhile]()

    with clock.travel(minutes=5):
        work()

    assert len(receiver.seen) == 1
    assert Delivery.objects.get(name="CommentAdded").state == DeliveryState.DROPPED


def test_who_joined_is_told_to_hooks_of_members_only(cast, listen):
    inner, outer = listen(), listen()
    make_hook(cast.eli, cast.community, url=inner.url, names=TOLD, layer=Layer.COMMUNITY)
    make_hook(cast.eli, cast.community, url=outer.url, names=TOLD, layer=Layer.NETWORK)

    make_member(cast.community, make_person("Uma Neu"))
    work()

    assert {message["type"] for message in inner.messages} <= {"MemberJoined"}
    assert not outer.seen


def test_a_hook_ends_with_its_owner_s_right_to_it(cast, listen):
    receiver, kay = listen(), make_member(cast.community, make_person("Kay Lind"))
    make_member(cast.team, kay, Role.CURATOR)
    hook, _secret = make_hook(kay, cast.team, url=receiver.url, names=TOLD, layer=Layer.COMMUNITY)
    said(cast, Layer.COMMUNITY, cast.team)

    set_role(cast.eli, cast.team, kay, Role.MEMBER)
    work()

    hook.refresh_from_db()
    assert not receiver.seen
    assert hook.state == HookState.CLOSED
    assert Entry.objects.get(name="HookStopped").payload["why"] == "closed"
    take_out(cast.eli, cast.team, kay)


def test_the_form_sent_twice_makes_one_hook_and_shows_its_secret_once(cast, client):
    client.force_login(cast.eli.account)
    sent = {
        "url": "https://chat.example/hook",
        "names": ["CommentAdded"],
        "layer": str(int(Layer.PUBLIC)),
        "once": "one intent",
    }

    first, again = client.post("/hooks/new/", sent), client.post("/hooks/new/", sent)

    assert (first.status_code, again.status_code) == (200, 302)
    assert again.headers["Location"] == f"/hooks/{Hook.objects.get().id}/"


def test_a_hook_of_someone_who_is_suspended_tells_nothing(cast, listen):
    receiver, kay = listen(), make_member(cast.community, make_person("Kay Lind"))
    make_member(cast.team, kay, Role.CURATOR)
    hook, _secret = make_hook(kay, cast.team, url=receiver.url, names=TOLD, layer=Layer.COMMUNITY)
    said(cast, Layer.COMMUNITY, cast.team)

    suspend(kay.account)
    work()

    hook.refresh_from_db()
    assert (receiver.seen, hook.state) == ([], HookState.CLOSED)


def test_two_secrets_sign_for_a_day_and_the_old_one_can_be_ended_at_once(hooked, cast):
    hook, first, receiver = hooked
    second = renew_secret(cast.eli, hook)

    send_test(cast.eli, hook)
    work()
    drop_old_secret(cast.eli, hook)
    send_test(cast.eli, hook)
    work()

    def signers(place):
        headers, body = receiver.seen[place]
        ident, at = headers["webhook-id"], int(headers["webhook-timestamp"])
        given = headers["webhook-signature"].split()
        return [secret for secret in (first, second) if signature(secret, ident, at, body) in given]

    assert signers(0) == [first, second]
    assert signers(1) == [second]


def test_the_second_secret_ends_by_itself(hooked, cast):
    hook, _first, receiver = hooked
    renew_secret(cast.eli, hook)
    with clock.travel(hours=25):
        send_test(cast.eli, hook)
        work()

    assert len(receiver.seen[0][0]["webhook-signature"].split()) == 1


def test_secrets_lie_sealed_and_are_shown_once(hooked, cast, client):
    hook, secret, _receiver = hooked
    client.force_login(cast.eli.account)

    row = Hook.objects.values().get()
    page = client.get(f"/hooks/{hook.id}/").content.decode()
    shown = client.post(f"/hooks/{hook.id}/secret/")

    assert secret.removeprefix("whsec_") not in repr(row)
    assert "whsec_" not in page
    assert "whsec_" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"


def test_an_old_log_is_forgotten(hooked, cast):
    from allmende.observers.webhooks.commands.delivering import forget_deliveries

    said(cast)
    work()
    Delivery.objects.update(made=clock.now() - timedelta(days=31))

    assert forget_deliveries() > 0
    assert not Delivery.objects.exists()
