"""Addresses of the pages."""

from django.urls import path

from allmende.people.organisations import views

app_name = "organisations"

urlpatterns = [
    path("organisations/", views.index, name="index"),
    path("organisations/joinings/", views.mine, name="mine"),
    path("organisations/joinings/<uuid:key>/acceptance/", views.answer, {"accepts": True}, name="acceptance"),
    path("organisations/joinings/<uuid:key>/refusal/", views.answer, {"accepts": False}, name="refusal"),
    path("organisations/joinings/<uuid:key>/removal/", views.removal, name="removal"),
    path("organisations/<slug:slug>/profile/", views.profile, name="profile"),
    path("organisations/<slug:slug>/legal/", views.legal, name="legal"),
    path("organisations/<slug:slug>/requests/", views.requests, name="requests"),
    path("organisations/<slug:slug>/joining/", views.asking, name="asking"),
    path("organisations/<slug:slug>/layers/", views.layers, name="layers"),
    path("organisations/<slug:slug>/layers/<int:layer>/opening/", views.opening, name="opening"),
    path("organisations/<slug:slug>/networks/<slug:network>/removal/", views.parting, name="parting"),
]
