"""The door of this room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Kind, Room, Section
from allmende.rooms.methods.commands import set_out_cards
from allmende.rooms.methods.queries.findings import (
    finding_documents,
    finding_html,
    finding_texts,
    method_documents,
    method_titles,
    session_documents,
)
from allmende.rooms.methods.queries.links import finding_urls, method_urls, session_urls
from allmende.rooms.methods.views.sections import space_section

ROOM = Room(
    key="methods",
    name=_("Methods"),
    icon="puzzle",
    urls="allmende.rooms.methods.urls",
    index_url="methods:index",
    for_members=True,
    kinds=(
        Kind(
            "method", _("Method"), _("Methods"), "puzzle", urls=method_urls, documents=method_documents, titles=method_titles,
            is_discussed=True,
        ),
        Kind(
            "session", _("Session"), _("Sessions"), "users-group", urls=session_urls, documents=session_documents, is_discussed=True,
        ),
        Kind(
            "finding", _("Finding"), _("Findings"), "note", urls=finding_urls, documents=finding_documents, html=finding_html,
            texts=finding_texts, is_discussed=True,
        ),
    ),
    space=(Section("methods", _("Sessions"), "methods/space_section.html", space_section),),
    rounds=(set_out_cards,),
    api=("allmende.rooms.methods.api.router",),
)  # fmt: skip
