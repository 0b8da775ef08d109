"""Whom it concerns when a web hook stops by itself."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import VITAL
from allmende.observers.webhooks.activities import HookStopped
from allmende.observers.webhooks.models import Hook

STOPPED = reason(
    "webhooks.stopped", _("A web hook of yours in {thing} has stopped by itself"), VITAL, page="webhooks:index"
)


@concerns(HookStopped)
def of_a_stop(entry: Entry) -> Iterator[Concern]:
    """Its owner."""
    owner = Hook.objects.filter(id=UUID(entry.current_payload["hook"])).values_list("owner_id", flat=True).first()
    if owner:
        yield Concern(owner, STOPPED)
