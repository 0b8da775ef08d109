"""What web hooks do in every round of the worker."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room
from allmende.observers.webhooks.invariants import INVARIANTS
from allmende.observers.webhooks.tasks import line_up

DOOR = Room(
    key="webhooks",
    name=_("Web hooks"),
    icon="webhook",
    rounds=(line_up,),
    invariants=INVARIANTS,
    api=("allmende.observers.webhooks.api.router",),
)
