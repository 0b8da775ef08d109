"""How the discussions of a plan's questions follow the plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.bin.rules import Care
from allmende.commons.spaces.commands.gates import stand_with
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Denied, Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Topic


def move_topics(thing: Thing) -> None:
    """Let the discussions of a plan's questions stand where the plan stands now."""
    if thing.kind == "plan":
        for topic in Topic.objects.filter(plan=thing.id).select_related("audience"):
            stand_with(topic, thing.audience)


def _stays(_reader: Reader, _thing: Thing) -> Verdict:
    return Denied(_("A question stays as long as its plan."), status=409)


TOPIC_CARE = Care(may_bin=_stays)
