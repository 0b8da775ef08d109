"""Whose a batch is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.bulk.models import Batch, State
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


def may_see_batch(reader: Reader, batch: Batch) -> Verdict:
    """Whoever chose the rows, and nobody else."""
    return allow_if(reader.id == batch.actor_id, _("There is nothing here for you."), status=404)


def may_say_more(reader: Reader, batch: Batch) -> Verdict:
    """Say what the deed asks for: whoever chose, until it is begun."""
    is_open = batch.state in {State.ASKING, State.WEIGHED}
    return first_denial(may_see_batch(reader, batch), allow_if(is_open, _("This has begun already."), status=409))


def may_carry_out(reader: Reader, batch: Batch) -> Verdict:
    """Do it: whoever chose, once it is weighed, and once only."""
    return first_denial(
        may_see_batch(reader, batch),
        allow_if(batch.state not in {State.ASKING, State.WEIGHING}, _("Wait until it is weighed."), status=409),
        allow_if(batch.state == State.WEIGHED, _("This has been done already."), status=409),
        allow_if(batch.fits, _("Nothing of it can be done."), status=409),
    )
