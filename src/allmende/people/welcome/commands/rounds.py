"""What the worker looks for in every round: promises that need a reminder or whose time is over, and opening days."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.identity.actors.commands import system
from allmende.people.welcome.activities import CommitmentLapsed, CommitmentReminded
from allmende.people.welcome.commands.mails import mail, mail_those_who_care
from allmende.people.welcome.commands.paths import RUNNING, about, held_promise
from allmende.people.welcome.models import PathState, Promise, PromiseState

AT_ONCE = 100


def look_after_promises() -> int:
    """Remind of promises, and let those lapse whose last reminder is long past; return how many needed it.

    What is due stands in the row (`next_at`), is judged again while its path is held and moves on in the same transaction:
    nobody is reminded twice, and a worker that slept for a month still sends every reminder before anything lapses.
    """
    due = Promise.objects.filter(state=PromiseState.OPEN, next_at__lte=clock.now()).order_by("next_at")
    return sum(_take_turn(key) for key in list(due.values_list("id", flat=True)[:AT_ONCE]))


@transaction.atomic
def _take_turn(key: UUID) -> int:
    found = Promise.objects.select_related("path").filter(id=key).first()
    if found is None:
        return 0
    promise = held_promise(found)
    if promise.state != PromiseState.OPEN or promise.next_at is None or promise.next_at > clock.now():
        return 0
    if promise.reminded < promise.commitment.reminders:
        _remind(promise)
    else:
        _lapse(promise)
    return 1


def _remind(promise: Promise) -> None:
    promise.reminded += 1
    promise.next_at = promise.following(clock.now())
    promise.save()
    house = system()
    record(CommitmentReminded(promise=promise.id, member=promise.path.actor_id, **about(promise.path, house)))
    mail(promise, "welcome/mail/reminder")


def _lapse(promise: Promise) -> None:
    """Take nothing from anyone: the rights stay as they are, and those who care ask what would help."""
    promise.state, promise.next_at = PromiseState.LAPSED, None
    promise.save()
    path, house = promise.path, system()
    if path.state == PathState.WALKING and not path.promises.filter(state__in=RUNNING).exists():
        path.state = PathState.ASKED
        path.save()
    record(CommitmentLapsed(promise=promise.id, member=path.actor_id, **about(path, house)))
    mail(promise, "welcome/mail/lapsed")
    mail_those_who_care(promise, "welcome/mail/lapsed_care", reverse("welcome:queue"))
