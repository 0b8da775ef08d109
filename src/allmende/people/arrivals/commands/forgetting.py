"""Erasing what arrivals keep of a person who goes."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Q

from allmende.identity.actors.models import Actor
from allmende.people.arrivals.commands.files import let_go_of_file
from allmende.people.arrivals.models import Acting, ActingConsent, Arrival, Letter, Mailing, Merge, PeopleImport
from allmende.people.arrivals.queries.personal import addresses_of


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase files, words and addresses; that someone imported, merged or acted stays, tied to a row that is empty by then.

    A merge of theirs can't be undone any more: what had been set aside is let go of.
    """
    digests = list(PeopleImport.objects.filter(actor=actor).values_list("digest", flat=True))
    PeopleImport.objects.filter(actor=actor).delete()
    for digest in digests:
        transaction.on_commit(partial(let_go_of_file, digest))
    Arrival.objects.filter(actor=actor).delete()
    Letter.objects.filter(Q(actor=actor) | Q(address__in=addresses_of(actor))).delete()
    Mailing.objects.filter(actor=actor).update(words="")
    Merge.objects.filter(Q(kept=actor) | Q(gone=actor)).delete()
    ActingConsent.objects.filter(person=actor).delete()
    ActingConsent.objects.filter(noted_by=actor).update(words="")
    Acting.objects.filter(Q(person=actor) | Q(by=actor)).update(reason="")
