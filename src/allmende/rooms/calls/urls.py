"""Addresses of the calls room: nouns, the number is the key, a state change is made by POST."""

from django.urls import path

from allmende.rooms.calls.views import ballots, calls, contributions, editing, imports, writing

app_name = "calls"

urlpatterns = [
    path("calls/", calls.index, name="index"),
    path("calls/new/", editing.new, name="new"),
    path("calls/<slug:slug>/", calls.brief, name="call"),
    path("calls/<slug:slug>/discussion/", calls.talk, name="talk"),
    path("calls/<slug:slug>/edit/", editing.edit, name="edit"),
    path("calls/<slug:slug>/phases/", editing.phases, name="phases"),
    path("calls/<slug:slug>/pictures/", editing.picture, name="picture"),
    path("calls/<slug:slug>/publication/", editing.publication, name="publication"),
    path("calls/<slug:slug>/contributions/", contributions.index, name="contributions"),
    path("calls/<slug:slug>/contributions/new/", writing.begin, name="begin"),
    path("calls/<slug:slug>/contributions/<str:place>/", contributions.page, name="contribution"),
    path("calls/<slug:slug>/contributions/<int:number>/edit/", writing.edit, name="write"),
    path("calls/<slug:slug>/contributions/<int:number>/draft/", writing.draft, name="draft"),
    path("calls/<slug:slug>/contributions/<int:number>/pictures/", writing.picture, name="contribution_picture"),
    path("calls/<slug:slug>/contributions/<int:number>/submission/", writing.submission, name="submission"),
    path("calls/<slug:slug>/contributions/<int:number>/withdrawal/", writing.withdrawal, name="withdrawal"),
    path("calls/<slug:slug>/contributions/<int:number>/versions/", contributions.versions, name="versions"),
    path("calls/<slug:slug>/vote/", ballots.vote, name="vote"),
    path("calls/<slug:slug>/count/", ballots.count, name="count"),
    path("calls/<slug:slug>/result/", ballots.result, name="result"),
    path("calls/<slug:slug>/result/ballots.pb", ballots.audit_file, name="audit_file"),
    path("calls/<slug:slug>/outcome/", ballots.outcome, name="outcome"),
    path("imports/elections/", imports.index, name="imports"),
    path("imports/elections/<uuid:key>/", imports.page, name="import"),
    path("imports/elections/<uuid:key>/confirmation/", imports.confirmation, name="confirmation"),
]
