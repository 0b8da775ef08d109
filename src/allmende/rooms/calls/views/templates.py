"""Choosing a template for a new call; curators changing their community's templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.templates import change_template, copy_template, offer_template
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.templates import TemplateForm
from allmende.rooms.calls.queries.templates import any_template, offered
from allmende.rooms.calls.rules import may_edit_templates
from allmende.rooms.calls.views.fetching import number_from


def gallery(request: HttpRequest, place: Space) -> HttpResponse:
    """Let a host choose what a new call begins with."""
    context = {
        "templates": offered(request.space), "place": place, "choosing": True, "may_edit": may_edit_templates(request.actor, request.space),
        "lead": _("In “%(space)s”. You begin with a draft that only you see.") % {"space": place.title},
        "crumbs": [(_("Calls"), reverse("calls:index")), (_("New call"), "")],
    }  # fmt: skip
    return render(request, "calls/templates.html", context)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All templates of the community, also those out of the way, for those who care for them."""
    require(may_edit_templates(request.actor, request.space))
    context = {
        "templates": offered(request.space, hidden=True), "lead": _("What a call can begin with in this community."),
        "crumbs": [(_("Calls"), reverse("calls:index")), (_("Templates"), "")],
    }  # fmt: skip
    return render(request, "calls/templates.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Word a template anew for one's community."""
    require(may_edit_templates(request.actor, request.space))
    row, template = any_template(request.space, key)
    if template is None:
        raise Http404
    language = get_language() or "en"
    form = TemplateForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        version = number_from(request.POST.get("version", ""))
        try:
            change_template(
                request.actor,
                request.space,
                key,
                revision=-1 if version is None else version,
                language=language,
                **form.words(),
            )
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("calls:template", key=key)
    context = {
        "form": form, "template": template, "version": row.revision if row else 0, "is_offered": row is None or row.is_offered,
        "crumbs": [(_("Calls"), reverse("calls:index")), (_("Templates"), reverse("calls:templates")), (template.name, "")],
    }  # fmt: skip
    return render(request, "calls/template.html", context, status=422 if form.errors else 200)


@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Begin another template from this one."""
    made = copy_template(request.actor, request.space, key)
    messages.success(request, _("The copy is there. Give it a name of its own."))
    return redirect("calls:template", key=made.key)


@require_POST
def offer(request: HttpRequest, key: str) -> HttpResponse:
    """Put a template out of the way, or back."""
    back = bool(request.POST.get("offered"))
    offer_template(request.actor, request.space, key, offered=back)
    messages.success(request, _("It is offered again.") if back else _("It is out of the way. You find it here."))
    return redirect("calls:templates")
