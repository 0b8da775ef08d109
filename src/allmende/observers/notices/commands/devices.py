"""Devices that someone has let us write to, and writing to them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.spaces.letterheads import letterhead_for, letterhead_of
from allmende.foundation import clock
from allmende.foundation.journal.occasions import MESSAGE
from allmende.foundation.push import Answer, push
from allmende.foundation.push.encoding import from_base64url
from allmende.foundation.push.encryption import is_key_pair
from allmende.foundation.tasks.worker import Hopeless
from allmende.foundation.text import clean_line
from allmende.foundation.text.excerpts import shorten
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Device
from allmende.observers.notices.queries.letters import Letter, mails_of, rows_of
from allmende.observers.notices.queries.told import told_of

MOST = 20
"""Devices of one person: with one more, the oldest goes."""
LONGEST_ENDPOINT, LONGEST_NAME = 800, 80
TITLE, BODY = 120, 400
"""Characters that a device shows at most of either."""


@transaction.atomic
def add_device(
    actor: Actor, endpoint: str, public: str, secret: str, name: str, visit: datetime | None = None
) -> Device:  # fmt: skip
    """Let someone be told on a device: its subscription as the browser gave it; one that was another's is theirs from now on.

    `visit` is since when they are signed in there (`visit_began`): with that session the device is forgotten.

    Raises Refused (422) for an address that no push service can have, and for keys that are none.
    """
    if not _is_endpoint(endpoint) or not _are_keys(public, secret):
        raise Refused(_("This browser gave no address that can be written to."), 422)
    said = {
        "actor": actor,
        "public": public,
        "secret": secret,
        "name": clean_line(name)[:LONGEST_NAME],
        "made": clock.now(),
        "visit": visit,
    }
    device, _made = Device.objects.update_or_create(endpoint=endpoint, defaults=said)
    newest = Device.objects.filter(actor=actor).order_by("-made", "-id").values_list("id", flat=True)[:MOST]
    Device.objects.filter(actor=actor).exclude(id__in=list(newest)).delete()
    return device


def remove_device(actor: Actor, device: UUID) -> bool:
    """Write to a device of someone's no more; say whether there was one."""
    return bool(Device.objects.filter(actor=actor, id=device).delete()[0])


def forget_devices(actor: UUID, visits: Collection[datetime]) -> int:
    """Write no more to devices whose sessions were ended, here or elsewhere; return how many."""
    return Device.objects.filter(actor=actor, visit__in=visits).delete()[0]


def push_to(device_id: UUID, notices: Collection[UUID]) -> bool:
    """Tell someone on a device of notices about one thing, as they may see them at this moment; say whether it was taken.

    What they have read meanwhile is left out. A device that is gone is forgotten. Raises Unreached where it is worth trying
    again, Hopeless where it is not.
    """
    device = Device.objects.select_related("actor").filter(id=device_id, actor__account__is_active=True).first()
    if device is None:
        return False
    with override(device.actor.language), timezone.override(ZoneInfo(device.actor.zone)):
        rows = [row for row in rows_of(device.actor, notices).values() if row.read_at is None]
        letters = mails_of(device.actor, rows)
        if not letters:
            return False
        message = _message(device.actor, letters[0])
    urgency = "high" if rows[0].occasion.vital or rows[0].occasion == MESSAGE else "normal"
    answer = push(device.endpoint, device.public, device.secret, message, about=str(rows[0].thing), urgency=urgency)  # type: ignore[arg-type]
    if answer == Answer.GONE:
        device.delete()
    elif answer == Answer.REFUSED:
        raise Hopeless("The push service does not take the message.")
    else:
        Device.objects.filter(id=device.id).update(used=clock.now())
    return answer == Answer.TAKEN


def _message(actor: Actor, letter: Letter) -> bytes:
    """Return what the service worker shows: a title, a sentence, and where a tap leads. Without content, only that there is something."""
    house = letterhead_of(letter.space) if letter.space else letterhead_for(actor, None)
    line, row = letter.parts[0].things[0].lines[-1], letter.rows[-1]
    told: dict[str, Any] = {"tag": str(row.thing), "lang": actor.language}
    if told_of([actor.id])[actor.id].wishes.no_content:
        told |= {"title": house.name or house.home, "body": str(row.occasion.title), "url": f"{house.home}/notices/"}
    else:
        said = f"{line.sentence}: {line.said[0]}" if line.said else line.sentence
        title = letter.parts[0].things[0].title or house.name
        told |= {
            "title": shorten(title, TITLE),
            "body": shorten(said, BODY),
            "url": house.home + (line.url or "/notices/"),
        }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _is_endpoint(address: str) -> bool:
    """Whether it can be a push service's: encrypted, or on this machine where the operator says so; without a name or password."""
    if len(address) > LONGEST_ENDPOINT or not (address.isascii() and address.isprintable()):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in settings.PRIVATE_HOSTS)


def _are_keys(public: str, secret: str) -> bool:
    try:
        return is_key_pair(from_base64url(public), from_base64url(secret))
    except ValueError:
        return False
