"""Addresses of duties."""

from django.urls import path

from allmende.commons.duties import views

app_name = "duties"

urlpatterns = [
    path("spaces/<slug:slug>/duties/", views.index, name="index"),
    path("spaces/<slug:slug>/duties/<uuid:key>/removal/", views.removal, name="removal"),
    path("absence/", views.absence, name="absence"),
    path("absence/<uuid:key>/removal/", views.absence_removal, name="absence_removal"),
]
