"""Setting up channels, signing in at their networks, pausing and removing them."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.sealing import seal
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.observers.channels import speaking
from allmende.observers.channels.activities import (
    ChannelChanged,
    ChannelMade,
    ChannelRemoved,
    ChannelResumed,
    ChannelStopped,
)
from allmende.observers.channels.commands.returning import gone
from allmende.observers.channels.models import Channel, ChannelState, Echo, Network
from allmende.observers.channels.rules import may_keep_channels
from allmende.observers.channels.speaking import PURPOSE

MOST = 20
"""Channels of one space."""
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::[0-9]{1,5})?")


def make_channel(
    actor: Actor, space: Space, network: Network, *, host: str = "", account: str = "", back: str = ""
) -> Channel:
    """Let what is public in a space go by one more way; at Mastodon somebody then signs in (`sign_in_url`), to come `back`.

    The server is asked before anything is held. Raises Refused: 403, 409 there already or twenty, 422 no such server, or it
    doesn't answer as one.
    """
    require(may_keep_channels(actor, space))
    channel = Channel(space=space, network=network, made_by=actor, account=account)
    if network == Network.MASTODON:
        channel.host = _host(host)
        _register(channel, back)
    with transaction.atomic():
        Space.objects.select_for_update().get(pk=space.id)
        mine = Channel.objects.filter(space=space)
        if mine.count() >= MOST:
            raise Refused(_("This space has 20 outside channels already. Remove one first."), 409)
        Channel.objects.filter(space=space, network=network, host=channel.host, state=ChannelState.NEW).delete()
        if network != Network.MASTODON and mine.filter(network=network).exists():
            raise Refused(_("This space has such a channel already."), 409, errors={"network": _("There already.")})
        channel.save()
        _note(actor, channel, ChannelMade, network=str(network))
    return channel


def _register(channel: Channel, back: str) -> None:
    found = speaking.register(channel.host, back, origin_of(channel.space)).says("client_id", "client_secret")
    if found is None:
        sentence = _("There is no Mastodon-compatible server that answers under this name.")
        raise Refused(sentence, 422, errors={"host": sentence})
    channel.client_id, channel.client_secret = found[0][:200], seal(PURPOSE, found[1])
    channel.state, channel.account_id = ChannelState.NEW, ""


def _host(written: str) -> str:
    host = written.strip().lower().removeprefix("https://").rstrip("/").rpartition("@")[2]
    if not HOST.fullmatch(host):
        sentence = _("The name of a server, such as social.example.org.")
        raise Refused(sentence, 422, errors={"host": sentence})
    return host


def challenge_of(verifier: str) -> str:
    """Return the challenge of a verifier (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def new_secret() -> str:
    """Return a state or verifier that nobody guesses (256 bits)."""
    return secrets.token_urlsafe(32)


def sign_in(actor: Actor, channel: Channel, code: str, back: str, verifier: str) -> Channel:
    """Take up the right to post that somebody brought back from the server, as its account.

    Raises Refused: 403, 409 the account has a channel already, 422 the server doesn't take the code.
    """
    require(may_keep_channels(actor, channel.space))
    token = speaking.token_for(channel, code, back, verifier).says("access_token")
    account = speaking.account_of(channel.host, token[0]).says("id", "acct") if token else None
    if token is None or account is None:
        raise Refused(_("The server did not let us in. Try it again."), 422)
    if channel.account_id and channel.account_id != account[0][:64]:
        raise Refused(
            _("Sign in there with the account that this channel has. For another one set up another channel."), 409
        )
    channel.token, channel.account_id = seal(PURPOSE, token[0]), account[0][:64]
    channel.account, channel.state = f"@{account[1][:150]}@{channel.host.partition(':')[0]}"[:200], ChannelState.ON
    try:
        with transaction.atomic():
            channel.save()
            _note(actor, channel, ChannelChanged)
    except IntegrityError:
        raise Refused(_("This account is a channel of this space already."), 409) from None
    return channel


@transaction.atomic
def review(actor: Actor, channel: Channel, *, is_reviewed: bool) -> None:
    """Say whether what comes back is looked at before it is shown. Raises Refused (403)."""
    require(may_keep_channels(actor, channel.space))
    if Channel.objects.filter(id=channel.id).exclude(is_reviewed=is_reviewed).update(is_reviewed=is_reviewed):
        _note(actor, channel, ChannelChanged)


@transaction.atomic
def pause(actor: Actor, channel: Channel) -> None:
    """Hand nothing on for now; what waits goes out when it goes on. Raises Refused (403)."""
    require(may_keep_channels(actor, channel.space))
    _stop(actor, channel, ChannelState.PAUSED)


@transaction.atomic
def sign_out(channel: Channel) -> None:
    """Stop a channel whose network no longer lets us in; its keepers are told."""
    _stop(system(), channel, ChannelState.SIGNED_OUT)


def _stop(actor: Actor, channel: Channel, state: ChannelState) -> None:
    if Channel.objects.filter(id=channel.id, state=ChannelState.ON).update(state=state):
        channel.state = state
        _note(actor, channel, ChannelStopped, why=state.value)


@transaction.atomic
def resume(actor: Actor, channel: Channel) -> None:
    """Go on, with what waits first. Raises Refused (403, 409 where somebody has to sign in first)."""
    require(may_keep_channels(actor, channel.space))
    if channel.state in {ChannelState.NEW, ChannelState.SIGNED_OUT}:
        raise Refused(_("Sign in there first."), 409)
    if Channel.objects.filter(id=channel.id, state=ChannelState.PAUSED).update(state=ChannelState.ON):
        _note(actor, channel, ChannelResumed)


def remove_channel(actor: Actor, channel: Channel) -> None:
    """Take a channel away with its list and what came back by it, and give its token back; what is out there stays. Raises Refused (403)."""
    require(may_keep_channels(actor, channel.space))
    if channel.token:
        speaking.revoke(channel)  # whether it listens or not
    with transaction.atomic():
        for echo in Echo.objects.filter(channel=channel).exclude(comment=None).select_related("comment"):
            gone(echo)
        _note(actor, channel, ChannelRemoved)
        channel.delete()


def _note(actor: Actor, channel: Channel, kind: type[Activity], **more: object) -> None:
    space = channel.space
    where = {"thing": space.id, "space": space.id, "audience": space.audience_id}
    record(kind(actor=actor.id, **where, channel=channel.id, **more))  # type: ignore[arg-type, call-arg]
