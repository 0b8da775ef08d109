"""What must hold after every fault: what people were answered is so, the house's work is done, and every invariant holds."""

from __future__ import annotations

import time
from collections import Counter

from django.db.models import Q

from allmende.commons.files.models import File
from allmende.commons.files.storage import read_versions
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.health.findings import State
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.journal.models import Cursor, Entry
from allmende.foundation.journal.observers import observers
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.observers.webhooks.models import Delivery, DeliveryState
from allmende.people.nominations.models import Nomination
from allmende.rooms.calls.models import Contribution
from tests.faults.node import until
from tests.faults.people import Deed, Town

GOAL = 10.0
"""Seconds that all invariants may take."""


def invariants_hold() -> float:
    """Every invariant of the house holds; returns the seconds that looking took."""
    began = time.monotonic()
    broken = [finding for finding in check_invariants() if finding.state != State.GOOD]
    taken = time.monotonic() - began
    assert broken == []
    return taken


def work_is_done(seconds: float = 60.0) -> float:
    """The journal is sealed and read by everyone, and nothing is left to do; returns how long that took.

    Looked at twice: what one look passed by may have made work where it had looked already.
    """
    return until(lambda: not _left() and not _left(), "the work is done", seconds, lambda: str(_left()))


def _left() -> list[str]:
    """What is still to be done; first what waits for its number, for what has one may still have to be read."""
    left = ["the journal waits for its numbers"] * Entry.objects.filter(seq=None).exists()
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first() or 0
    behind = Cursor.objects.filter(seq__lt=newest, observer__in=[one.name for one in observers()])
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    jobs = Job.objects.filter(Q(state=JobState.RUNNING) | Q(state=JobState.READY, run_after__lte=clock.now()))
    left += [f"{one} is behind: {error}" for one, error in behind.values_list("observer", "error")]
    left += [f"hook, tried {tries} times, due {due}" for tries, due in waiting.values_list("tries", "due")[:3]]
    return left + [f"{job} {job.attempts} {job.leased_by} {job.error}" for job in jobs[:3]]


def answered_is_there(town: Town) -> Counter[str]:
    """All that was answered is there once, what never was is there once or not at all; returns how much there was of what."""
    deeds = town.deeds
    there = {
        "comment": _found(Comment.objects.all(), "text"),
        "hand in": _found(Contribution.objects.all(), "title"),
        "nominate": Counter(Nomination.objects.values_list("name", flat=True)),
        "upload": Counter(name.removesuffix(".txt") for name in File.objects.values_list("name", flat=True)),
    }
    for deed in deeds:
        if deed.kind in there:
            _held(deed, there[deed.kind][deed.mark])
    _votes_stand(town)
    _recorded_once()
    for file in File.objects.filter(name__in=[f"{deed.mark}.txt" for deed in deeds if deed.kind == "upload"]):
        assert read_versions(file), file
    ends = Counter("done" if deed.is_done else "refused" if deed.status else "unanswered" for deed in deeds)
    return ends + Counter({"asked again": sum(deed.asked > 1 for deed in deeds)})


def _found(rows, field: str) -> Counter[str]:  # type: ignore[no-untyped-def]
    words = (word for text in rows.values_list(field, flat=True) for word in text.replace("<", " ").split())
    return Counter(word for word in words if word[:1] == "s" and word[-1:] == "e" and "d" in word and "p" in word)


def _held(deed: Deed, times: int) -> None:
    if deed.is_done:
        assert times == 1, f"{deed} was answered, and is there {times} times"
    elif deed.status:
        assert times == 0, f"{deed} was refused, and is there"
    else:
        assert times <= 1, f"{deed} was not answered, and is there {times} times"


def _votes_stand(town: Town) -> None:
    """Everyone's ballot is the last one they were answered, or one that they sent later and heard nothing of."""
    ballots = town.ballots()
    for person in town.crowd:
        sent = [deed for deed in person.deeds if deed.kind == "vote"]
        done = [n for n, deed in enumerate(sent) if deed.is_done]
        possible = [deed.choices for deed in sent[done[-1] if done else 0 :] if deed.is_done or not deed.status]
        possible += [] if done else [person.stood and sorted(person.stood)]
        has = ballots.get(person.actor.id)
        assert (has and sorted(has)) in possible, f"{person.actor} has {has}, possible is {possible}"


def _recorded_once() -> None:
    """Each comment and each contribution that is handed in stands in the journal once."""
    for name, rows in (("CommentAdded", Comment.objects), ("ContributionSubmitted", Contribution.objects)):
        told = Counter(
            Entry.objects.filter(name=name).values_list(
                "payload__comment" if name == "CommentAdded" else "thing", flat=True
            )
        )
        there = {str(key) for key in rows.values_list("pk", flat=True)}
        assert {str(key) for key in told} == there, name
        assert set(told.values()) <= {1}, name
