"""The door of contacts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room, Section
from allmende.foundation.personal import Holding
from allmende.people.connections.commands import forget
from allmende.people.connections.models import Connection, Milestone
from allmende.people.connections.queries.sections import profile_section, waiting


def export(actor: Any) -> dict[str, Any]:
    """Return someone's contacts, asks and steps; of a no that was said to them nothing, it isn't theirs to know."""
    rows = Connection.objects.filter(Q(asker=actor) | Q(asked=actor)).select_related("asker", "asked")
    return {
        "contacts": [
            {
                "with": row.other(actor).handle, "asked_by_me": row.asker_id == actor.id, "line": row.line, "state": row.state,
                "purpose": row.purpose, "at": row.at.isoformat(), "note": row.note_of(actor),
            }
            for row in rows.order_by("id")
        ],
        "steps": list(Milestone.objects.filter(actor=actor).values_list("step", flat=True)),
    }  # fmt: skip


HOLDING = Holding(
    key="connections",
    tables=("connections.Connection", "connections.Milestone"),
    export=export,
    forget=forget,
    title=_("Your contacts"),
    why=_(
        "So that you find each other again, and see and send what contacts may: whom you asked, and your private notes."
    ),
    until=_("Until one of you ends the contact, or leaves."),
)

DOOR = Room(
    key="connections",
    api=("allmende.people.connections.api.router",),
    name=_("Contacts"),
    icon="address-book",
    urls="allmende.people.connections.urls",
    profile=(Section("contact", _("Contact"), "connections/profile_section.html", profile_section, aside=True),),
    waiting=waiting,
)
