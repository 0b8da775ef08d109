"""The journal as it is: for curators of their community, for those who run the node of all of it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.text.fields import LineInput
from allmende.identity.actors.models import Actor
from allmende.observers.audit.commands import FORMS, check_chain, export
from allmende.observers.audit.queries import Search, check_under_way, last_check, page_of, words_of_activities
from allmende.observers.audit.rules import may_verify
from allmende.surfaces.backoffice.rules import may_see_office, scope_of
from allmende.surfaces.backoffice.views import crumbs, only

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SearchForm(forms.Form):
    """What is looked for in the journal."""

    who = LineInput(label=gettext_lazy("Who (handle)"), max_length=41, required=False)
    behalf = LineInput(label=gettext_lazy("On behalf of (handle)"), max_length=41, required=False)
    name = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    place = LineInput(label=gettext_lazy("Where (the space's address)"), max_length=60, required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Before"), required=False, widget=DAY)
    thing = LineInput(label=gettext_lazy("Id of a thing"), max_length=36, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(words_of_activities().items(), key=lambda pair: pair[1].casefold().lstrip("… "))
        self.fields["name"].choices = [("", _("All")), *words]  # type: ignore[attr-defined]

    def clean_who(self) -> Actor | None:
        """The actor of that handle."""
        return _actor(self.cleaned_data["who"])

    def clean_behalf(self) -> Actor | None:
        """The actor of that handle."""
        return _actor(self.cleaned_data["behalf"])

    def clean_place(self) -> Space | None:
        """The space of that address."""
        slug = self.cleaned_data["place"].lower()
        place = Space.objects.filter(slug=slug).first() if slug else None
        if slug and place is None:
            raise forms.ValidationError(_("No space has this address."))
        return place

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
        ids = {name: found.id if (found := data.get(field)) else None for name, field in
               (("actor", "who"), ("on_behalf_of", "behalf"), ("place", "place"))}  # fmt: skip
        return Search(
            **ids, thing=data.get("thing"), name=data.get("name", ""), since=_midnight(data.get("since")),
            until=_midnight(data.get("until")),
        )  # fmt: skip


def _actor(text: str) -> Actor | None:
    handle = text.removeprefix("@").lower()
    actor = Actor.objects.filter(handle=handle).first() if handle else None
    if handle and actor is None:
        raise forms.ValidationError(_("Nobody has this handle."))
    return actor


def _midnight(day: Any) -> Any:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone()) if day else None


def _asked(given: QueryDict) -> tuple[SearchForm, Search, str]:
    """Return the form, what it asks for, and that as an address."""
    form = SearchForm(given or None)
    search = form.search() if form.is_valid() else Search()
    return form, search, urlencode({key: value for key, value in given.items() if value and key in form.fields})


@require_safe
@only(may_see_office)
def page(request: HttpRequest) -> HttpResponse:
    """Entries by who, what, where and when, the latest first."""
    form, search, query = _asked(request.GET)
    after = request.GET.get("after", "")
    number = int(after) if after.isdecimal() and len(after) < 19 else None
    scope = scope_of(request.actor, request.space)
    found = page_of(request.actor, scope, search, number)
    verifies = bool(may_verify(request.actor))
    context = {
        "form": form, "page": found, "query": query, "scope": scope, "may_verify": verifies, "is_filtered": bool(query),
        "more_url": f"?{query}{'&' if query else ''}after={found.next}" if found.next else "",
        "check": last_check() if verifies else None, "checking": check_under_way() if verifies else None, "crumbs": crumbs(_("Journal")),
    }  # fmt: skip
    return render(request, "backoffice/journal.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@only(may_see_office)
def exports(request: HttpRequest) -> StreamingHttpResponse:
    """What is found as a table, the oldest first; on record."""
    _form, search, _query = _asked(request.GET)
    kind = request.POST.get("form", "csv")
    content = export(request.actor, scope_of(request.actor, request.space), search, kind)
    name = f"journal-{clock.now().date().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(content, content_type=FORMS[kind], headers=headers)


@require_POST
@only(may_see_office)
def verification(request: HttpRequest) -> HttpResponse:
    """Have the chain checked, in the background."""
    check_chain(request.actor)
    return redirect("backoffice:journal")
