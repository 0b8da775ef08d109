"""Addresses of what one saves."""

from django.urls import path

from allmende.commons.bookmarks import views

app_name = "bookmarks"

urlpatterns = [
    path("saved/", views.index, name="index"),
    path("id/<uuid:key>/saving/", views.saving, name="saving"),
    path("id/<uuid:key>/saving/removal/", views.saving_removal, name="saving_removal"),
]
