"""What is kept of someone who takes lists along."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.sheets.commands import drop_export
from allmende.commons.sheets.models import Choice, Export
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "columns": list(Choice.objects.filter(actor=actor).values("sheet", "columns")),
        "exports": list(Export.objects.filter(actor=actor).values("sheet", "form", "rows", "asked", "expires")),
    }


def _forget(actor: Actor) -> None:
    Choice.objects.filter(actor=actor).delete()
    for export in Export.objects.filter(actor=actor):
        drop_export(export)


hold(
    Holding(
        "sheets", ("sheets.Choice", "sheets.Export"), _export, _forget,
        title=_("Lists you took along"), why=_("So that the columns you chose are there again, and long lists can be fetched."),
        until=_("files for a day; columns as long as you belong here"),
    )
)  # fmt: skip
