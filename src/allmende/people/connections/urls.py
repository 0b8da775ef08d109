"""Addresses of the pages."""

from django.urls import URLPattern, path

from allmende.people.connections import views

app_name = "connections"

urlpatterns: list[URLPattern] = [
    path("contacts/", views.index, name="index"),
    path("people/<slug:handle>/connection/", views.ask, name="ask"),
    path("contacts/<uuid:connection>/acceptance/", views.acceptance, name="acceptance"),
    path("contacts/<uuid:connection>/refusal/", views.refusal, name="refusal"),
    path("contacts/<uuid:connection>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("contacts/<uuid:connection>/removal/", views.removal, name="removal"),
    path("contacts/<uuid:connection>/note/", views.note, name="note"),
    path("path-to-paid-work/", views.path, name="path"),
    path("path-to-paid-work/rate/", views.rate, name="rate"),
    path("path-to-paid-work/<slug:step>/", views.step, name="step"),
    path("path-to-paid-work/<slug:step>/removal/", views.step_removal, name="step_removal"),
]
