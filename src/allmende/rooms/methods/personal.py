"""What the room keeps of a person: the cards they wrote, the sessions they planned and took part in, their notes and dots."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.commands import empty_findings, forget_notes
from allmende.rooms.methods.models import Dot, Finding, Method, Note, Seat, Session


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "methods": list(Method.objects.filter(author=actor).order_by("id").values("id", "place__title", "title", "kept", "created")),
        "sessions": list(
            Session.objects.filter(author=actor).order_by("id").values("id", "place__title", "title", "question", "starts", "ended")
        ),
        "findings": list(Finding.objects.filter(author=actor).order_by("id").values("id", "place__title", "title", "text", "created")),
        "seats": list(Seat.objects.filter(actor=actor).values("session__title", "part", "joined")),
        "notes": list(Note.objects.filter(author=actor).order_by("id").values("session__title", "step", "text", "cluster__name")),
        "dots": list(Dot.objects.filter(actor=actor).values("note__session__title", "note__text")),
    }  # fmt: skip


hold(
    Holding(
        "methods",
        (
            "methods.Method", "methods.Session", "methods.Finding", "methods.Seat", "methods.Note", "methods.Dot",
            "methods.Cluster",
        ),
        _export, forget_notes, anonymise=empty_findings,
        title=_("Sessions you took part in, your notes and dots, and method cards you wrote"),
        why=_("So that a group can work on with what it found."),
        until=_("notes, dots and seats until you leave; cards and findings until they are removed"),
    )
)  # fmt: skip
