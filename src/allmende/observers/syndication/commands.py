"""Making secret addresses, making them anew, revoking them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.observers.syndication.activities import FeedAddressMade, FeedAddressRevoked
from allmende.observers.syndication.models import SecretAddress
from allmende.observers.syndication.rules import may_change_address, may_make_address

MOST = 20


def digest_of(token: str) -> str:
    """Return what is kept of the secret part of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_address(actor: Actor, root: Space, name: str) -> tuple[SecretAddress, str]:
    """Let a program read what someone sees; return the address and its secret, shown this once. Raises Refused (403, 409, 422)."""
    require(may_make_address(actor, root))
    name = clean_line(name)[:80]
    if not name:
        raise Refused(_("Give it a name."), 422, errors={"name": _("A name, please.")})
    if SecretAddress.objects.filter(owner=actor).count() >= MOST:
        raise Refused(_("You have 20 secret addresses already. Revoke one first."), 409)
    token = secrets.token_urlsafe(32)
    address = SecretAddress.objects.create(owner=actor, name=name, digest=digest_of(token))
    record(FeedAddressMade(actor=actor.id, address=address.id))
    return address, token


@transaction.atomic
def renew_address(actor: Actor, address: SecretAddress) -> str:
    """Give it another secret; the one before opens nothing from now on. Raises Refused (404)."""
    require(may_change_address(actor, address))
    token = secrets.token_urlsafe(32)
    address.digest, address.used = digest_of(token), None
    address.save(update_fields=["digest", "used"])
    record(FeedAddressMade(actor=actor.id, address=address.id))
    return token


@transaction.atomic
def revoke_address(actor: Actor, address: SecretAddress) -> None:
    """Let it open nothing any more. Raises Refused (404)."""
    require(may_change_address(actor, address))
    record(FeedAddressRevoked(actor=actor.id, address=address.id))
    address.delete()


def note_use(address: SecretAddress) -> None:
    """Note that it was used, once an hour: reader programs come often."""
    now = clock.now()
    if address.used is None or now - address.used > timedelta(hours=1):
        SecretAddress.objects.filter(id=address.id).update(used=now)
