"""Addresses of the ladder."""

from django.urls import path

from allmende.surfaces.web.ladder import gates, views

urlpatterns = [
    path("id/<uuid:key>/ladder/", views.ladder, name="ladder"),
    path("id/<uuid:key>/ladder/request/removal/", views.retraction, name="ladder_retraction"),
    path("gates/", gates.queue, name="gates"),
    path("gates/<uuid:key>/decision/", gates.decision, name="gate_decision"),
]
