"""Addresses of the directory. `people` is the house's own name for it."""

from django.urls import path

from allmende.people.directory import views

urlpatterns = [
    path("people/", views.index, name="people"),
    path("directory/choice/<slug:circle>/", views.choice, name="people_choice"),
    path("directory/searches/", views.searches, name="people_searches"),
    path("directory/searches/<uuid:key>/", views.saved, name="people_search"),
    path("directory/searches/<uuid:key>/reading/", views.reading, name="people_search_read"),
    path("directory/searches/<uuid:key>/removal/", views.removal, name="people_search_removal"),
]
