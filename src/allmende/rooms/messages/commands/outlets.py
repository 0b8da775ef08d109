"""Telling other programs what is written in a conversation of a space: set up by its hosts, seen by all in it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import home_url
from allmende.foundation import clock
from allmende.foundation.sealing import seal, unseal
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.channels import outlet
from allmende.rooms.messages.commands.hooking import LONGEST_NAME
from allmende.rooms.messages.commands.seating import changed
from allmende.rooms.messages.commands.writing import held, newest
from allmende.rooms.messages.models import Carried, CarriedState, Conversation, Outlet
from allmende.rooms.messages.rules import may_let_outlets, may_set_hooks

PURPOSE = "message outlet"
MOST_OUTLETS = 5
LONGEST_URL = 500
BACK_OFF = (30, 300, 1_800, 3 * 3_600, 12 * 3_600, 86_400)
"""Seconds after each failed try; after one more it is given up."""
HELD = timedelta(seconds=90)
PATIENCE = timedelta(days=3)
AT_ONCE = 100


@transaction.atomic
def open_outlet(actor: Actor, about: Conversation, *, name: str, url: str) -> Outlet:
    """Let a program be told what is written from now on. Raises Refused: 403, 404, 409, 422."""
    conversation = held(about)
    require(may_let_outlets(actor, conversation))
    name, url = clean_line(name), url.strip()
    wrong: dict[str, Text] = {}
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = _("Give the program a name of %(n)d letters at most.") % {"n": LONGEST_NAME}
    if len(url) > LONGEST_URL or not (host := outlet.host_in(url)):
        wrong["url"] = _("An address of the internet that begins with https://, without a password in it.")
    if wrong:
        raise Refused(next(iter(wrong.values())), 422, errors=wrong)
    if Outlet.objects.filter(conversation=conversation, ended=None).count() >= MOST_OUTLETS:
        raise Refused(_("Five programs are told already. Let go of one first."), 409)
    made = Outlet.objects.create(
        conversation=conversation, maker=actor, name=name, host=host, address=seal(PURPOSE, url), since=newest(conversation)
    )  # fmt: skip
    changed(actor, conversation, "told_outside")
    return made


@transaction.atomic
def close_outlet(actor: Actor, about: Outlet) -> None:
    """Tell a program nothing more; whoever looks after the space may. Raises Refused: 403, 404, 409."""
    conversation = held(about.conversation)
    require(may_set_hooks(actor, conversation))
    if _end(about):
        changed(actor, conversation, "told_no_more")


def _end(about: Outlet) -> int:
    Carried.objects.filter(outlet=about, state=CarriedState.WAITING).update(state=CarriedState.DROPPED)
    return Outlet.objects.filter(pk=about.pk, ended=None).update(ended=clock.now(), address="")


def take_due() -> list[int]:
    """Take what is due, a part of it, so that nobody else does for a while; return the keys. One statement when idle."""
    now = clock.now()
    due = Carried.objects.filter(state=CarriedState.WAITING, due__lte=now).order_by("due").values_list("pk", "due")
    rows = Carried.objects.filter(state=CarriedState.WAITING)
    return [key for key, when in due[:AT_ONCE] if rows.filter(pk=key, due=when).update(due=now + HELD)]


def carry_out(key: int) -> None:
    """Tell one program one message, as it stands now; what fails is tried again for two days."""
    rows = Carried.objects.filter(pk=key, state=CarriedState.WAITING)
    found = rows.select_related(
        "message__author", "outlet__maker", "outlet__conversation__audience", "outlet__conversation__place__root"
    ).first()  # fmt: skip
    if found is None:
        return
    about, conversation = found.outlet, found.outlet.conversation
    if about.ended is not None or found.message.is_removed:
        rows.update(state=CarriedState.DROPPED)
    elif about.maker is None or not may_let_outlets(about.maker, conversation):
        _end(about)
    else:
        _note(found, _tell(found))


def _tell(found: Carried) -> int:
    said, place = found.message, found.outlet.conversation.place
    home = home_url(place) if place else ""
    with translation.override(found.outlet.conversation.language):
        body = outlet.told(
            said, f"{home}{reverse('messages:conversation', args=[said.conversation_id])}?message={said.pk}"
        )
    return outlet.post(unseal(PURPOSE, found.outlet.address), body)


def _note(found: Carried, status: int) -> None:
    """Note how a try ended; who is gone, or fails for days, is told nothing more."""
    row, about, now = Carried.objects.filter(pk=found.pk), found.outlet, clock.now()
    if 200 <= status < 300:
        row.update(state=CarriedState.SENT, tries=found.tries + 1)
        Outlet.objects.filter(pk=about.pk).exclude(failing_since=None).update(failing_since=None)
        return
    Outlet.objects.filter(pk=about.pk, failing_since=None).update(failing_since=now)
    if status in {404, 410} or (about.failing_since and now - about.failing_since > PATIENCE):
        _end(about)
    elif found.tries >= len(BACK_OFF):
        row.update(state=CarriedState.FAILED, tries=found.tries + 1)
    else:
        row.update(tries=found.tries + 1, due=now + timedelta(seconds=BACK_OFF[found.tries]))


def hold_outlets_back() -> int:
    """After a restore: what was on its way most likely went out since; return how many."""
    return Carried.objects.filter(state=CarriedState.WAITING).update(state=CarriedState.DROPPED)
