"""Addresses of reactions: under the id of what one reacts to."""

from django.urls import path

from allmende.commons.reactions import views

app_name = "reactions"

urlpatterns = [
    path("id/<uuid:key>/reactions/", views.reactions, name="reactions"),
]
