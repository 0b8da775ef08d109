"""What came of something elsewhere becomes a result here."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.onward import Onward
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.rules import may_add_result


def make_a_result(reader: Reader, space: Space, things: Sequence[UUID]) -> list[Onward]:
    """Where whoever may write down results of a space makes one of these things; all of them are named as what it came of."""
    if reader.is_guest or not things or not may_add_result(reader, space):
        return []
    asked = [("in", space.slug), ("from", str(things[0])), *(("with", str(one)) for one in things[1:])]
    return [Onward(_("Make this a result"), f"{reverse('plans:result_new')}?{urlencode(asked)}", "target")]
