"""Addresses of the calls room: nouns, the number is the key, a state change is made by POST."""

from django.urls import URLPattern, path

from allmende.rooms.calls.views import ballots, calls, contributions, editing, imports, practice, writing
from allmende.rooms.calls.views.fetching import View, following_moves

app_name = "calls"


def part(route: str, view: View, name: str) -> URLPattern:
    """A part of one call; earlier addresses of the call lead to it too."""
    return path(f"calls/<slug:slug>/{route}", following_moves(view), name=name)


urlpatterns = [
    path("calls/", calls.index, name="index"),
    path("calls/new/", editing.new, name="new"),
    part("", calls.brief, "call"),
    part("discussion/", calls.talk, "talk"),
    part("edit/", editing.edit, "edit"),
    part("phases/", editing.phases, "phases"),
    part("pictures/", editing.picture, "picture"),
    part("publication/", editing.publication, "publication"),
    part("practice/", practice.practice, "practice"),
    part("practice/removal/", practice.ending, "practice_ending"),
    part("practice/copy/", practice.beginning, "practice_copy"),
    part("contributions/", contributions.index, "contributions"),
    part("contributions/new/", writing.begin, "begin"),
    part("contributions/<str:place>/", contributions.page, "contribution"),
    part("contributions/<int:number>/edit/", writing.edit, "write"),
    part("contributions/<int:number>/draft/", writing.draft, "draft"),
    part("contributions/<int:number>/pictures/", writing.picture, "contribution_picture"),
    part("contributions/<int:number>/submission/", writing.submission, "submission"),
    part("contributions/<int:number>/withdrawal/", writing.withdrawal, "withdrawal"),
    part("contributions/<int:number>/versions/", contributions.versions, "versions"),
    part("vote/", ballots.vote, "vote"),
    part("count/", ballots.count, "count"),
    part("result/", ballots.result, "result"),
    part("result/ballots.pb", ballots.audit_file, "audit_file"),
    part("outcome/", ballots.outcome, "outcome"),
    path("imports/elections/", imports.index, name="imports"),
    path("imports/elections/<uuid:key>/", imports.page, name="import"),
    path("imports/elections/<uuid:key>/confirmation/", imports.confirmation, name="confirmation"),
]
