"""Jobs and mails as pages show them: never what a mail says, only whom it went to, what sort it is, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.dateparse import parse_datetime

from allmende.foundation.ids import key_in
from allmende.foundation.mail.tasks import send_mail
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Reader
from allmende.identity.operating.rules import may_see_work

MAIL = send_mail.module_path
FIELDS = (
    "id", "path", "state", "run_after", "attempts", "error", "done", "total", "created", "started", "finished", "kwargs", "args",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which jobs: mails or the others, in which state (empty: all), of which task (empty: all)."""

    mails: bool = False
    state: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A job as a page shows it; `answer` is the last line of what went wrong, `trace` all of it."""

    id: UUID
    task: str
    state: str
    next_try: datetime
    attempts: int
    answer: str
    trace: str
    done: int
    total: int
    created: datetime
    started: datetime | None
    finished: datetime | None
    to: str = ""
    kind: str = ""


@dataclass(frozen=True)
class WorkPage:
    """Jobs, those whose turn comes last first; `next` is the key of the next page, empty on the last one."""

    rows: list[Work]
    next: str


def work_page(reader: Reader, wanted: Wanted, after: str = "", limit: int = 30) -> WorkPage:
    """Return a page of jobs or mails; one statement besides the rule's. Raises Refused (404)."""
    require(may_see_work(reader))
    rows = found(wanted).order_by("-run_after", "-id")
    if bound := _key(after):
        rows = rows.filter(Q(run_after__lt=bound[0]) | Q(run_after=bound[0], id__lt=bound[1]))
    page = [_work(job) for job in rows.only(*FIELDS)[: limit + 1]]
    last = page[limit - 1] if len(page) > limit else None
    return WorkPage(page[:limit], f"{last.next_try.isoformat()}~{last.id}" if last else "")


def work(reader: Reader, key: UUID) -> Work | None:
    """Return one job, or None. Raises Refused (404)."""
    require(may_see_work(reader))
    job = Job.objects.filter(id=key).first()
    return _work(job) if job else None


def found(wanted: Wanted) -> QuerySet[Job]:
    """The jobs that are wanted, in no order."""
    rows = Job.objects.filter(path=MAIL) if wanted.mails else Job.objects.exclude(path=MAIL)
    if wanted.task and not wanted.mails:
        rows = rows.filter(path=wanted.task)
    return rows.filter(state=wanted.state) if wanted.state in State.values else rows


def keys_of(wanted: Wanted) -> Iterator[str]:
    """The keys of all that are wanted and not done: what something can be done to."""
    rows = found(wanted).exclude(state=State.DONE).order_by("run_after", "id").values_list("id", flat=True)
    return (str(key) for key in rows.iterator())


def counts(reader: Reader, *, mails: bool) -> dict[str, int]:
    """Return how many jobs, or mails, there are in each state; one statement. Raises Refused (404)."""
    require(may_see_work(reader))
    rows = found(Wanted(mails)).values_list("state").annotate(n=Count("id"))
    return dict.fromkeys(State.values, 0) | dict(rows)


def tasks_waiting(reader: Reader) -> list[str]:
    """Return which tasks wait, run or were given up, for the filter; one statement. Raises Refused (404)."""
    require(may_see_work(reader))
    rows = found(Wanted()).exclude(state=State.DONE).order_by("path").values_list("path", flat=True)
    return list(rows.distinct())


def _work(job: Job) -> Work:
    lines = [line.strip() for line in job.error.strip().splitlines() if line.strip()]
    is_mail = job.path == MAIL
    return Work(
        id=job.id, task=job.path, state=job.state, next_try=job.run_after, attempts=job.attempts, answer=lines[-1] if lines else "",
        trace="" if is_mail else job.error, done=job.done, total=job.total, created=job.created, started=job.started,
        finished=job.finished, to=str(job.args[0]) if is_mail and job.args else "", kind=job.kwargs.get("kind", "") if is_mail else "",
    )  # fmt: skip


def _key(after: str) -> tuple[datetime, UUID] | None:
    at, _tilde, key = after.partition("~")
    try:
        moment, number = parse_datetime(at), key_in(key)
    except ValueError:
        return None
    return (moment, number) if moment and moment.tzinfo and number else None
