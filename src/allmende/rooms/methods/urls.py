"""Addresses of methods, sessions and findings."""

from django.urls import path

from allmende.rooms.methods.views import cards, findings, leading, sessions, wall

app_name = "methods"

urlpatterns = [
    path("methods/", cards.index, name="index"),
    path("methods/new/", cards.new, name="new"),
    path("methods/sessions/", sessions.index, name="sessions"),
    path("methods/<uuid:key>/", cards.method, name="method"),
    path("methods/<uuid:key>/edit/", cards.edit, name="edit"),
    path("methods/<uuid:key>/copy/", cards.copy, name="copy"),
    path("methods/<uuid:key>/versions/", cards.versions, name="versions"),
    path("methods/<uuid:key>/sheet/", cards.sheet, name="sheet"),
    path("methods/<uuid:key>/sessions/new/", sessions.new, name="plan"),
    path("methods/sessions/<uuid:key>/", sessions.session, name="session"),
    path("methods/sessions/<uuid:key>/edit/", sessions.edit, name="session_edit"),
    path("methods/sessions/<uuid:key>/sheet/", sessions.sheet, name="session_sheet"),
    path("methods/sessions/<uuid:key>/seat/", sessions.seat, name="seat"),
    path("methods/sessions/<uuid:key>/seat/removal/", sessions.leaving, name="seat_removal"),
    path("methods/sessions/<uuid:key>/lead/", leading.lead, name="lead"),
    path("methods/sessions/<uuid:key>/step/", leading.step, name="step"),
    path("methods/sessions/<uuid:key>/clock/", leading.clock_turn, name="clock"),
    path("methods/sessions/<uuid:key>/closure/", leading.closure, name="closure"),
    path("methods/sessions/<uuid:key>/notes/", wall.notes, name="notes"),
    path("methods/sessions/<uuid:key>/notes/<uuid:note>/removal/", wall.removal, name="note_removal"),
    path("methods/sessions/<uuid:key>/notes/<uuid:note>/group/", wall.group, name="group"),
    path("methods/sessions/<uuid:key>/notes/<uuid:note>/dot/", wall.dot, name="dot"),
    path("methods/sessions/<uuid:key>/results/", findings.results, name="results"),
    path("methods/sessions/<uuid:key>/photo/", findings.photo, name="photo"),
    path("methods/sessions/<uuid:key>/findings/", findings.keeping, name="keeping"),
    path("methods/findings/<uuid:key>/", findings.finding, name="finding"),
]
