"""Choosing people: letters, faces, and those who are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from allmende.foundation.ui.components.forms import described_by, error_of, hint_of
from allmende.foundation.ui.components.marks import avatar
from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.people import Choice, PeopleInput, circles, parts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def people_field(
    context: template.Context, bound: BoundField, *, label: Text = "", hint: Text = "", autofocus: bool = False
) -> SafeString:
    """People in a form, chosen by two letters of their names: faces to choose from by keyboard, chips of who is chosen.

    Its widget is a `PeopleInput`. Without script names are typed, and what is unclear is asked back with faces to press.
    """
    widget = bound.field.widget
    if not isinstance(widget, PeopleInput):
        raise TypeError(f"{bound.name}: people are chosen in a PeopleInput")
    said = hint or bound.help_text or gettext("Begin to type a name.")
    typed, request = parts_of(str(bound.value() or "")), context.get("request")
    known, unclear, meant = _meant(request, widget, typed, is_wrong=bool(bound.errors))
    described = {"aria-describedby": described_by(bound, hinted=True), "autofocus": autofocus or None}
    control = bound.as_widget(attrs={key: value for key, value in described.items() if value})
    words = attrs(
        data_people=reverse("people_choice", args=[widget.circle]), data_many=widget.many,
        data_remove=gettext("Take out %(name)s"), data_list=gettext("People to choose from"),
        data_found=ngettext("%(n)d found", "%(n)d found", 2), data_none=gettext("Nobody found"),
        data_chosen=gettext("%(name)s is chosen"),
    )  # fmt: skip
    return safe(
        f'<div class="field peoplefield"{words}><label{attrs(for_=bound.id_for_label)}>{text(label or bound.label or bound.name)}</label>'
        f"{hint_of(bound, said)}{control}{error_of(bound)}{_asked_back(bound, unclear, meant)}"
        f"<template>{join(options(known))}</template></div>"
    )


def _meant(
    request: Any, widget: PeopleInput, typed: Sequence[str], *, is_wrong: bool
) -> tuple[Sequence[Choice], str, Sequence[Choice]]:
    """Return who of those typed is known, the first letters that are nobody's, and whom these may mean."""
    space = getattr(request, "space", None)
    if not typed or space is None:
        return (), "", ()
    circle = circles()[widget.circle]
    known = circle.known(request.actor, space, typed)
    clear = {one.handle for one in known}
    unclear = next((part for part in typed if part.lower() not in clear), "")
    return known, unclear, circle.find(request.actor, space, unclear) if unclear and is_wrong else ()


def _asked_back(bound: BoundField, unclear: str, meant: Sequence[Choice]) -> str:
    if not meant:
        return ""
    head = gettext("Whom do you mean by “%(letters)s”?") % {"letters": unclear}
    buttons = (
        f'<button class="peoplepick"{attrs(name=f"{bound.html_name}_pick", value=f"{one.handle} {unclear}")}>{_face(one)}</button>'
        for one in meant
    )
    return f'<div class="peoplelist" role="group"{attrs(aria_label=head)}><p class="sm strong">{text(head)}</p>{join(buttons)}</div>'


def options(people: Iterable[Choice]) -> Iterable[str]:
    """Return people as the options of a list."""
    return (
        f'<li role="option" class="peoplepick" aria-selected="false"{attrs(data_handle=one.handle, data_name=one.name)}>{_face(one)}</li>'
        for one in people
    )


def _face(one: Choice) -> str:
    note = f"<small>{text(one.note)}</small>" if one.note else ""
    return f"{avatar(one.name, seed=one.handle, src=one.picture, size='s')}<span><b><bdi>{text(one.name)}</bdi></b>{note}</span>"


@register.simple_tag
def people_options(people: Sequence[Choice]) -> SafeString:
    """The people whom letters mean, as options of the list below a `people_field`."""
    return join(options(people))
