"""Addresses of following."""

from django.urls import URLPattern, path

from allmende.commons.follows import views

app_name = "follows"

urlpatterns: list[URLPattern] = [
    path("follows/<uuid:key>/", views.following, name="following"),
    path("follows/<uuid:key>/removal/", views.following_removal, name="following_removal"),
]
