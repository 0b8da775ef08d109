"""Commitments made, reported, confirmed, renewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.commands import take_in_newcomer
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.people.welcome.activities import CommitmentKept, CommitmentMade, CommitmentRenewed, CommitmentReported
from allmende.people.welcome.commands.mails import mail, mail_those_who_care
from allmende.people.welcome.commands.paths import RUNNING, about, arrive, held, held_promise, require_agreements
from allmende.people.welcome.models import Commitment, Form, Path, PathState, Promise, PromiseState
from allmende.people.welcome.queries.commitments import commitments_of
from allmende.people.welcome.rules import MOST_OPEN, may_commit, may_confirm, may_renew, may_report

MORE_TIME = timedelta(days=30)
LONGEST = timedelta(days=365)


@transaction.atomic
def commit(actor: Actor, path: Path, commitment: Commitment, words: str = "") -> Promise:
    """Make a commitment. The first one makes a newcomer of whoever makes it, with the say, work and share that it opens.

    Raises Refused (409) while agreements are left to accept, for a commitment that is no longer on the list or made already,
    and for more than five open ones; (422) where own words are asked for and missing.
    """
    path = held(path)
    require(may_commit(actor, path))
    require_agreements(path)
    _require_choice(path, commitment, words)
    now = clock.now()
    promise = Promise(
        path=path, commitment=commitment, words=words if commitment.form == Form.OWN else "",
        made=now, due=now + timedelta(days=commitment.days),
    )  # fmt: skip
    promise.next_at = promise.following(now)
    promise.save()
    path.promises.filter(state=PromiseState.LAPSED).update(state=PromiseState.CHANGED)
    path.state, path.promised = PathState.WALKING, path.promised or now
    path.save()
    take_in_newcomer(path.space, actor, commitment.rights)
    record(CommitmentMade(promise=promise.id, **about(path, actor)))
    return promise


def _require_choice(path: Path, commitment: Commitment, words: str) -> None:
    if not commitments_of(path.space).filter(pk=commitment.pk).exists():
        raise Refused(_("This commitment is no longer on the list. Choose another one."), 409)
    running = path.promises.filter(state__in=RUNNING)
    if commitment.form != Form.OWN and running.filter(commitment=commitment).exists():
        raise Refused(_("You have made this commitment already."), 409)
    if running.count() >= MOST_OPEN:
        raise Refused(_("You have made enough commitments for now. Keep one of them first."), 409)
    if commitment.form == Form.OWN and len(words.strip()) < 3:
        sentence = _("Say in your own words what you commit to.")
        raise Refused(sentence, 422, errors={"words": sentence})


@transaction.atomic
def report(actor: Actor, promise: Promise) -> Promise:
    """Say that a promise is kept: its time stops, and those who care for the community are told at once."""
    promise = held_promise(promise)
    require(may_report(actor, promise))
    promise.state, promise.reported, promise.next_at = PromiseState.REPORTED, clock.now(), None
    promise.save()
    if promise.path.state == PathState.ASKED:
        promise.path.state = PathState.WALKING
        promise.path.save()
    record(CommitmentReported(promise=promise.id, **about(promise.path, actor)))
    mail_those_who_care(promise, "welcome/mail/reported", reverse("welcome:queue"))
    return promise


@transaction.atomic
def confirm(actor: Actor, promise: Promise) -> Promise:
    """Say as host or curator that a promise is kept: whoever made it is a full member, and is thanked."""
    promise = held_promise(promise)
    require(may_confirm(actor, promise))
    return _keep(promise, actor)


@transaction.atomic
def not_yet(actor: Actor, promise: Promise) -> Promise:
    """Say that something is still missing: the promise is open again, with at least two weeks to go."""
    promise = held_promise(promise)
    require(may_confirm(actor, promise))
    _give_time(promise, max(promise.due, clock.now() + timedelta(days=14)))
    record(CommitmentRenewed(promise=promise.id, member=promise.path.actor_id, **about(promise.path, actor)))
    mail(promise, "welcome/mail/not_yet")
    return promise


@transaction.atomic
def renew(actor: Actor, promise: Promise, more: timedelta = MORE_TIME) -> Promise:
    """Give more time for a promise that ran out or will. Raises Refused (422) for no time or more than a year."""
    promise = held_promise(promise)
    require(may_renew(actor, promise.path))
    if not timedelta(0) < more <= LONGEST:
        raise Refused(_("Give between one day and a year."), 422, errors={"days": _("1 to 365 days.")})
    if promise.state not in {PromiseState.OPEN, PromiseState.LAPSED}:
        raise Refused(_("This commitment needs no more time."), 409)
    _give_time(promise, max(promise.due, clock.now()) + more)
    record(CommitmentRenewed(promise=promise.id, member=promise.path.actor_id, **about(promise.path, actor)))
    mail(promise, "welcome/mail/renewed")
    return promise


def _give_time(promise: Promise, due: datetime) -> None:
    promise.state, promise.due, promise.reported, promise.reminded = PromiseState.OPEN, due, None, 0
    promise.next_at = promise.following(clock.now())
    promise.save()
    if promise.path.state == PathState.ASKED:
        promise.path.state = PathState.WALKING
        promise.path.save()


@transaction.atomic
def keep_as_seen(promise: Promise) -> Promise | None:
    """Note that the house has seen a promise kept; None when it is settled already. May be said twice."""
    promise = held_promise(promise)
    if promise.state not in {*RUNNING, PromiseState.LAPSED} or not promise.path.is_open:
        return None
    return _keep(promise, system())


def _keep(promise: Promise, actor: Actor) -> Promise:
    promise.state, promise.kept, promise.next_at, promise.confirmed_by = PromiseState.KEPT, clock.now(), None, actor
    promise.save()
    if promise.path.is_open:
        arrive(promise.path)
    record(CommitmentKept(promise=promise.id, member=promise.path.actor_id, **about(promise.path, actor)))
    mail(promise, "welcome/mail/kept")
    return promise
