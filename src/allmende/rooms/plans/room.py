"""The door of this room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Kind, Room, Section
from allmende.rooms.plans.invariants import INVARIANTS
from allmende.rooms.plans.queries import (
    plan_documents,
    plan_html,
    plan_texts,
    plan_urls,
    result_documents,
    result_html,
    result_texts,
    result_urls,
    results_section,
    space_section,
    topic_titles,
    topic_urls,
)
from allmende.rooms.plans.queries.onward import make_a_result
from allmende.rooms.plans.queries.waiting import waiting

ROOM = Room(
    key="plans",
    name=_("Plans"),
    icon="clipboard-list",
    urls="allmende.rooms.plans.urls",
    index_url="plans:index",
    for_members=True,
    kinds=(
        Kind(
            "plan", _("Plan"), _("Plans"), "clipboard-list", urls=plan_urls, documents=plan_documents, html=plan_html,
            texts=plan_texts, is_discussed=True,
        ),
        Kind(
            "topic", _("question"), _("questions"), "message-circle", urls=topic_urls, titles=topic_titles, is_discussed=True,
        ),
        Kind(
            "result", _("Result"), _("Results"), "target", urls=result_urls, documents=result_documents, html=result_html,
            texts=result_texts, is_discussed=True,
        ),
    ),
    space=(
        Section("plans", _("Plans"), "plans/space_section.html", space_section),
        Section("results", _("Results"), "plans/results_section.html", results_section),
    ),
    waiting=waiting,
    onward=make_a_result,
    invariants=INVARIANTS,
    api=("allmende.rooms.plans.api.router",),
)  # fmt: skip
