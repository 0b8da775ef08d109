"""Inviting many: paste addresses, see how the letters go out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.people.arrivals.commands.mailings import addresses_in, invite_many, stop_mailing
from allmende.people.arrivals.forms import InvitationsForm, show_errors
from allmende.people.arrivals.models import Mailing
from allmende.people.arrivals.queries.mailings import mailing_of, mailing_page, mailings_in
from allmende.people.arrivals.rules import may_invite_many

MOST_BYTES = 2_000_000


def index(request: HttpRequest) -> HttpResponse:
    """Write addresses and words; earlier mailings stand below."""
    require(may_invite_many(request.actor, request.space))
    form = InvitationsForm(
        request.POST or None, request.FILES or None, initial={"language": (get_language() or "de")[:2]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("arrivals:mailing", key=_invite(request, form).id)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
    crumbs = [(_("Arrivals"), reverse("arrivals:index")), (_("Invite many"), "")]
    context = {"form": form, "earlier": mailings_in(request.space), "crumbs": crumbs}
    return render(request, "arrivals/invitations.html", context, status=422 if form.errors else 200)


def _invite(request: HttpRequest, form: InvitationsForm) -> Mailing:
    """Line up what was pasted and what stands in the file; what is no address must be mended first."""
    file = form.cleaned_data["file"]
    text = form.cleaned_data["addresses"]
    if file:
        text += "\n" + file.read(MOST_BYTES).decode("utf-8", errors="replace")
    found = addresses_in(text)
    if found.bad:
        reason = _("These are no e-mail addresses: %(bad)s. Correct or delete them.") % {
            "bad": ", ".join(found.bad[:10])
        }
        raise Refused(reason, 422, errors={"addresses": reason})
    words, language = form.cleaned_data["words"], form.cleaned_data["language"]
    return invite_many(request.actor, request.space, found.good, words=words, language=language)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a mailing is."""
    mailing = _mailing(request, key)
    crumbs = [(_("Invite many"), reverse("arrivals:invitations")), (_("A mailing"), "")]
    context = {"page": mailing_page(mailing), "mailing": mailing, "crumbs": crumbs}
    return render(request, "arrivals/mailing.html#state" if request.htmx else "arrivals/mailing.html", context)


@require_POST
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send nothing more of it."""
    stop_mailing(request.actor, _mailing(request, key))
    return redirect("arrivals:mailing", key=key)


def _mailing(request: HttpRequest, key: UUID) -> Mailing:
    require(may_invite_many(request.actor, request.space))
    mailing = mailing_of(request.space, key)
    if mailing is None:
        raise Http404
    return mailing
