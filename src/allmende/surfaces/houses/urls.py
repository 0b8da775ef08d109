"""Addresses of communities in the back office."""

from django.urls import path

from allmende.surfaces.houses import gates, rooms, views

app_name = "houses"

urlpatterns = [
    path("", views.index, name="index"),
    path("rooms/", rooms.feature_sets, name="rooms"),
    path("<slug:slug>/", views.house, name="house"),
    path("gates/<slug:slug>/", gates.gates, name="gates"),
    path("<slug:slug>/preview/", views.preview, name="preview"),
]
