"""What the room keeps of a person: what they handed in, called for, brought in, and the thanks they got."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Call, Contribution, ElectionImport, Outcome, Section, Thanks

EMPTIED = _("Contribution of a former member")
"""What stands on ballots and results where the words of a contribution are gone."""


def _export(actor: Actor) -> dict[str, Any]:
    handed_in = Contribution.objects.filter(author=actor).order_by("id")
    fields = ("id", "title", "summary", "text", "cost", "state", "is_chosen", "created", "changed")
    return {
        "contributions": list(handed_in.values("call__title", *fields)),
        "calls": list(Call.objects.filter(author=actor).values("id", "title", "summary", "state", "created")),
        "briefs": list(Section.objects.filter(call__author=actor).values("call", "heading", "text")),
        "outcomes": list(Outcome.objects.filter(told_by=actor).values("call", "text", "told")),
        "imports": list(ElectionImport.objects.filter(actor=actor).values("name", "size", "state", "created")),
        "thanks": list(Thanks.objects.filter(actor=actor).values("call", "call__title", "contributions", "comments", "at")),
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    ElectionImport.objects.filter(actor=actor).delete()


def _anonymise(actor: Actor) -> None:
    """Empty what they handed in; its place and its cost stay, for votes were cast on it. Calls are the community's."""
    Thanks.objects.filter(actor=actor).delete()
    shared = Contribution.objects.filter(author=actor).exclude(audience__kind__in=(Kind.DRAFT, Kind.BIN))
    for contribution in shared.select_related("call"):
        with override(contribution.call.language):
            contribution.title = str(EMPTIED)
        contribution.summary = contribution.text = ""
        contribution.picture = None
        contribution.revision += 1
        contribution.save()
        _rename_in_result(contribution)


def _rename_in_result(contribution: Contribution) -> None:
    """The counted result carries the titles of its time; the figures stay as they were counted."""
    outcome = Outcome.objects.filter(call=contribution.call_id).first()
    if outcome is None or outcome.result is None:
        return
    for project in outcome.result["projects"]:
        if project["id"] == contribution.ballot_key:
            project["name"] = contribution.title
    outcome.save(update_fields=["result"])


hold(
    Holding(
        "calls",
        tuple(f"calls.{name}" for name in ("Call", "Section", "Contribution", "ElectionImport", "Outcome", "Thanks")),
        _export, _forget, anonymise=_anonymise,
        title=_("Your contributions and calls"), why=_("So that a community can create together, decide, and thank."),
        until=_("until you remove them; calls stay, they belong to everyone who took part"),
    )
)  # fmt: skip
