"""What arrivals keep of a person."""

from __future__ import annotations

from typing import Any

from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.models import Acting, ActingConsent, Arrival, Letter, Mailing, Merge, PeopleImport
from allmende.people.arrivals.queries.lines import canonical

TABLES = (
    *("arrivals.PeopleImport", "arrivals.Arrival", "arrivals.Mailing", "arrivals.Letter", "arrivals.Merge"),
    *("arrivals.ActingConsent", "arrivals.Acting"),
)


def addresses_of(actor: Actor) -> list[str]:
    """Return a person's addresses in the spelling in which letters keep them."""
    return [canonical(email) for email in Account.objects.filter(actor=actor).values_list("email", flat=True)]


def held_of(actor: Actor) -> dict[str, Any]:
    """Return how a person came in, what they brought in and wrote, and who acted for whom."""
    letters = Letter.objects.filter(address__in=addresses_of(actor)) | Letter.objects.filter(actor=actor)
    return {
        "arrived_as": list(Arrival.objects.filter(actor=actor).values_list("source", flat=True)),
        "imports": list(PeopleImport.objects.filter(actor=actor).values_list("name", flat=True)),
        "mailings": list(Mailing.objects.filter(actor=actor).values_list("words", flat=True)),
        "letters": list(letters.values_list("address", flat=True)),
        "merges": [row.isoformat() for row in Merge.objects.filter(kept=actor).values_list("at", flat=True)],
        "consents": list(ActingConsent.objects.filter(person=actor).values_list("words", flat=True)),
        "acted_for_me": list(Acting.objects.filter(person=actor).values_list("reason", flat=True)),
        "acted_for_others": list(Acting.objects.filter(by=actor).values_list("reason", flat=True)),
    }
