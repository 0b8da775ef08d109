"""The door of the calls room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.counting import Rule
from allmende.foundation.doors import Choice, Importer, Kind, Room, Section
from allmende.foundation.goods import Goods
from allmende.rooms.calls.commands.bringing import bring_in
from allmende.rooms.calls.commands.campaigns import say_what_is_overdue
from allmende.rooms.calls.commands.ideas import let_go_of_old_tables
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.commands.workshops import remind_who_comes
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.queries.documents import (
    call_documents,
    call_html,
    call_texts,
    contribution_documents,
    contribution_html,
    contribution_texts,
    parts_of,
    teaser_documents,
    teaser_html,
)
from allmende.rooms.calls.queries.links import call_talk_urls, call_urls, contribution_urls, teaser_urls
from allmende.rooms.calls.queries.lists import market_calls, tell_call
from allmende.rooms.calls.queries.sections import (
    beginnings,
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
            html=call_html, parts=parts_of, texts=call_texts, is_discussed=True,
        ),
        Kind(
            "contribution", _("Contribution"), _("Contributions"), "bulb",
            urls=contribution_urls, documents=contribution_documents, html=contribution_html, texts=contribution_texts,
            is_discussed=True,
        ),
        Kind(
            "teaser", _("Call to be signed for"), _("Calls to be signed for"), "lock", urls=teaser_urls,
            documents=teaser_documents, html=teaser_html,
        ),
    ),
    home=(Section("calls", _("Take part now"), "calls/home_section.html", home_section, aside=True),),
    space=(Section("calls", _("Calls"), "calls/home_section.html", space_section),),
    profile=(Section("contributions", _("Contributions"), "calls/profile_section.html", profile_section),),
    market=(
        Goods(
            "calls", _("Calls"), "speakerphone", "calls/card.html", market_calls, tell_call, by=frozenset({"topic", "place"}),
            note=_("Questions on which we work together now."), place=10, few=4, layout="large",
        ),
    ),
    tour=(
        Section("call", _("What is being decided"), "calls/tour_call.html", tour_call),
        Section("result", _("What came of it"), "calls/tour_result.html", tour_result),
    ),
    waiting=waiting,
    openings=openings,
    beginnings=beginnings,
    drafts=drafts,
    importers=(
        Importer(
            "pabulib", _("An election from a ballot file"),
            _("A published ballot file becomes a call with its contributions, ballots and result."), "calls:imports",
            choices=(Choice("rule", _("How the ballots are counted."), tuple(rule.value for rule in Rule), Rule.GREEDY.value),), run=bring_in,
        ),
    ),
    sheets=SHEETS,
    rounds=(turn_due_calls, say_what_is_overdue, let_go_of_old_tables, remind_who_comes),
    invariants=INVARIANTS,
    api=("allmende.rooms.calls.api.router",),
)  # fmt: skip
