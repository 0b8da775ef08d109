"""Addresses of following."""

from django.urls import URLPattern, path

from allmende.commons.follows import views

app_name = "follows"

urlpatterns: list[URLPattern] = [
    path("follows/", views.index, name="index"),
    path("follows/<uuid:key>/", views.following, name="following"),
    path("follows/<uuid:key>/removal/", views.following_removal, name="following_removal"),
    path("people/<slug:handle>/following/", views.person, name="person"),
    path("people/<slug:handle>/following/removal/", views.person_removal, name="person_removal"),
    path("tags/<str:slug>/following/", views.tag, name="tag"),
    path("tags/<str:slug>/following/removal/", views.tag_removal, name="tag_removal"),
]
