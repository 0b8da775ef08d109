"""Two people saved the same: what the form shows then, both texts and all that only one of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from allmende.commons.versions.queries import Op, word_diff
from allmende.rooms.calls.commands.content import mark, marks_of
from allmende.rooms.calls.forms.contributions import ContributionForm
from allmende.rooms.calls.models import Call, Contribution

WAS = "was-"


@dataclass(frozen=True)
class Both:
    """A field that two people changed: what the other saved, and how one's own text differs from it."""

    label: str
    theirs: str
    pieces: list[tuple[Op, str]]


def marks_in(request: HttpRequest) -> dict[str, str] | None:
    """The marks of what a form was loaded with; None for a form that has none."""
    found = {name.removeprefix(WAS): value[:12] for name, value in request.POST.items() if name.startswith(WAS)}
    return found or None


def as_typed(call: Call, contribution: Contribution) -> dict[str, str]:
    """What is stored, as if it had just been typed into the form."""
    form = ContributionForm(call=call)
    shown = dict.fromkeys(form.fields, "") | ContributionForm.initial_of(contribution)
    return {name: _text(form, name, value) for name, value in shown.items()}


def put_together(
    call: Call, stored: Contribution, typed: ContributionForm, was: dict[str, str]
) -> tuple[ContributionForm, list[Both]]:
    """Return a form with one's own changes and those of others, and the fields that both changed."""
    marks, theirs, data, both = marks_of(stored), as_typed(call, stored), dict[str, Any](), list[Both]()
    for name in typed.fields:
        mine = typed.data.get(name, "")
        here = mark(typed.cleaned_data.get(name))
        before = was.get(name, mark(""))
        data[name] = theirs[name] if here == before else mine
        if here not in {before, marks[name]} and marks[name] != before:
            both.append(Both(str(typed.fields[name].label), theirs[name], word_diff(theirs[name], str(mine))))
    form = ContributionForm(data, call=call)
    form.is_valid()
    return form, both


def _text(form: ContributionForm, name: str, value: Any) -> str:
    field = form.fields.get(name)
    return "" if value is None else str(field.prepare_value(value) if field else value)
