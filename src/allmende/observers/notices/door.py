"""What notices do in every round of the worker."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room
from allmende.observers.notices.invariants import INVARIANTS
from allmende.observers.notices.tasks import line_up

DOOR = Room(
    key="notices",
    name=_("Notices"),
    icon="bell",
    rounds=(line_up,),
    invariants=INVARIANTS,
    api=("allmende.observers.notices.api.router",),
)
