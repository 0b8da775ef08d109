"""Addresses of coming in: nouns; a change of state is a noun to which one posts."""

from django.urls import URLPattern, path

from allmende.people.nominations.views import asking, deciding, entry, invitations, nominations

app_name = "nominations"

urlpatterns: list[URLPattern] = [
    path("nominations/", nominations.index, name="index"),
    path("nominations/new/", nominations.new, name="new"),
    path("nominations/queue/", deciding.queue, name="queue"),
    path("nominations/<uuid:key>/", nominations.nomination, name="nomination"),
    path("nominations/<uuid:key>/vouching/", nominations.vouching, name="vouching"),
    path("nominations/<uuid:key>/concern/", nominations.concern, name="concern"),
    path("nominations/<uuid:key>/voice/removal/", nominations.voice_removal, name="voice_removal"),
    path("nominations/<uuid:key>/asking/", nominations.asking, name="asking"),
    path("nominations/<uuid:key>/withdrawal/", nominations.withdrawal, name="withdrawal"),
    path("nominations/<uuid:key>/decision/", deciding.decision, name="decision"),
    path("nominations/<uuid:key>/appeal/", deciding.appeal, name="appeal"),
    path("nominations/<uuid:key>/renewal/", deciding.renewal, name="renewal"),
    path("nominations/<uuid:key>/standing/<str:signature>/", invitations.standing, name="standing"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/acceptance/", invitations.acceptance, name="acceptance"),
    path("invitations/<str:token>/refusal/", invitations.refusal, name="refusal"),
    path("requests/<str:token>/", asking.confirmation, name="request"),
    path("requests/<str:token>/confirmation/", asking.confirm, name="confirm"),
    path("doors/<str:token>/", invitations.link, name="link"),
    path("doors/<str:token>/entrance/", invitations.link_use, name="link_use"),
    path("spaces/<slug:slug>/nomination-request/", asking.ask, name="ask"),
    path("spaces/<slug:slug>/application/", asking.apply, name="apply"),
    path("spaces/<slug:slug>/requested/", asking.asked, name="asked"),
    path("spaces/<slug:slug>/door/", asking.door, name="door"),
    path("spaces/<slug:slug>/entrance/", asking.enter, name="enter"),
    path("spaces/<slug:slug>/entry/", entry.entry, name="entry"),
    path("spaces/<slug:slug>/entry/links/", entry.links, name="links"),
    path("spaces/<slug:slug>/entry/links/<uuid:key>/removal/", entry.link_removal, name="link_removal"),
    path("spaces/<slug:slug>/plan/", deciding.plan, name="plan"),
]
