"""The door of the calls room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Kind, Room
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.queries.documents import call_documents, contribution_documents
from allmende.rooms.calls.queries.links import call_urls, contribution_urls

ROOM = Room(
    key="calls",
    name=_("Calls"),
    icon="speakerphone",
    kinds=(
        Kind("call", _("Call"), _("Calls"), "speakerphone", urls=call_urls, documents=call_documents),
        Kind(
            "contribution", _("Contribution"), _("Contributions"), "bulb",
            urls=contribution_urls, documents=contribution_documents,
        ),
    ),
    rounds=(turn_due_calls,),
)  # fmt: skip
