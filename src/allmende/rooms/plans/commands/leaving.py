"""What becomes of answers and confirmations of somebody who leaves, or whose two accounts become one."""

from __future__ import annotations

from django.db.models import F

from allmende.commons.versions.models import Version
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.models import Answer, Hindsight, Plan, Promise, Result, ResultEntry, Risk, Seat, Word


def forget_ties(actor: Actor) -> None:
    """Empty the seats of somebody, and take their name off risks and promises, within the caller's transaction.

    What they said and confirmed stands as that of a former member.
    """
    Seat.objects.filter(person=actor).delete()
    Risk.objects.filter(owner=actor).update(owner=None)
    Promise.objects.filter(owner=actor).update(owner=None)


def empty_answers(actor: Actor) -> None:
    """Take someone's answers out of plans, with what they said before, within the caller's transaction."""
    Answer.objects.filter(author=actor).delete()
    Version.objects.filter(thing__kind="plan", author=actor).delete()
    ResultEntry.objects.filter(author=actor).delete()
    Hindsight.objects.filter(author=actor).delete()
    Word.objects.filter(author=actor).delete()
    for result in Result.objects.filter(author=actor).exclude(text=""):
        result.text = ""
        result.save()
    for plan in Plan.objects.filter(author=actor).exclude(learnt="", summary=""):
        plan.summary = plan.learnt = ""
        plan.save()


def doubt_own_confirmations() -> None:
    """Let go of confirmations by whoever turns out to have given the answer: two accounts were one person."""
    own = Answer.objects.filter(read_by=F("author"))
    own.update(is_concrete=False, read_by=None, read=None, lacks="")
