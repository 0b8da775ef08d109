"""Addresses of the media origin."""

from django.urls import path

from allmende.commons.files import views

urlpatterns = [
    path("m/<uuid:file_id>/<slug:size>.<slug:ending>", views.version, name="file"),
]
