"""Erasing what is kept of a person who goes."""

from __future__ import annotations

from django.db import transaction

from allmende.identity.actors.models import Actor
from allmende.people.nominations.models import LinkUse, Nomination, Stance, Step, Voice
from allmende.people.nominations.queries.personal import about, requests_of


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase an actor's words and addresses; that they nominated, vouched and decided stays, tied to a row that is empty by then."""
    about(actor).update(name="", email="", address="", base="", why="", known_from="", answers=[], nominee=None)
    requests_of(actor).delete()
    Nomination.objects.filter(nominator=actor).update(why="", known_from="")
    Voice.objects.filter(actor=actor, stance=Stance.ASKED).delete()
    Voice.objects.filter(actor=actor).update(text="")
    Step.objects.filter(actor=actor).update(reason="")
    LinkUse.objects.filter(actor=actor).delete()
