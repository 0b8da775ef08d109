"""Makers for the way in."""

from __future__ import annotations

from typing import Any

from allmende.commons.consent.commands import end_agreement
from allmende.commons.consent.models import Agreement
from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.people.welcome.commands import begin, commit, write_commitment
from allmende.people.welcome.models import Commitment, Form, Promise


def without_agreements(space: Space) -> None:
    """Let a community ask for no agreement."""
    for agreement in Agreement.objects.filter(space=space, ended=None):
        end_agreement(space.author, agreement)


def make_commitment(space: Space, title: str = "Four hours a month", **details: Any) -> Commitment:
    """Put a line on a space's list: four hours a month that open say and work, unless said otherwise."""
    values = {"form": Form.HOURS, "hours": 4, "opens_say": True, "opens_work": True, "opens_share": False, **details}
    if values["form"] != Form.HOURS:
        values["hours"] = None
    return write_commitment(space.author, space, titles={"en": title}, **values)


def make_newcomer(actor: Actor, space: Space, commitment: Commitment | None = None) -> Promise:
    """Let someone come in with a first commitment."""
    line = commitment or make_commitment(space)
    return commit(actor, begin(actor, space), line)
