"""What outside channels do in every round of the worker, what waits for their keepers, what programs may ask."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Room, Tally, Waiting
from allmende.identity.actors.models import Reader
from allmende.observers.channels.invariants import INVARIANTS
from allmende.observers.channels.queries import waiting_echoes
from allmende.observers.channels.rules import may_keep_channels
from allmende.observers.channels.tasks import line_up


def _waiting(reader: Reader, root: Space) -> list[Tally]:
    return [Tally(waiting_echoes(root).values_list("id"), _echoes)] if may_keep_channels(reader, root) else []


def _echoes(count: int) -> Waiting:
    title = ngettext("%(n)d answer from elsewhere waits", "%(n)d answers from elsewhere wait", count) % {"n": count}
    return Waiting(
        title, reverse("channels:echoes"), "message-circle", _("Nobody sees it before you have looked at it.")
    )


DOOR = Room(
    key="channels",
    name=_("Outside channels"),
    icon="share",
    waiting=_waiting,
    rounds=(line_up,),
    invariants=INVARIANTS,
    api=("allmende.observers.channels.api.router",),
)
