"""Receiving Webmentions (W3C Recommendation, section 3.2): judged at once, checked later, taken in as words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands.elsewhere import Words
from allmende.foundation.http import open_session
from allmende.foundation.limits.commands import use
from allmende.foundation.verdicts import Refused
from allmende.observers.channels.commands.returning import gone, is_blocked, take_in
from allmende.observers.channels.composing import public_things
from allmende.observers.channels.microformats import Said, host_of, read_entry
from allmende.observers.channels.models import LONGEST_ANSWER, Address, Channel, ChannelState, Echo, EchoState, Network

HEADERS = {"User-Agent": "Allmende Webmention", "Accept": "text/html, application/json;q=0.8, text/plain;q=0.7"}
PER_HOST = 60
PER_THING = 200
"""Webmentions that are checked within an hour."""


def receive(root: Space, source: str, target: str, enqueue: Callable[[str], Any]) -> Echo:
    """Take up a Webmention, to be checked. Raises Refused: 400 no addresses, the same, not ours or not public; 429 too many."""
    for address in (source, target):
        if not _is_address(address):
            raise Refused(_("Source and target are addresses that begin with https:// or http://."), 400)
    if source.partition("#")[0] == target.partition("#")[0]:
        raise Refused(_("Source and target are the same."), 400)
    if urlsplit(source).netloc == urlsplit(origin_of(root)).netloc:
        raise Refused(_("What stands here needs no Webmention."), 400)
    thing, channel = _target(root, target)
    if is_blocked(channel, host_of(source), ""):
        raise Refused(_("Nothing is taken from this host."), 400)
    echo = Echo.objects.filter(thing=thing, source=source).first()
    if not (
        use(f"webmentions from {host_of(source)}", PER_HOST, 3600)
        and use(f"webmentions of {thing.id}", PER_THING, 3600)
    ):
        raise Refused(_("Too many Webmentions within an hour."), 429)
    if echo is None:
        echo, _made = Echo.objects.get_or_create(
            thing=thing, source=source, defaults={"channel": channel, "target": target, "host": host_of(source)}
        )
    elif echo.target != target:
        Echo.objects.filter(id=echo.id).update(target=target)
    enqueue(str(echo.id))
    return echo


def _target(root: Space, target: str) -> tuple[Thing, Channel]:
    """Return the public thing at an address, and the channel by which it takes Webmentions. Raises Refused (400)."""
    parts = urlsplit(target)
    address = Address.objects.filter(path=parts.path).select_related("thing__space").first()
    is_here = parts.netloc.lower() == urlsplit(origin_of(root)).netloc
    if address is None or not is_here or address.thing_id not in public_things({address.thing_id}):
        raise Refused(_("There is nothing at the target that takes Webmentions."), 400)
    place = Q(space=address.thing.space_id) | Q(space=root.id)
    inside = Space.objects.filter(Q(pk=root.id) | Q(root=root.id), thing_ptr=address.thing.space_id)
    channels = Channel.objects.filter(place, network=Network.WEBMENTION, state=ChannelState.ON).select_related(
        "space__root"
    )
    channel = channels.order_by("id").first() if inside.exists() else None
    if channel is None:
        raise Refused(_("There is nothing at the target that takes Webmentions."), 400)
    return address.thing, channel


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        return is_whole and parts.port != 0 and len(address) <= 500 and address.isprintable() and " " not in address
    except ValueError:
        return False


def check(key: UUID) -> bool:
    """Look at the source of a Webmention: what links here is taken in, what no longer does goes. Say whether it links.

    What can't be reached is left as it is; what never was reached is forgotten, its sender may send it again.
    """
    echo = Echo.objects.select_related("channel__space__root", "thing", "comment").filter(id=key).first()
    if echo is None:
        return False
    with open_session(may_be_plain=True) as session:
        session.headers.update(HEADERS)
        try:
            answer = session.get(echo.source)
        except (OSError, ValueError):  # what requests raises is an OSError
            answer = None
    is_away = answer is None or answer.status_code >= 500 or answer.status_code == 429
    if is_away and echo.state != EchoState.ASKED:
        return False
    if answer is None or not answer.ok or echo.thing_id not in public_things({echo.thing_id}):
        gone(echo)
        return False
    said = _said(answer, echo.target)
    if echo.target not in said.links or is_blocked(echo.channel, host_of(answer.url), ""):
        gone(echo)
        return False
    host = host_of(answer.url)
    take_in(echo, Words(said.text or said.name, said.name or host, echo.source, host, said.author, said.language))
    return True


def _said(answer: Any, target: str) -> Said:
    """What a source says and links to, by its type: HTML by its elements, JSON by its values, plain text by the address standing in it."""
    kind = answer.headers.get("Content-Type", "").lower()
    if "html" in kind:
        return read_entry(answer.text, answer.url, LONGEST_ANSWER)
    host = host_of(answer.url)
    if "json" in kind:
        try:
            return Said(name=host, text=host, links=set(_values(json.loads(answer.text))))
        except (ValueError, RecursionError):
            return Said()
    if kind.startswith("text/plain"):
        return Said(name=host, text=host, links={word.strip("<>()[],;\"'") for word in answer.text.split()})
    return Said()


def _values(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [value for one in inside for value in _values(one)]
