"""Whom it concerns when a channel stops because its network no longer lets us in."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.spaces.models import Space
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import VITAL
from allmende.observers.channels.activities import ChannelStopped
from allmende.observers.channels.models import ChannelState

STOPPED = reason(
    "channels.stopped",
    _("An outside channel of {thing} no longer lets us in: sign in there again"),
    VITAL,
    page="channels:index",
)


@concerns(ChannelStopped)
def of_a_stop(entry: Entry) -> Iterator[Concern]:
    """Who is on duty for communication."""
    space = Space.objects.select_related("root").filter(pk=entry.space).first()
    if space and entry.current_payload["why"] == ChannelState.SIGNED_OUT:
        for keeper in on_duty(space, Duty.COMMUNICATION):
            yield Concern(keeper.id, STOPPED)
