"""Jobs and mails: what runs, waits, was given up; try again, or drop it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.tasks.models import State
from allmende.identity.operating.commands.work import drop_job, retry_job
from allmende.identity.operating.queries.work import Wanted, Work, counts, tasks_waiting, work, work_page
from allmende.surfaces.backoffice.deeds import JOBS, MAILS
from allmende.surfaces.backoffice.views import asked, crumbs, operators_only
from allmende.surfaces.backoffice.words import answer_words, mail_words, task_words

LABELS = {State.RUNNING: "loader-2", State.READY: "hourglass", State.DEAD: "alert-triangle", State.DONE: "check"}


@require_safe
@operators_only
def jobs(request: HttpRequest) -> HttpResponse:
    """What runs, waits, was given up, was done."""
    return _list(request, mails=False)


@require_safe
@operators_only
def mails(request: HttpRequest) -> HttpResponse:
    """Mails that wait, left, came back."""
    return _list(request, mails=True)


def _list(request: HttpRequest, *, mails: bool) -> HttpResponse:
    state, task = asked(request.GET, "state"), asked(request.GET, "task", 200)
    number = counts(request.actor, mails=mails)
    if state not in State.values:
        state = next((one for one in (State.DEAD, State.RUNNING, State.READY) if number[one]), State.DONE)
    wanted = Wanted(mails, str(state), task)
    page = work_page(request.actor, wanted, asked(request.GET, "after"))
    given = {name: value for name, value in (("state", str(state)), ("task", task)) if value}
    context = {
        "rows": [_shown(row) for row in page.rows], "given": given, "mails": mails,
        "more_url": f"?{urlencode(given | {'after': page.next})}" if page.next else "",
        "states": [(one.value, _state_words(one, mails), number[one], one == state) for one in LABELS],
        "tasks": [] if mails else [(path, task_words(path)) for path in tasks_waiting(request.actor)], "task": task,
        "deeds": () if state in {State.DONE, State.RUNNING} else (MAILS if mails else JOBS), "total": number[state] if not task else None,
        "title": _("Mail queue") if mails else _("Jobs"), "crumbs": crumbs(_("Mail queue") if mails else _("Jobs")),
    }  # fmt: skip
    return render(request, "backoffice/jobs.html", context)


def _state_words(state: State, mails: bool) -> str:
    words = {
        State.DEAD: _("Came back") if mails else _("Given up"),
        State.RUNNING: _("Running"),
        State.READY: _("Waits"),
        State.DONE: _("Left") if mails else _("Finished"),
    }
    return words[state]


def _shown(row: Work) -> dict[str, object]:
    words = mail_words(row.kind) if row.to else task_words(row.task)
    return {
        "row": row,
        "words": words,
        "answer": answer_words(row.answer),
        "is_dead": row.state == State.DEAD,
        "is_running": row.state == State.RUNNING,
    }


@require_safe
@operators_only
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of them, with all that is known."""
    row = work(request.actor, key)
    if row is None:
        raise Http404
    listed = "backoffice:mails" if row.to else "backoffice:jobs"
    shown = _shown(row)
    between = (_("Mail queue") if row.to else _("Jobs"), reverse(listed))
    context = shown | {
        "crumbs": crumbs(str(shown["words"]), between),
        "is_open": row.state in {State.READY, State.DEAD},
    }
    return render(request, "backoffice/job.html", context)


@require_POST
@operators_only
def trial(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it be tried again."""
    retry_job(request.actor, key)
    messages.success(request, _("It waits for a worker again."))
    return redirect("backoffice:job", key)


@require_POST
@operators_only
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Drop it."""
    row = work(request.actor, key)
    drop_job(request.actor, key)
    messages.success(request, _("It is dropped."))
    return redirect("backoffice:mails" if row and row.to else "backoffice:jobs")
