"""What the room keeps of a person: what they handed in, called for, brought in, and the thanks they got."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind
from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.campaigns import recount_supporters
from allmende.rooms.calls.commands.workshops import fill_seats
from allmende.rooms.calls.models import (
    AwardShare,
    Call,
    Contribution,
    ElectionImport,
    IdeaImport,
    Invitation,
    JuryNote,
    JuryStatement,
    Outcome,
    OutcomeWord,
    Part,
    Question,
    Seat,
    Section,
    Shortlist,
    Suggestion,
    Support,
    Thanks,
    Update,
    Writing,
)

HELD = (
    "Call", "Section", "Contribution", "ElectionImport", "Outcome", "OutcomeWord", "Thanks", "Award", "AwardShare", "Campaign",
    "Part", "Support", "Teaser", "IdeaImport", "ImportedIdea", "Suggestion", "Writing", "Invitation", "Question", "Update",
    "Workshop", "Seat",
)  # fmt: skip
EMPTIED = _("Contribution of a former member")
"""What stands on ballots and results where the words of a contribution are gone."""


def _export(actor: Actor) -> dict[str, Any]:
    handed_in = Contribution.objects.filter(author=actor).order_by("id")
    fields = ("id", "title", "summary", "text", "answers", "cost", "state", "is_chosen", "created", "changed")
    return {
        "contributions": list(handed_in.values("call__title", *fields)),
        "calls": list(Call.objects.filter(author=actor).values("id", "title", "summary", "state", "created")),
        "briefs": list(Section.objects.filter(call__author=actor).values("call", "heading", "text")),
        "suggestions": list(
            Suggestion.objects.filter(author=actor).values("contribution", "passage", "replacement", "why", "state", "made")
        ),
        "writing": list(Writing.objects.filter(actor=actor).values("contribution", "since", "seen", "saved")),
        "outcomes": list(Outcome.objects.filter(told_by=actor).values("call", "text", "told")),
        "outcome_words": list(OutcomeWord.objects.filter(by=actor).values("call__title", "contribution", "ending", "text", "at")),
        "answers": list(
            OutcomeWord.objects.filter(contribution__author=actor).values("contribution__title", "contribution__ending", "text")
        ),
        "prizes": list(
            AwardShare.objects.filter(actor=actor).values(
                "award__call__title", "award__prize__name", "award__rank", "award__state", "hundredths", "amount"
            )
        ),
        "supports": list(Support.objects.filter(actor=actor).values("campaign__call__title", "is_public")),
        "imports": list(ElectionImport.objects.filter(actor=actor).values("name", "size", "state", "created")),
        "asked_about_briefs": list(Question.objects.filter(asker=actor).values("call", "call__title", "text", "asked", "answer")),
        "answered_about_briefs": list(Question.objects.filter(answered_by=actor).values("call", "answer", "answered")),
        "news": list(Update.objects.filter(author=actor).values("call", "title", "text", "at")),
        "invitations": list(Invitation.objects.filter(actor=actor).values("call", "call__title", "word", "pay", "state", "said", "sent")),
        "workshops": list(Seat.objects.filter(actor=actor).values("workshop__title", "workshop__begins", "is_waiting", "at")),
        "parts": list(Part.objects.filter(actor=actor).values("call", "call__title", "part", "does", "at")),
        "tables": list(IdeaImport.objects.filter(actor=actor).values("call", "name", "size", "state", "created")),
        "thanks": list(Thanks.objects.filter(actor=actor).values("call", "call__title", "contributions", "comments", "at")),
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    ElectionImport.objects.filter(actor=actor).delete()
    Part.objects.filter(actor=actor).delete()
    IdeaImport.objects.filter(actor=actor).delete()
    supported = list(Support.objects.filter(actor=actor).values_list("campaign_id", flat=True))
    Support.objects.filter(actor=actor).delete()
    recount_supporters(supported)
    Writing.objects.filter(actor=actor).delete()
    came_to = list(Seat.objects.filter(actor=actor).values_list("workshop_id", flat=True))
    Seat.objects.filter(actor=actor).delete()
    fill_seats(came_to)
    Invitation.objects.filter(actor=actor).delete()
    Question.objects.filter(asker=actor, answered=None).delete()
    Question.objects.filter(asker=actor).update(asker=None, is_unnamed=True)  # answered, they help everyone


def _anonymise(actor: Actor) -> None:
    """Empty what they handed in; its place and its cost stay, for votes were cast on it. Calls are the community's."""
    Thanks.objects.filter(actor=actor).delete()
    OutcomeWord.objects.filter(contribution__author=actor).delete()
    Suggestion.objects.filter(author=actor).delete()
    shared = Contribution.objects.filter(author=actor).exclude(audience__kind__in=(Kind.DRAFT, Kind.BIN))
    for contribution in shared.select_related("call"):
        with override(contribution.call.language):
            contribution.title = str(EMPTIED)
        contribution.summary = contribution.text = ""
        contribution.answers = None
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
        tuple(f"calls.{name}" for name in HELD),
        _export, _forget, anonymise=_anonymise,
        title=_("Your contributions and calls"), why=_("So that a community can create together, decide, and thank."),
        until=_("until you remove them; calls stay, they belong to everyone who took part"),
    )
)  # fmt: skip

when_rows_went("calls.Seat", lambda rows: fill_seats([UUID(row["workshop_id"]) for row in rows]))
when_rows_went("calls.Support", lambda rows: recount_supporters([UUID(row["campaign_id"]) for row in rows]))


def _export_of_jury(actor: Actor) -> dict[str, Any]:
    return {
        "jury_notes": list(JuryNote.objects.filter(author=actor).order_by("id").values("call", "contribution", "text", "at")),
        "jury_statements": list(JuryStatement.objects.filter(by=actor).values("call", "text", "published")),
        "shortlists": list(Shortlist.objects.filter(by=actor).values("call", "announced")),
    }  # fmt: skip


def _forget_notes(actor: Actor) -> None:
    JuryNote.objects.filter(author=actor).delete()


hold(
    Holding(
        "jury", ("calls.JuryNote", "calls.JuryStatement", "calls.Shortlist"), _export_of_jury, _forget_notes,
        title=_("Your notes in juries"), why=_("So that a jury can talk over what it chooses."),
        until=_("until you leave; statements that were published stay"),
    )
)  # fmt: skip
