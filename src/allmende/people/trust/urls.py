"""Addresses of trust."""

from django.urls import path

from allmende.people.trust.views import measures, standing

app_name = "trust"

urlpatterns = [
    path("trust/", standing.mine, name="mine"),
    path("trust/neighbourhood/", standing.around, name="around"),
    path("trust/levels/", standing.levels, name="levels"),
    path("trust/graph/", standing.graph, name="graph"),
    path("trust/measures/", measures.index, name="measures"),
    path("trust/measures/<uuid:key>/", measures.measure, name="measure"),
    path("trust/measures/<uuid:key>/confirmation/", measures.confirmation, name="confirmation"),
    path("trust/measures/<uuid:key>/removal/", measures.removal, name="measure_removal"),
    path("trust/measures/<uuid:key>/appeal/", measures.appeal, name="appeal"),
    path("trust/measures/<uuid:key>/answer/", measures.answer, name="answer"),
    path("people/<slug:handle>/thanks/", standing.thank, name="thank"),
    path("people/<slug:handle>/level/", standing.lock, name="lock"),
    path("people/<slug:handle>/level/removal/", standing.unlock, name="unlock"),
    path("people/<slug:handle>/measures/", measures.new, name="new_measure"),
]
