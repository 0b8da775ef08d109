"""Whether everyone who works here keeps up."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation import clock
from allmende.foundation.health.keeping import last_examination, look_at_everything
from allmende.foundation.journal.models import Cursor, Entry
from allmende.foundation.tasks.models import Worker
from allmende.foundation.tasks.signs import SILENT
from allmende.identity.operating.queries.work import counts
from allmende.surfaces.backoffice.views import crumbs, operators_only
from allmende.surfaces.backoffice.words import reader_words


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """Readers of the journal, the queue, the chain."""
    last = Entry.objects.exclude(seq=None).order_by("-seq").values("seq")[:1]
    cursors = list(Cursor.objects.annotate(newest=Subquery(last)).order_by("observer"))
    newest = max((cursor.newest or 0 for cursor in cursors), default=0)
    readers = [(cursor, reader_words(cursor.observer), newest - cursor.seq) for cursor in cursors]
    context = {
        "health": last_examination(), "readers": readers, "newest": newest, "unsealed": Entry.objects.filter(seq=None).count(),
        "jobs": counts(request.actor, mails=False), "mails": counts(request.actor, mails=True),
        "workers": [(one, one.seen > clock.now() - SILENT) for one in Worker.objects.order_by("-seen")[:20]], "crumbs": crumbs(_("Health")),
    }  # fmt: skip
    return render(request, "backoffice/health.html", context)


@require_POST
@operators_only
def examination(request: HttpRequest) -> HttpResponse:
    """Look at everything now, as `allmende doctor` does; changes nothing of the node."""
    ills = look_at_everything().ills
    if ills:
        messages.warning(request, _("Looked at everything: what is not well stands first, each with what to do."))
    else:
        messages.success(request, _("Looked at everything: all is well."))
    return redirect("backoffice:health")
