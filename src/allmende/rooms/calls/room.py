"""The door of the calls room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.counting import Rule
from allmende.foundation.doors import Choice, Importer, Kind, Room, Section
from allmende.rooms.calls.commands.bringing import bring_in
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.queries.documents import (
    call_documents,
    call_html,
    call_texts,
    contribution_documents,
    contribution_html,
    contribution_texts,
    parts_of,
)
from allmende.rooms.calls.queries.links import call_talk_urls, call_urls, contribution_urls
from allmende.rooms.calls.queries.sections import (
    drafts,
    home_section,
    openings,
    profile_section,
    space_section,
    tour_call,
    tour_result,
    waiting,
)
from allmende.rooms.calls.queries.sheets import SHEETS

ROOM = Room(
    key="calls",
    name=_("Calls"),
    icon="speakerphone",
    urls="allmende.rooms.calls.urls",
    index_url="calls:index",
    tab=pgettext_lazy("on a phone's tab", "Calls"),
    kinds=(
        Kind(
            "call", _("Call"), _("Calls"), "speakerphone", urls=call_urls, documents=call_documents, talks=call_talk_urls,
            html=call_html, parts=parts_of, texts=call_texts,
        ),
        Kind(
            "contribution", _("Contribution"), _("Contributions"), "bulb",
            urls=contribution_urls, documents=contribution_documents, html=contribution_html, texts=contribution_texts,
        ),
    ),
    home=(Section("calls", _("Take part now"), "calls/home_section.html", home_section),),
    space=(Section("calls", _("Calls"), "calls/home_section.html", space_section),),
    profile=(Section("contributions", _("Contributions"), "calls/profile_section.html", profile_section),),
    tour=(
        Section("call", _("What is being decided"), "calls/tour_call.html", tour_call),
        Section("result", _("What came of it"), "calls/tour_result.html", tour_result),
    ),
    waiting=waiting,
    openings=openings,
    drafts=drafts,
    importers=(
        Importer(
            "pabulib", _("An election from a ballot file"),
            _("A published ballot file becomes a call with its contributions, ballots and result."), "calls:imports",
            choices=(Choice("rule", _("How the ballots are counted."), tuple(rule.value for rule in Rule), Rule.GREEDY.value),), run=bring_in,
        ),
    ),
    sheets=SHEETS,
    rounds=(turn_due_calls,),
    invariants=INVARIANTS,
    api=("allmende.rooms.calls.api.router",),
)  # fmt: skip
