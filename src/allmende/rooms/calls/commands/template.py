"""Saying which fields a call asks for. Nothing that was typed is lost: a field that is gone keeps what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.calls import locked, record_changed
from allmende.rooms.calls.models import Call, FieldKind, TemplateField
from allmende.rooms.calls.rules import may_change_call

MOST_FIELDS = 12
"""So many fit one screen, or one printed page."""
MOST_CHOICES = 20


@dataclass(frozen=True)
class FieldText:
    """A field as it is handed in; `key` is that of one that is asked for already."""

    kind: str
    label: str
    key: str = ""
    help: str = ""
    is_required: bool = False
    most: int | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()


@transaction.atomic
def set_template(actor: Actor, call: Call, fields: Sequence[FieldText], *, revision: int | None = None) -> None:
    """Say which fields a call asks for, in this order. One that changes its kind is another field from then on.

    Also while people write: what they typed into a field that is gone stays with their contribution, and comes back with it.
    Raises Refused (422) naming what can't be, by its place (`0-label`), (409) when somebody saved in between.
    """
    call = locked(call)
    require(may_change_call(actor, call))
    if revision is not None and revision != call.revision:
        raise Refused(_("Somebody saved this call in the meantime. Load the page again and compare."), 409)
    _require_fit(fields)
    known = {row.key: row for row in TemplateField.objects.filter(call=call)}
    TemplateField.objects.filter(call=call).update(is_gone=True)
    following = max((int(key) for key in known), default=0) + 1
    for position, field in enumerate(fields):
        row = known.get(field.key)
        if row is None or row.kind != field.kind:
            row, following = TemplateField(call=call, key=str(following)), following + 1
        row.kind, row.label, row.help = field.kind, clean_line(field.label), clean_line(field.help)
        row.is_required, row.most, row.unit = field.is_required, field.most, clean_line(field.unit)
        row.choices = [clean_line(choice) for choice in field.choices if clean_line(choice)]
        row.position, row.is_gone = position, False
        row.save()
    Call.objects.filter(id=call.id).update(revision=call.revision + 1)
    record_changed(actor, call, "fields")


def _require_fit(fields: Sequence[FieldText]) -> None:
    if len(fields) > MOST_FIELDS:
        sentence = _("Twelve fields at most: a contribution fits one screen, so that hundreds can be compared.")
        raise Refused(sentence, 422)
    errors = {f"{place}-{name}": text for place, field in enumerate(fields) for name, text in _wrong(field).items()}
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)


def _wrong(field: FieldText) -> dict[str, Text]:
    """What of a field can't be, by its part."""
    label, choices = clean_line(field.label), [clean_line(choice) for choice in field.choices if clean_line(choice)]
    needs_choices = field.kind == FieldKind.CHOICE
    faults: tuple[tuple[str, bool, Text], ...] = (
        ("label", not 2 <= len(label) <= 80, _("Name the field in 2 to 80 letters.")),
        ("kind", field.kind not in FieldKind.values, _("Choose one of these.")),
        ("help", len(field.help) > 200, _("200 letters at most.")),
        ("unit", len(field.unit) > 20, _("20 letters at most.")),
        ("most", field.most is not None and not 1 <= field.most <= 2000, _("Between 1 and 2,000 words.")),
        (
            "choices", needs_choices and not 2 <= len(set(choices)) <= MOST_CHOICES,
            _("Give two to twenty choices, each on a line of its own."),
        ),
        ("choices", any(len(choice) > 80 for choice in choices), _("80 letters at most for each choice.")),
    )  # fmt: skip
    return {name: text for name, is_wrong, text in faults if is_wrong}
