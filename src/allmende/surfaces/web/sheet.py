"""The living page of components: everything that repeats, in every state, in one place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.foundation.clock import now
from allmende.foundation.ui.charts import Bar, Slice, Span, bar_chart, line_chart, stacked_bar, time_spans
from allmende.foundation.ui.layers import LAYERS
from allmende.foundation.ui.people import Choice, PeopleInput


class SampleForm(forms.Form):
    """A form with one field of every kind."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=80,
        help_text=gettext_lazy("What would stand on the sign? 80 characters at most."),
    )
    person = forms.CharField(label=gettext_lazy("Who"), widget=PeopleInput("members"))
    cost = forms.DecimalField(
        label=gettext_lazy("Cost"),
        error_messages={"invalid": gettext_lazy("Enter the cost as a number, for example 7460")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("idea", gettext_lazy("Idea")), ("design", gettext_lazy("Design"))]
    )
    about = forms.CharField(
        label=gettext_lazy("What is it about?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg", "data-alt": "alt"}),
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        widget=forms.RadioSelect,
        choices=[("new", gettext_lazy("Newest first")), ("fair", gettext_lazy("Shuffled fairly"))],
    )
    remix = forms.BooleanField(
        label=gettext_lazy("Others may build on it"),
        required=False,
        help_text=gettext_lazy("They name you as the source."),
    )
    notify = forms.BooleanField(label=gettext_lazy("Tell me about comments"), required=False)


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, from plain values."""
    start = 3 if request.GET.get("from") == "3" else 0
    rows = {"numbers": range(start + 1, start + 4), "shown": start + 3, "more_url": "" if start else "?from=3"}
    if start and request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/components/lists.html#rows", rows)
    return render(request, "web/components.html", _samples() | rows)


def _samples() -> dict[str, Any]:
    at = now()
    names = ("Aylin Demir", "Paweł Nowak", "Nele Okafor", "Jonas Thelen", "Lotte van Aken", "Ravi Menon")
    wrong = {"person": "Ada", "title": "", "cost": _("seven thousand"), "kind": "idea", "order": "new"}
    tokens = "paper surface tint ink brand brand-soft sun sun-soft ok warn danger info".split()
    return {
        "layers": LAYERS,
        "people": [{"name": name, "seed": name} for name in names],
        "choices": [Choice(name.lower(), name, note=_("Host")) for name in names[:3]],
        "recent": at - timedelta(minutes=25),
        "older": at - timedelta(days=40),
        "form": SampleForm(initial={"order": "fair", "remix": True}),
        "wrong": SampleForm(wrong, prefix="wrong"),
        "phases_sample": _phases(),
        "crumbs": [(_("Home"), "/"), (_("Calls"), "#"), (_("Contribution"), "")],
        "swatches": [*tokens, *(f"layer-{step.key}" for step in LAYERS)],
        **_choices(),
        **_charts(),
    }


def _choices() -> dict[str, Any]:
    closed = _("This space is not open to partners.")
    return {
        "layer_choices": [{"level": step.level, "refusal": closed if step.level == 4 else ""} for step in LAYERS],
        "segments": [("board", _("Board")), ("list", _("List")), ("calendar", _("Calendar"))],
        "stances": [
            {"value": "for", "label": _("In favour"), "icon": "check", "count": 31},
            {"value": "abstain", "label": _("Abstain"), "icon": "minus", "count": 6},
            {
                "value": "concern",
                "label": _("Concern"),
                "icon": "alert-triangle",
                "note": _("with a reason"),
                "count": 3,
            },
        ],
        "ballot_items": [
            ("meander", "Regenwasser-Mäander", 746000),
            ("pavilion", "Solarpavillon", 560000),
            ("path", "Barfußpfad", 180000),
        ],
        "trend": [12, 15, 14, 22, 27, 26, 35, 44],
    }


def _phases() -> list[dict[str, str]]:
    titles = (_("Brief"), _("Contributions"), _("Feedback"), _("Vote"), _("Result"), _("Making it"))
    states = ("done", "done", "done", "now", "next", "next")
    return [{"title": title, "state": state, "when": "3.–16. 3."} for title, state in zip(titles, states, strict=True)]


def _charts() -> dict[str, Any]:
    topics = [("Wasser und Regen", 64), ("Schatten und Bäume", 51), ("Lernen draußen", 38), ("Pflege und Geld", 29)]
    rows = [Bar(label, value, series="c2") for label, value in topics]
    parts = [
        Slice("Mäander", 7460, "7.460 €"),
        Slice("Klimabäume", 2300, "2.300 €", "c2"),
        Slice("Sitzstufe", 600, "600 €", "c3"),
    ]
    spans = [
        Span(_("Brief"), 0, 20, done=True),
        Span(_("Contributions"), 20, 50, done=True),
        Span(_("Vote"), 50, 64, now=True),
        Span(_("Result"), 64, 80),
    ]
    weeks = [f"{_('Week')} {k}" for k in range(1, 11)]
    lines = [[34, 41, 52, 60, 88, 132, 158, 121, 168, 187], [36, 42, 48, 56, 63, 72, 78, 82, 84, 86]]
    title = _("Contributions by topic")
    return {
        "bar_wide": bar_chart(rows, title=title),
        "bar_narrow": bar_chart(rows, title=title, narrow=True),
        "budget_bar": stacked_bar(parts, title=_("Budget given so far"), total=12000),
        "span_wide": time_spans(spans, title=_("Phases"), at=58),
        "span_narrow": time_spans(spans, title=_("Phases"), at=58, narrow=True),
        "line_wide": line_chart(lines, weeks, title=_("People taking part each week")),
        "line_narrow": line_chart(lines, weeks, title=_("People taking part each week"), narrow=True),
        "legend": [
            {"label": "Mäander", "series": "c1"},
            {"label": "Klimabäume", "series": "c2"},
            {"label": "Sitzstufe", "series": "c3"},
        ],
        "bar_rows": [{"label": str(k), "value": v, "shown": v} for k, v in ((5, 41), (4, 27), (3, 10), (2, 4), (1, 1))],
    }
