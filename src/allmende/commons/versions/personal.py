"""What someone's things said before."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.versions.models import Version
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    rows = Version.objects.filter(thing__author=actor).order_by("thing", "number")
    return {"versions": list(rows.values("thing", "number", "snapshot", "note", "at"))}


def _forget(actor: Actor) -> None:
    """Nothing to do: what was said before stays with what is said now, by “a former member”."""


def _anonymise(actor: Actor) -> None:
    Version.objects.filter(thing__author=actor).exclude(thing__kind__in=("space", "call")).delete()
    Version.objects.filter(author=actor).update(note="")


hold(
    Holding(
        "versions", ("versions.Version",), _export, _forget, anonymise=_anonymise,
        title=_("Earlier words of what you wrote"), why=_("So that everyone can see what a change changed."),
        until=_("as long as what you wrote"),
    )
)  # fmt: skip
