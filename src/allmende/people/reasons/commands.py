"""Asking why: answered by the rules, and recorded, since it looks into someone else's affairs."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.asked import Rule
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.reasons.activities import ReasonAsked
from allmende.people.reasons.queries import Answer, answer_to
from allmende.people.reasons.rules import may_ask_about


@transaction.atomic
def ask_why(actor: Actor, person: Actor, rule: Rule, subject: Thing | Actor, space: Space) -> Answer:
    """Answer whether a person may do something with a thing, and why; recorded with who asked. Raises Refused (403)."""
    require(may_ask_about(actor, person, space))
    root = space.root or space
    record(
        ReasonAsked(
            actor=actor.id, thing=subject.id if isinstance(subject, Thing) else space.id, space=root.id,
            audience=space.audience_id, member=person.id, rule=rule.key,
        )
    )  # fmt: skip
    return answer_to(actor, person, rule, subject, space)
