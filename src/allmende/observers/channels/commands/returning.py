"""What comes back: taken in as words, looked at where the space says so, shown in the talk of its thing, gone when it is gone there."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.threads.commands.elsewhere import Words, bring_in, reword, take_away
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.observers.channels.models import Block, Channel, Echo, EchoState
from allmende.observers.channels.rules import may_keep_channels

MOST_OF_A_THING = 500
MOST_WAITING = 200
"""What comes back beyond these is not taken in: somebody means to flood."""


def take_in(echo: Echo, words: Words) -> Echo | None:
    """Take in what was said, or what it says now; None where it is blocked or one too many. The same again changes nothing."""
    channel, digest = echo.channel, hashlib.sha256(f"{words.name}\0{words.text}".encode()).hexdigest()
    if is_blocked(channel, words.host, words.author_url) or not words.text:
        gone(echo)
        return None
    if echo.digest == digest or echo.state == EchoState.HIDDEN:
        return echo
    if echo._state.adding and _is_flooded(echo):
        return None
    is_shown = echo.state == EchoState.SHOWN
    if is_shown and channel.is_reviewed:  # other words than those that were looked at
        _hide(echo)
    elif is_shown and echo.comment:
        reword(echo.comment, words.text)
    echo.name, echo.author, echo.host, echo.digest = words.name, words.author_url, words.host, digest
    echo.language, echo.text = words.language[:5], "" if echo.state == EchoState.SHOWN else words.text
    if echo.state == EchoState.ASKED:
        echo.state = EchoState.WAITING
    echo.save()
    if not channel.is_reviewed and echo.state == EchoState.WAITING:
        _try_to_show(echo)
    return echo


def _is_flooded(echo: Echo) -> bool:
    of_thing = Echo.objects.filter(thing=echo.thing_id).count()
    return of_thing >= MOST_OF_A_THING or _waiting(echo.channel) >= MOST_WAITING


def _waiting(channel: Channel) -> int:
    return Echo.objects.filter(channel=channel, state__in=(EchoState.WAITING, EchoState.ASKED)).count()


def is_blocked(channel: Channel, host: str, author: str) -> bool:
    """Whether nothing is taken from a host or an author, in the channel's space or the community around it."""
    space = channel.space
    names = {name for name in (host, author) if name}
    return Block.objects.filter(Q(space=space) | Q(space=space.root_id), what__in=names).exists()


@transaction.atomic
def _try_to_show(echo: Echo) -> None:
    """Show it; where its talk is closed it waits."""
    try:
        with transaction.atomic():
            _show(echo)
    except Refused:
        return


def _show(echo: Echo) -> None:
    words = Words(echo.text, echo.name, echo.source, echo.host, echo.author, echo.language)
    echo.comment = bring_in(echo.thing, words)
    echo.state, echo.text = EchoState.SHOWN, ""
    echo.save(update_fields=["comment", "state", "text"])


def _hide(echo: Echo) -> None:
    if echo.comment:
        take_away(echo.comment)
    echo.comment, echo.state = None, EchoState.WAITING


@transaction.atomic
def gone(echo: Echo) -> None:
    """It is gone where it was written, or no longer links here: so it goes here."""
    if echo.comment:
        take_away(echo.comment)
    if not echo._state.adding:
        Echo.objects.filter(id=echo.id).delete()


@transaction.atomic
def show(actor: Actor, echo: Echo) -> None:
    """Let it stand in the discussion. Raises Refused: 403, 409 shown already, or the talk is closed or no longer public."""
    echo = _held(actor, echo)
    if echo.state == EchoState.SHOWN or not echo.text:
        raise Refused(_("This has been decided already."), 409)
    _show(echo)


@transaction.atomic
def hide(actor: Actor, echo: Echo) -> None:
    """Do not show it: its words go, and it does not come again. Raises Refused (403)."""
    echo = _held(actor, echo)
    if echo.comment:
        take_away(echo.comment)
    echo.comment, echo.state, echo.text, echo.name = None, EchoState.HIDDEN, "", ""
    echo.save(update_fields=["comment", "state", "text", "name"])


@transaction.atomic
def block(actor: Actor, echo: Echo, *, whole_host: bool) -> None:
    """Take nothing any more from its author, or from its whole host; what came from there goes. Raises Refused (403, 409 nobody known)."""
    echo = _held(actor, echo)
    space, what = echo.channel.space, echo.host if whole_host else echo.author
    if not what:
        raise Refused(_("Nobody knows who wrote this. Block the host instead."), 409)
    Block.objects.get_or_create(space=space, what=what, defaults={"by": actor})
    theirs = Echo.objects.filter(Q(channel__space=space) | Q(channel__space__root=space))
    for one in theirs.filter(**{"host" if whole_host else "author": what}).select_related("comment"):
        gone(one)


@transaction.atomic
def unblock(actor: Actor, blocked: Block) -> None:
    """Take again what comes from there. Raises Refused (403)."""
    require(may_keep_channels(actor, blocked.space))
    blocked.delete()


def _held(actor: Actor, echo: Echo) -> Echo:
    require(may_keep_channels(actor, echo.channel.space))
    rows = Echo.objects.select_for_update(of=("self",)).select_related("channel__space__root", "thing", "comment")
    found = rows.filter(id=echo.id).first()
    if found is None:
        raise Refused(_("It is gone where it was written."), 409)
    return found
