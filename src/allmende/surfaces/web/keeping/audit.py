"""The journal as it is: for curators of the community and those who run the node."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ids import key_in
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.models import Actor
from allmende.observers.audit.queries import Search, activity_names, csv_lines, page_of, verify_chain
from allmende.observers.audit.rules import may_verify


class SearchForm(forms.Form):
    """What is looked for in the journal."""

    who = LineInput(label=gettext_lazy("Who (handle)"), max_length=41, required=False)
    name = forms.ChoiceField(label=gettext_lazy("Activity"), required=False)
    thing = LineInput(label=gettext_lazy("Id of a thing"), max_length=36, required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Before"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [("", _("All")), *((name, name) for name in names)]  # type: ignore[attr-defined]

    def clean_who(self) -> Actor | None:
        """The actor of that handle."""
        handle = self.cleaned_data["who"].removeprefix("@").lower()
        if not handle:
            return None
        actor = Actor.objects.filter(handle=handle).first()
        if actor is None:
            raise forms.ValidationError(_("Nobody has this handle."))
        return actor

    def clean_thing(self) -> Any:
        """The id, as one."""
        text = self.cleaned_data["thing"]
        key = key_in(text)
        if text and key is None:
            raise forms.ValidationError(_("An id looks like 0199f3a2-…."))
        return key

    def search(self) -> Search:
        """What the journal is asked for; days are meant in the reader's time zone."""
        data = self.cleaned_data
        actor = data.get("who")
        return Search(
            actor=actor and actor.id, thing=data.get("thing"), name=data.get("name", ""), since=_midnight(data.get("since")),
            until=_midnight(data.get("until")),
        )  # fmt: skip


def _midnight(day: Any) -> Any:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone()) if day else None


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Entries by who, what and when, the latest first."""
    form = SearchForm(request.GET or None, names=activity_names(request.actor, request.space))
    search = form.search() if form.is_valid() else Search()
    after = request.GET.get("after", "")
    number = int(after) if after.isdecimal() and len(after) < 19 else None
    found = page_of(request.actor, request.space, search, number)
    query = {key: value for key, value in request.GET.items() if value and key in form.fields}
    context = {
        "form": form, "page": found, "export_query": urlencode(query),
        "more_url": f"?{urlencode(query | {'after': found.next})}" if found.next else "",
        "may_verify": bool(may_verify(request.actor)),
    }  # fmt: skip
    return render(request, "keeping/audit.html", context, status=422 if request.GET and form.errors else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same as a table for other programs, the oldest first, whatever its length."""
    form = SearchForm(request.GET or None, names=activity_names(request.actor, request.space))
    lines = csv_lines(request.actor, request.space, form.search() if form.is_valid() else Search())
    headers = {"Content-Disposition": 'attachment; filename="journal.csv"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def verification(request: HttpRequest) -> HttpResponse:
    """Check that the journal is whole."""
    broken = verify_chain(request.actor)
    if broken is None:
        messages.success(request, _("The journal is whole: no entry was changed, moved or taken out."))
    else:
        messages.error(
            request, _("The journal is not whole: entry %(number)d is not as it was written.") % {"number": broken}
        )
    return redirect("audit")
