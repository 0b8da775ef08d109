"""What is kept of a person here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from allmende.identity.actors.models import Actor
from allmende.people.nominations.models import EntryLink, LinkUse, Nomination, Request, Step, Voice
from allmende.people.nominations.models.addresses import address_key


def about(actor: Actor) -> QuerySet[Nomination]:
    """The nominations that are about someone: accepted by them, or sent to their address."""
    return Nomination.objects.filter(Q(nominee=actor) | Q(address__in=addresses_of(actor)))


def requests_of(actor: Actor) -> QuerySet[Request]:
    """The requests that came from someone's address."""
    return Request.objects.filter(address__in=addresses_of(actor))


def addresses_of(actor: Actor) -> list[str]:
    """The address of someone's account, as it is compared."""
    account = getattr(actor, "account", None)
    return [address_key(account.email)] if account else []


def export(actor: Actor) -> dict[str, Any]:
    """Return all that is kept of an actor, as JSON values. What others said in confidence is theirs, not the nominee's."""
    fields = ("name", "email", "why", "tie", "known_from", "state", "made")
    return {
        "nominated_by_me": [_json(row) for row in Nomination.objects.filter(nominator=actor).values(*fields)],
        "about_me": [_json(row) for row in about(actor).values("name", "email", "answers", "state", "made")],
        "said_by_me": [_json(row) for row in Voice.objects.filter(actor=actor).values("stance", "tie", "text", "at")],
        "decided_by_me": [_json(row) for row in Step.objects.filter(actor=actor).values("kind", "reason", "at")],
        "requests": [
            _json(row) for row in requests_of(actor).values("name", "email", "about", "knows", "answers", "made")
        ],
        "links_made": [_json(row) for row in EntryLink.objects.filter(made_by=actor).values("label", "made", "uses")],
        "links_used": [_json(row) for row in LinkUse.objects.filter(actor=actor).values("at")],
    }


def _json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, str | int | list | None) else str(value) for key, value in row.items()}
